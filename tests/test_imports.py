"""A command imports what it uses and nothing else: libraries take longer than small files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bibconv
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
        ("a.json", "ris", {"rispy"}),
    ],
)
def test_a_conversion_imports_what_it_uses(
    name: str, to: str, used: set[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(INPUTS[name], "utf-8")
    assert loaded("convert", str(path), "--to", to, "-q") & {*LIBRARIES} == used


def test_the_version_needs_no_library_and_no_command_line() -> None:
    show = "import sys; from bibconv.__main__ import main; sys.argv[1:] = ['--version']; main()"
    show += "; print(*(name for name in sys.modules if name.startswith(('bibconv', 'typer'))))"
    ran = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True, check=True
    )
    version, modules = ran.stdout.splitlines()
    assert version == f"bibconv {bibconv.__version__}"
    assert {*modules.split()} == {
        "bibconv", "bibconv.__main__", "bibconv.streams", "bibconv.version"
    }  # fmt: skip


def test_the_names_of_the_api_are_imported_when_they_are_used() -> None:
    for name in bibconv.__all__:
        assert getattr(bibconv, name) is not None
    assert {*bibconv.__all__} <= {*dir(bibconv)}
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        bibconv.nothing_of_this_name  # noqa: B018


def test_a_named_format_loads_neither_documents_nor_the_other_side_of_bibtex(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.bib"
    path.write_text(INPUTS["a.bib"], "utf-8")
    code = SHOW.replace("name.split('.')[0] for", "name for")
    unused = {"documents", "plaintext", "formats.bibwrite", "formats.csl_json", "values.numbers"}
    unused |= {"archive", "batch", "merge", "profiles", "api"}
    used = loaded("convert", str(path), "--from", "bibtex", "--to", "ris", "-q", code=code)
    assert "bibconv.formats.bibread" in used
    assert not used & {f"bibconv.{name}" for name in unused}


def loaded(*arguments: str, code: str = SHOW) -> set[str]:
    """Return the packages that a command has imported when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    return set(json.loads(ran.stderr.strip().rpartition("\n")[2]))
