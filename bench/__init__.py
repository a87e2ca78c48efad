"""Measurements against other site generators and against the bare language model. `python -m bench.run --help`."""
