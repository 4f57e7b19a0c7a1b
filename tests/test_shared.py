"""Real files from ../shared through the command line: none is a fault of the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


def test_cvs_are_read_and_written(shared: Path, run: Run) -> None:
    texts = sorted(path for path in (shared / "cvs").iterdir() if path.suffix in (".md", ".txt"))
    texts = [path for path in texts if path.stem != "README"]
    assert texts
    for path in texts:
        ran = run("parse", str(path), "--to", "csl-json", "-q")
        assert (ran.code == 0 and json.loads(ran.out)) or "error[" in ran.err, ran.err


# As many as take a few seconds; the rest is for the tests of each format.
CASES = 12


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris", "csl-json"])
def test_cases_are_read_and_written(name: str, shared: Path, run: Run, tmp_path: Path) -> None:
    lines = (shared / f"formats/dev/cases-{name}.jsonl").read_text("utf-8").split("\n")
    for line in lines[:CASES]:
        if not line:
            continue
        case = tmp_path / "case"
        case.write_text(str(json.loads(line)["input"]), "utf-8")
        for target in ("bibtex", "biblatex", "ris", "csl-json"):
            ran = run("convert", str(case), "--from", name, "--to", target, "--debug")
            assert ran.code == 0 or "error[" in ran.err, ran.err
