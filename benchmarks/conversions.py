"""Conversions of large bibliographies, timed beside every other program that is installed.

    python benchmarks/conversions.py [--entries 10000,100000] [--rounds 3] [--files FOLDER]
                                     [--python PYTHON] [--node FOLDER] [--only PEER,...]

The files are those of `generated.py`. For each conversion and each peer that is there, this program
and the peer run in turn, so that both see the same machine; what is compared is the processor time
of user and system, without what a conversion of one entry takes. Printed are the medians of each,
in microseconds an entry, the median of the ratios (above 1: the peer takes longer), and the largest
memory of either in MB. Behind it come start-up times, beside an empty typer app with one command.

Peers: bibutils (`bib2xml`, `ris2xml`, …) and pandoc are looked for on the path; pybtex,
bibtexparser, rispy and pypandoc_binary in --python; citation-js in node_modules of --node. Where a
peer has no such conversion, its nearest one stands in, and is named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generated import write  # beside this file

ROOT = Path(__file__).resolve().parent.parent
Files = dict[str, Path]
# The commands of a pipe, for the files of one size.
Pipe = Callable[[Files], list[list[str]]]

CONVERSIONS = (
    ("bibtex", "ris"), ("bibtex", "csl-json"), ("bibtex", "bibtex"), ("ris", "bibtex"),
    ("csl-json", "bibtex"),
)  # fmt: skip
PYBTEX = (
    "import sys; from pybtex.database import parse_file; "
    "sys.stdout.write(parse_file(sys.argv[1]).to_string('bibtex'))"
)
BIBTEXPARSER = (
    "import sys, bibtexparser as b; "
    "read = getattr(b, 'parse_file', None) or (lambda path: b.load(open(path))); "
    "write = getattr(b, 'write_string', None) or b.dumps; "
    "sys.stdout.write(write(read(sys.argv[1])))"
)
RISPY = "import sys, rispy; sys.stdout.write(rispy.dumps(rispy.load(open(sys.argv[1]))))"
PYPANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
CITATION_JS = """
const {Cite} = require('@citation-js/core'), [input, from, to] = process.argv.slice(2);
for (const name of ['bibtex', 'ris', 'csl']) require('@citation-js/plugin-' + name);
const type = {bibtex: '@bibtex/text', ris: '@ris/file', 'csl-json': '@else/json'}[from];
const cite = new Cite(require('fs').readFileSync(input, 'utf8'), {forceType: type});
process.stdout.write(cite.format({bibtex: 'bibtex', ris: 'ris', 'csl-json': 'data'}[to]));
"""
# Modules are compiled once, as those of installed programs are, though this checkout be read-only.
_ENVIRONMENT = {
    **os.environ,
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "bibconv-pyc")),
}
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
EMPTY_APP = """
import typer
app = typer.Typer()
@app.command()
def hello(name: str = "x") -> None:
    print(name)
app()
"""


class Cost(NamedTuple):
    """What a run has used: processor seconds of user and system, and the largest memory in MB."""

    seconds: float
    memory: int


class Peer(NamedTuple):
    """Another program: what it is called in the table, and how it is run."""

    name: str
    pipe: Pipe


def main() -> int:
    """Print the table."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        one = write(asked.files, 1)
        print(
            f"{'conversion':22}{'peer':28}{'entries':>9}{'us':>7}{'peer':>7}{'ratio':>7}{'MB':>6}"
        )
        for count in asked.entries:
            files = write(asked.files, count)
            for source, target in CONVERSIONS:
                for peer in _peers(asked, source, target, Path(scratch)):
                    if not asked.only or any(name in peer.name for name in asked.only):
                        _compare(source, target, peer, one, files, count, asked.rounds)
        _print_starts(one, Path(scratch))
    return 0


