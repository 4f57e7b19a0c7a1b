"""What README.md says is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bibconv import console, streams
from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text("utf-8")
CV = "fixtures/cv/cv.txt"
EXITS = (
    console.NOTHING_READ,
    console.USAGE,
    streams.FILE,
    console.STRICT,
    console.INTERRUPTED,
)
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install . "
    "&& .venv/bin/bibconv parse fixtures/cv/cv.txt --to bibtex",
    "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest",
)


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def fenced(text: str, language: str = r"\w*") -> list[str]:
    # ```sh … ```
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_two_commands() -> None:
    assert [block.strip() for block in fenced(section("Two commands"))] == list(COMMANDS)


def test_the_picture_is_what_the_command_does(
    run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    ran = run("parse", CV)
    given, written, found = fenced(section("What it does"))
    assert given in Path(CV).read_text("utf-8")
    keys = re.findall(r"^@\w+\{(.*),$", written, re.MULTILINE)
    assert len(keys) == 2
    entries = [entry for entry in f"{ran.out}\n".split("\n\n") if any(key in entry for key in keys)]
    findings = re.split(r"\n(?! )", ran.err.strip())
    findings = [one for one in findings[:-1] if any(key in one for key in keys)] + findings[-1:]
    now = ["\n\n".join(entries) + "\n", "\n".join(findings) + "\n"]
    if request.config.getoption("--accept"):
        text = README.replace(written, now[0]).replace(found, now[1])
        (ROOT / "README.md").write_text(text, "utf-8")
    assert [written, found] == now


def examples() -> Iterator[str]:
    """Yield the `bibconv …` commands of the text, as they stand there."""
    # `bibconv parse cv.txt \| curl …`, in a table or in a line
    yield from re.findall(r"`(bibconv (?:parse|convert|cite|formats|styles)[^`]*)`", README)
    for block in fenced(README, "sh"):
        yield from (line for line in block.split("\n") if line.startswith("bibconv "))


# Without the synopses, such as `bibconv styles [QUERY]...`.
EXAMPLES = sorted({one for one in examples() if not re.search("FILE|FORMAT|QUERY", one)})


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_command_works(
    example: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = re.split(r"\\\||&&", example)[0]
    monkeypatch.chdir(tmp_path)
    Path("cv.txt").write_bytes((ROOT / CV).read_bytes())
    Path("refs.bib").write_text("@book{a, author = {Doe, Jane}, title = {A}, year = 2020}\n")
    Path("more.ris").write_text("TY  - BOOK\nAU  - Roe, Rob\nTI  - B\nPY  - 2021\nER  - \n")
    _, *arguments = shlex.split(first)
    ran = run(*arguments)
    assert ran.code == 0, ran.err
    if "-o" in arguments:
        assert Path(arguments[arguments.index("-o") + 1]).stat().st_size
    elif "--out-dir" in arguments:
        assert len(list(Path("converted").glob("*.json"))) == 2
    else:
        assert ran.out or "--check" in arguments


def test_every_option_and_command_is_there(run: Run) -> None:
    text = section("Commands")
    for command in ("parse", "convert", "cite", "formats", "styles"):
        assert f"`bibconv {command}" in text
        shown = run(command, "--help").out
        # "  -o, --output FILE", "  --as <text|html>"
        options = re.findall(r"^  (?:-\w, )*(--[\w-]+)", shown, re.MULTILINE)
        missing = [one for one in options if not re.search(rf"[` ]{one}[` ]", text)]
        assert missing == ["--help"]


def test_the_exit_codes_are_those_of_the_program() -> None:
    table = {int(code) for code in re.findall(r"^\| (\d+) \|", section("Commands"), re.MULTILINE)}
    assert table == {0, *EXITS}


def test_the_python_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cv.txt").write_bytes((ROOT / CV).read_bytes())
    Path("refs.bib").write_text("@book{a, author = {Doe, Jane}, title = {A}, year = 2020}\n")
    (code,) = fenced(section("Python"), "python")
    exec(compile(code, "README.md", "exec"), {})
    assert Path("refs.json").read_text().startswith("[")


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert missing == []
