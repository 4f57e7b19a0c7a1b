"""A command imports what it uses and nothing else: libraries take longer than small files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LIBRARIES = ("bibtexparser", "pylatexenc", "rispy", "numpy", "citeproc", "lxml", "pydantic")
INPUTS = {
    "a.bib": "@article{a, title = {The {DNA}}, author = {Kim, J.}, year = 2019}\n",
    "b.bib": "@article{a, title = {never closed\n@misc{b, title = {x}}\n",
    "a.ris": "TY  - JOUR\nTI  - T\nAU  - Kim, J.\nER  - \n",
    "a.json": '[{"id": "a", "type": "book", "title": "T"}]',
}
SHOW = "import json, sys\nfrom bibconv.cli import main\nmain(sys.argv[1:])\n"
SHOW += "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"


@pytest.mark.parametrize(
    ("name", "to", "used"),
    [
        ("a.bib", "csl-json", set[str]()),
        ("a.bib", "bibtex", set[str]()),
        ("b.bib", "csl-json", {"bibtexparser", "pylatexenc"}),
        ("a.ris", "csl-json", set[str]()),
        ("a.json", "ris", set[str]()),
    ],
)
def test_a_conversion_imports_what_it_uses(
    name: str, to: str, used: set[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(INPUTS[name], "utf-8")
    assert loaded("convert", str(path), "--to", to, "-q") & {*LIBRARIES} == used


def test_the_version_needs_no_library() -> None:
    assert not loaded("--version") & {*LIBRARIES}


def loaded(*arguments: str) -> set[str]:
    """Return the packages that a command has imported when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", SHOW, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    return set(json.loads(ran.stderr.strip().rpartition("\n")[2]))