def run(pipe: list[list[str]]) -> Cost:
    """Run the commands of a pipe and return what they have used together."""
    running: list[subprocess.Popen[bytes]] = []
    for number, command in enumerate(pipe):
        running.append(
            subprocess.Popen(
                command,
                stdin=running[-1].stdout if running else subprocess.DEVNULL,
                stdout=subprocess.PIPE if number < len(pipe) - 1 else subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=_ENVIRONMENT,
            )
        )
        if number:
            stdout = running[-2].stdout
            assert stdout
            stdout.close()
    seconds, memory = 0.0, 0
    for command, process in zip(pipe, running, strict=True):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            print(f"{command[0]} ended with {process.returncode}", file=sys.stderr)
        seconds += used.ru_utime + used.ru_stime
        # Linux counts in KiB, macOS in bytes.
        memory = max(memory, used.ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return Cost(seconds, memory)


def _compare(
    source: str, target: str, peer: Peer, one: Files, files: Files, count: int, rounds: int
) -> None:
    own = _own(source, target)
    started = [median(run(pipe(one)).seconds for _ in range(3)) for pipe in (own, peer.pipe)]
    pairs = [(run(own(files)), run(peer.pipe(files))) for _ in range(rounds)]
    spent = [
        [max(cost.seconds - start, 1e-6) for cost, start in zip(pair, started, strict=True)]
        for pair in pairs
    ]
    mine, theirs = (median(column) / count * 1e6 for column in zip(*spent, strict=True))
    ratio = median(other / own for own, other in spent)
    memory = max(pair[0].memory for pair in pairs), max(pair[1].memory for pair in pairs)
    print(
        f"{f'{source} → {target}':22}{peer.name:28}{count:9,}{mine:7.0f}{theirs:7.0f}{ratio:7.2f}"
        f"{memory[0]:6} {memory[1]}",
        flush=True,
    )


def _own(source: str, target: str) -> Pipe:
    command = [sys.executable, "-m", "bibconv", "convert", "--from", source, "--to", target, "-q"]
    return lambda files: [[*command, str(files[source])]]


def _peers(asked: argparse.Namespace, source: str, target: str, scratch: Path) -> Iterator[Peer]:
    """Yield the peers that are installed and can do a conversion or something near it."""
    if source == "bibtex" and shutil.which("bib2xml"):
        yield Peer(
            "bibutils bibtex → ris" if target != "ris" else "bibutils",
            lambda files: [["bib2xml", "-i", "utf8", str(files["bibtex"])], ["xml2ris"]],
        )
    if (source, target) == ("ris", "bibtex") and shutil.which("ris2xml"):
        yield Peer("bibutils", lambda files: [["ris2xml", str(files["ris"])], ["xml2bib"]])
    for name, pandoc in _pandocs(asked.python):
        to = {"csl-json": "csljson", "bibtex": "bibtex"}.get(target, "csljson")
        of = {"csl-json": "csljson"}.get(source, source)
        listed = subprocess.run([pandoc, "--list-input-formats"], capture_output=True, text=True)
        if of in listed.stdout.split():
            label = name if target != "ris" else f"{name} bibtex → csl-json"
            yield Peer(label, _pandoc(pandoc, of, to, source))
    if source == "bibtex":
        for name, script in (("pybtex", PYBTEX), ("bibtexparser", BIBTEXPARSER)):
            if _has(asked.python, name):
                label = name if target == "bibtex" else f"{name} bibtex → bibtex"
                yield Peer(label, _script([asked.python, "-c", script], "bibtex"))
    if source == "ris" and _has(asked.python, "rispy"):
        yield Peer("rispy ris → ris", _script([asked.python, "-c", RISPY], "ris"))
    if (asked.node / "node_modules/@citation-js/core").is_dir() and shutil.which("node"):
        script = asked.node / "bibconv-benchmark.js"
        script.write_text(CITATION_JS, "utf-8")
        yield Peer(
            "citation-js", lambda files: [["node", str(script), str(files[source]), source, target]]
        )


def _pandocs(python: str) -> Iterator[tuple[str, str]]:
    if pandoc := shutil.which("pandoc"):
        yield "pandoc", pandoc
    if _has(python, "pypandoc"):
        found = subprocess.run([python, "-c", PYPANDOC], capture_output=True, text=True)
        yield "pypandoc_binary", found.stdout.strip()


def _pandoc(pandoc: str, of: str, to: str, source: str) -> Pipe:
    return lambda files: [[pandoc, "-f", of, "-t", to, str(files[source])]]


def _script(command: list[str], source: str) -> Pipe:
    return lambda files: [[*command, str(files[source])]]


def _has(python: str, module: str) -> bool:
    return not subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode


def _print_starts(one: Files, scratch: Path) -> None:
    app = scratch / "empty.py"
    app.write_text(EMPTY_APP, "utf-8")
    python = [sys.executable, "-m", "bibconv"]
    commands = {
        "empty typer app": [sys.executable, str(app)],
        "bibconv --version": [*python, "--version"],
        "convert one entry, --from bibtex": [
            *python, "convert", str(one["bibtex"]), "--from", "bibtex", "--to", "ris",
        ],
        "convert one entry, guessed": [*python, "convert", str(one["bibtex"]), "--to", "ris"],
    }  # fmt: skip
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(10):
        for name, command in commands.items():
            seconds = run([command]).seconds
            # The first run of each compiles its modules.
            runs[name] += [seconds] if number else []
    empty = median(runs["empty typer app"])
    for name, spent in runs.items():
        print(f"{name:34}{median(spent) * 1000:5.0f} ms, {median(spent) / empty:.2f} x")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", default="10000", metavar="N,...")
    parser.add_argument("--rounds", type=int, default=3)
    default = Path(tempfile.gettempdir(), "bibconv-benchmark")
    parser.add_argument("--files", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--python", default=sys.executable, help="Python that has the pip peers")
    parser.add_argument("--node", type=Path, default=Path(), help="folder with node_modules")
    parser.add_argument("--only", default="", metavar="PEER,...")
    asked = parser.parse_args()
    asked.entries = [int(count) for count in asked.entries.split(",")]
    asked.only = [name for name in asked.only.split(",") if name]
    return asked


if __name__ == "__main__":
    sys.exit(main())
