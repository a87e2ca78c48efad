"""briefgen: a folder of news articles in, a static site of event briefings out."""

__version__ = "0.1.0"
