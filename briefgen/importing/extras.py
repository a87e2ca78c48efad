"""Libraries that only some imports need, and what to install where one is missing."""

import importlib
from typing import Any

from briefgen.errors import BriefgenError, Problem


def needed(module: str, extra: str, name: str) -> Any:
    """An optional library. Raises BriefgenError that says how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        mend = f"pip install 'briefgen[{extra}]'"
        raise BriefgenError(Problem(name, f"reading it needs {module.partition('.')[0]}", mend)) from error
