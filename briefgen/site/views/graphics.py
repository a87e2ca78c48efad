"""What is drawn: strips of days, graphs of who appears with whom."""

from dataclasses import dataclass

__all__ = [
    "Graph",
    "GraphNode",
    "Lane",
    "Strip",
]


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the strip: an actor's ticks in a box of 1000 x 20."""

    name: str
    url: str
    said: str  # SVG paths
    happened: str
    planned: str
    label: str  # the same told in words


@dataclass(frozen=True, slots=True)
class Strip:
    start: str
    end: str
    today: float  # 0-1000: the newest article day
    today_label: str
    lanes: tuple[Lane, ...]
    grid: str  # an SVG path: where the months named below the lanes begin
    months: tuple[tuple[float, str], ...]  # where each begins, in per cent of the width


@dataclass(frozen=True, slots=True)
class GraphNode:
    x: int
    y: int
    radius: int
    name: str
    url: str  # "": the actor in the middle
    label_x: int
    label_y: int
    side: str  # text-anchor


@dataclass(frozen=True, slots=True)
class Graph:
    """Who appears with an actor: circles and lines in a box of 780 x 420."""

    nodes: tuple[GraphNode, ...]  # the actor first
    lines: tuple[str, ...]  # an SVG path for each of four strengths
