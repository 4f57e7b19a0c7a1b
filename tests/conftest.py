"""What several tests need: the shared data, and the command line run inside this process."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bibconv.cli import main

ROOT = Path(__file__).resolve().parent.parent


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --accept` rewrite the transcripts to what the commands do now."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected outputs")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of data shared between checkouts: skip without it, but fail under CI."""
    path = ROOT.parent / "shared"
    if path.is_dir():
        return path
    message = "../shared is not there"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command line with captured streams."""

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        # Not UTF-8, so that a test fails where the command relies on the locale.
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main(arguments)
        return Ran(code, _written(out), _written(err))

    return run


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")
