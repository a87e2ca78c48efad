"""The command line as a user meets it: help, usage errors, exit codes, start-up cost."""

import subprocess
import sys

import pytest

from briefgen.cli import run
from briefgen.cli.app import app

COMMANDS = sorted(str(command.name or command.callback.__name__) for command in app.registered_commands)  # type: ignore[union-attr]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run([command, "--help"])

    assert status == 0
    assert f"briefgen {command}" in capsys.readouterr().out.split("Example")[1]


def test_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["biuld"])

    assert status == 2
    assert "biuld" in capsys.readouterr().err


def test_version_names_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--version"])

    assert status == 0
    assert capsys.readouterr().out.startswith("briefgen ")


def test_help_imports_nothing_heavy() -> None:
    heavy = "spacy, numpy, jinja2, markdown, trafilatura, yaml, lxml, uvicorn, starlette, watchdog, httpx"
    program = (
        "import sys; from briefgen.cli import run; run(['--help']);"
        f"loaded = {{name.strip() for name in '{heavy}'.split(',')}} & set(sys.modules);"
        "sys.exit(str(loaded) if loaded else 0)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
