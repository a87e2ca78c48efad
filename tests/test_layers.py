"""Who may import whom: the upper layer may import the lower, never the reverse; neighbours do not know each other."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefgen"
LAYERS = [  # from the top; names on one line may not import each other
    {"__main__"},
    {"cli"},
    {"serve"},
    {"build", "importing"},
    {
        "read", "extract", "brief", "site", "nlp", "store", "publish", "render", "watch", "contract",
        "deliver", "export",
    },
    {"attributes", "embedding", "entities", "lemmas", "products", "scan", "fingerprints", "lock"},
    {"names", "later", "likeness", "plain", "sharecard", "squeeze", "wording"},
    {"wordlists", "config", "reads"},
    {"records"},
    {"errors"},
]  # fmt: skip
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}
TOP_LEVEL = sorted(path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())


@pytest.mark.parametrize("module", [name for name in TOP_LEVEL if name not in ("__init__", "theme")])
def test_module_has_a_place_in_the_layers(module: str) -> None:
    assert module in LEVEL


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path: Path) -> None:
    module = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if module == "__init__":
        return

    wrong = [other for other in imported(path) if other != module and LEVEL[other] <= LEVEL[module]]

    assert wrong == []


@pytest.mark.parametrize("stage", ["extract", "brief", "site"])
def test_pure_stages_touch_neither_disk_nor_clock(stage: str) -> None:
    """`open` and `today` are the outside; package data is read through importlib.resources."""
    for path in (PACKAGE / stage).rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Call):
                assert called(node) not in {"open", "today", "now", "utcnow", "time.time"}, f"{path}:{node.lineno}"


@cache
def nodes(path: Path) -> list[ast.ImportFrom | ast.Call]:
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node for node in found if isinstance(node, (ast.ImportFrom, ast.Call))]


def imported(path: Path) -> set[str]:
    names = set()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("briefgen."):
            names.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "briefgen":
            names |= {alias.name for alias in node.names if alias.name in LEVEL}
    return names


def called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="time"), attr="time"):
            return "time.time"
        case ast.Attribute(attr=name):
            return name
    return ""
