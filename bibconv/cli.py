"""The command line: arguments in, findings to stderr, an exit code out.

Exit codes: 0 output written (or its reader gone), 1 nothing could be read or a fault of the
program, 2 usage, 3 a file that cannot be read or written, 4 an error in the data
or a field to check under --strict, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer

from bibconv import __version__, conversion, filters, output, registry
from bibconv.console import FILE, INTERRUPTED, NOTHING_READ, STRICT, USAGE, Console
from bibconv.diagnostics import BibconvError, InputError, Report, UsageError
from bibconv.format import DOUBTFUL, Cut, Protection, ReadOptions, WriteOptions
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.keys import KeyMaker

app = typer.Typer(
    name="bibconv",
    help="Turn publication lists and bibliographies into BibTeX, RIS, CSL-JSON and citations.",
    epilog="Exit codes: 0 written, 1 nothing could be read, 2 usage, 3 file, "
    "4 an error in the data or a field to check under --strict.",
    # Boxes are cut to the terminal's width, and so are the messages in them.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Input files; - or none is standard input."),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from", "-f", metavar="FORMAT", help="Format of the input; else told by its content."
    ),
]
_To = Annotated[
    str | None,
    typer.Option("--to", "-t", metavar="FORMAT|STYLE", help="Format or citation style to write."),
]
_Style = Annotated[
    str, typer.Option("--style", "-s", "--to", "-t", metavar="STYLE", help="Citation style.")
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here, whole or not at all."),
]
_OutDir = Annotated[
    Path | None,
    typer.Option("--out-dir", metavar="FOLDER", help="Write one file here for each input."),
]
_Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Encoding of the input; else UTF-8, or a guess that is told."
    ),
]
_As = Annotated[
    Literal["text", "html", "markdown"] | None,
    typer.Option("--as", help="Markup of citations."),
]
_GroupBy = Annotated[
    Literal["type", "year"] | None,
    typer.Option("--group-by", help="Citations under headings, by type or by year."),
]
_Reverse = Annotated[
    bool, typer.Option("--reverse", help="Citations in the opposite of the style's order.")
]
_Locale = Annotated[
    str | None, typer.Option(metavar="LANG", help="Language of citations, such as de-DE.")
]
_Me = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help='Whose publications they are: "Doe, J.; Jane Doe". Bold in citations; the author of '
        "what a CV lists without one.",
    ),
]
_Entries = Annotated[
    Cut | None,
    typer.Option(
        help="auto finds the references in a text; line takes each line for one, blank each block "
        "between blank lines."
    ),
]
_MinConfidence = Annotated[
    float,
    typer.Option(
        min=0, max=1, metavar="X", help="Name fields less sure than this; 0 names none, 1 all."
    ),
]
_Type = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPES", help="Keep these CSL types: article-journal,chapter."),
]
_Since = Annotated[int | None, typer.Option(metavar="YEAR", help="Keep what is of YEAR or later.")]
_Until = Annotated[
    int | None, typer.Option(metavar="YEAR", help="Keep what is of YEAR or earlier.")
]
_KeysFrom = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="Bibliography whose records keep their citation keys."),
]
_Ascii = Annotated[
    bool, typer.Option("--ascii", help="Write LaTeX commands for letters beyond ASCII.")
]
_Protect = Annotated[
    Protection | None,
    typer.Option(
        help="Braces in titles: smart keeps acronyms and names in English ones, all whole titles."
    ),
]
_Provenance = Annotated[
    bool, typer.Option("--provenance", help="Add to CSL-JSON where each value comes from.")
]
_Diagnostics = Annotated[
    Literal["text", "json"],
    typer.Option(help="How findings are written to stderr; json is one object a line."),
]
_Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Tell section by section what was taken, and what was passed over and why.",
    ),
]
_Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only errors on stderr; no warnings, no summary.")
]
_Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Exit with 4 if there is an error in the data, or a field to check."
    ),
]
_Debug = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of a fault of the program.")
]


# The three commands are one function: they declare what they take, and `_run` finds it in the
# context, so that an option is named once a command and not three times.


@app.command()
def parse(
    context: typer.Context,
    files: _Files = None,
    to: _To = "bibtex",
    output: _Output = None,
    out_dir: _OutDir = None,
    encoding: _Encoding = None,
    markup: _As = None,
    locale: _Locale = None,
    group_by: _GroupBy = None,
    reverse: _Reverse = False,
    me: _Me = None,
    entries: _Entries = None,
    min_confidence: _MinConfidence = DOUBTFUL,
    types: _Type = None,
    since: _Since = None,
    until: _Until = None,
    keys_from: _KeysFrom = None,
    ascii: _Ascii = False,
    protect: _Protect = None,
    provenance: _Provenance = False,
    explain: _Explain = False,
    diagnostics: _Diagnostics = "text",
    quiet: _Quiet = False,
    strict: _Strict = False,
    debug: _Debug = False,
) -> None:
    """Find the publications in a CV or a reference list: text, PDF, Word (.docx) or HTML."""
    _run(context, source_format="text")


@app.command()
def convert(
    context: typer.Context,
    files: _Files = None,
    source_format: _From = None,
    to: _To = None,
    output: _Output = None,
    out_dir: _OutDir = None,
    encoding: _Encoding = None,
    markup: _As = None,
    locale: _Locale = None,
    group_by: _GroupBy = None,
    reverse: _Reverse = False,
    me: _Me = None,
    entries: _Entries = None,
    min_confidence: _MinConfidence = DOUBTFUL,
    types: _Type = None,
    since: _Since = None,
    until: _Until = None,
    keys_from: _KeysFrom = None,
    ascii: _Ascii = False,
    protect: _Protect = None,
    provenance: _Provenance = False,
    diagnostics: _Diagnostics = "text",
    quiet: _Quiet = False,
    strict: _Strict = False,
    debug: _Debug = False,
) -> None:
    """Write bibliographies in another format, or as citations."""
    _run(context)


@app.command()
def cite(
    context: typer.Context,
    files: _Files = None,
    source_format: _From = None,
    style: _Style = "apa",
    output: _Output = None,
    out_dir: _OutDir = None,
    encoding: _Encoding = None,
    markup: _As = None,
    locale: _Locale = None,
    group_by: _GroupBy = None,
    reverse: _Reverse = False,
    me: _Me = None,
    entries: _Entries = None,
    min_confidence: _MinConfidence = DOUBTFUL,
    types: _Type = None,
    since: _Since = None,
    until: _Until = None,
    keys_from: _KeysFrom = None,
    diagnostics: _Diagnostics = "text",
    quiet: _Quiet = False,
    strict: _Strict = False,
    debug: _Debug = False,
) -> None:
    """Write bibliographies as citations in an APA, IEEE or any other CSL style."""
    _run(context)


@app.command()
def formats(debug: _Debug = False) -> None:
    """List the formats: name, whether it is read and written, suffixes."""
    console = Console()

    def listed() -> int:
        for format in registry.formats(Report(sink=console.show)):
            ways = " ".join(way for way in ("read", "write") if getattr(format, way))
            suffixes = " ".join(format.suffixes)
            print(f"{format.name:<12}{ways:<12}{suffixes:<32}{format.title}".rstrip())
        return 0

    raise typer.Exit(_guarded(listed, console, debug))


@app.command()
def styles(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help="Words to look for.")
    ] = None,
    debug: _Debug = False,
) -> None:
    """List the citation styles, all or those with every word of a query in name or title."""
    from bibconv.csl.styles import search

    words = " ".join(query or ())
    console = Console()

    def listed() -> int:
        found = False
        for style in search(words):
            found = True
            parent = f"\t(as {style.parent})" if style.parent else ""
            print(f"{style.id}\t{style.title}{parent}")
        if not found:
            console.fault(InputError(f"no style has '{words}' in its name or title"))
        return 0 if found else NOTHING_READ

    raise typer.Exit(_guarded(listed, console, debug))


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"bibconv {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _bibconv(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        _print_usage(context)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; without arguments, take those of the process."""
    # The tagger's matrices are small: more threads cost more time together than they save. numpy's
    # libraries read this once, when they are loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app(arguments, prog_name="bibconv")
    except SystemExit as end:
        # Typer makes 1 of a reader that has gone (`| head -1`), which is nobody's fault.
        closed = isinstance(end.__context__, BrokenPipeError)
        code = 0 if closed else end.code if isinstance(end.code, int) else int(end.code is not None)
    except BrokenPipeError:
        code = 0
    return _flushed(code)


def _flushed(code: int) -> int:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            # Python flushes once more when it ends, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except OSError as error:
            # The disk is full: what was written is not there, and the caller must know.
            print(f"bibconv: error: cannot write: {error.strerror}", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = FILE
    return code


def _print_usage(context: typer.Context) -> None:
    typer.echo(context.get_help(), err=True)
    raise typer.Exit(USAGE)


def _run(context: typer.Context, source_format: str | None = None) -> None:
    """Carry out `parse`, `convert` or `cite`, and end with its exit code."""
    asked = context.params
    if not asked["files"] and sys.stdin is not None and sys.stdin.isatty():
        _print_usage(context)
    console = Console(
        as_json=asked["diagnostics"] == "json",
        quiet=asked["quiet"],
        explain=asked.get("explain", False),
    )
    job = _Job(asked, source_format or asked.get("source_format"), console)
    code = _guarded(job.run, console, asked["debug"])
    if job.finished or console.as_json:
        console.summary(job.reports, code)
    raise typer.Exit(code)


def _guarded(action: Callable[[], int], console: Console, debug: bool) -> int:
    """Return the exit code of an action, or the one for the fault that it ended in."""
    output.as_utf8(sys.stdout)
    try:
        return action()
    except BibconvError as error:
        return console.fault(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        return console.fault(InputError(f"cannot write: {error.strerror or error}"))
    except Exception as error:
        if debug:
            raise
        return console.internal(error)


class _Job:
    """One run of a command: its options, and a report for every output."""

    def __init__(
        self, asked: Mapping[str, Any], source_format: str | None, console: Console
    ) -> None:
        self.reports: list[Report] = []
        self.finished = False
        self._asked = asked
        self._source_format = source_format
        self._console = console

    def run(self) -> int:
        """Return the exit code."""
        asked = self._asked
        if asked["output"] and asked["out_dir"]:
            raise UsageError("-o and --out-dir exclude each other")
        report = self._report()
        target = self._target(report)
        earlier = conversion.known(
            conversion.sources([_input(file) for file in asked["keys_from"] or ()]), report
        )
        if asked["out_dir"]:
            code = self._one_each(target, earlier)
        else:
            code = self._all_in_one(target, earlier, report)
        faults = sum(one.counts["error"] + one.doubtful for one in self.reports)
        self.finished = True
        return STRICT if code == 0 and faults and asked["strict"] else code

    def _report(self) -> Report:
        console = self._console
        report = Report(sink=console.show, keep=False, grouped=not console.as_json)
        self.reports.append(report)
        return report

    def _target(self, report: Report) -> conversion.Target:
        asked, default = self._asked, WriteOptions()
        options = WriteOptions(
            locale=asked["locale"] or default.locale,
            markup=asked["markup"] or default.markup,
            provenance=asked.get("provenance", False),
            ascii=asked.get("ascii", False),
            protect=asked.get("protect") or "smart",
            group_by=asked["group_by"] or "",
            reverse=asked["reverse"],
            me=self._me(),
        )
        if "style" in asked:
            return conversion.style_target(asked["style"], options)
        if not asked["to"]:
            raise UsageError("say what to write: --to FORMAT or --to STYLE", conversion.LISTS)
        return conversion.target(asked["to"], options, report)

    def _reading(self, earlier: Sequence[Record]) -> ReadOptions:
        return ReadOptions(
            entries=self._asked["entries"] or "auto",
            min_confidence=self._asked["min_confidence"],
            me=self._me(),
            keys=KeyMaker(earlier),
        )

    def _me(self) -> tuple[str, ...]:
        names = (self._asked["me"] or "").split(";")
        return tuple(name.strip() for name in names if name.strip())

    def _wanted(self) -> filters.Wanted:
        asked = self._asked
        types = filters.item_types(asked["types"]) if asked["types"] is not None else frozenset()
        return filters.Wanted(types, asked["since"], asked["until"])

    def _all_in_one(
        self, target: conversion.Target, earlier: Sequence[Record], report: Report
    ) -> int:
        files = self._asked["files"] or ["-"]
        if files.count("-") > 1:
            raise UsageError("standard input can be read only once")
        given = conversion.sources([_input(file) for file in files], self._asked["encoding"])
        place: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
        if self._asked["output"]:
            place = output.replacing(Path(self._asked["output"]))
        return self._converted(given, target, earlier, place, report)

    def _one_each(self, target: conversion.Target, earlier: Sequence[Record]) -> int:
        folder = Path(self._asked["out_dir"])
        outputs = _outputs(self._asked["files"] or ["-"], folder, target.suffix)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder} cannot be made: {error.strerror}") from error
        codes = [0]
        for file, path in outputs.items():
            try:
                given = conversion.sources(Path(file), self._asked["encoding"])
                place = output.replacing(path)
                codes.append(self._converted(given, target, earlier, place, self._report()))
            except InputError as error:
                codes.append(self._console.fault(error))
        return max(codes)

    def _converted(
        self,
        given: Sequence[Source],
        target: conversion.Target,
        earlier: Sequence[Record],
        place: AbstractContextManager[TextIO],
        report: Report,
    ) -> int:
        wanted = self._wanted()
        reading = self._reading(earlier)
        items = conversion.read(given, self._source_format, reading, report, target)
        shown = self._console.watched(filters.kept(items, wanted, report), report)
        return 0 if conversion.write(shown, target, place, report) else NOTHING_READ


def _input(file: str) -> Source | Path:
    if file != "-":
        return Path(file)
    if sys.stdin is None:
        raise InputError("standard input is closed")
    return Source.from_stream(sys.stdin.buffer)


def _outputs(files: Sequence[str], folder: Path, suffix: str) -> dict[str, Path]:
    """Return where the output for each file goes; raise UsageError if two would be one."""
    outputs: dict[str, Path] = {}
    # Some file systems take names that differ in case alone for one.
    taken: dict[str, str] = {}
    for file in files:
        if file == "-":
            raise UsageError("--out-dir names its files after those read; name some")
        path = folder / Path(file).with_suffix(suffix).name
        other = taken.setdefault(path.name.casefold(), file)
        if other != file or file in outputs:
            raise UsageError(f"{other} and {file} would both be written to {path}")
        outputs[file] = path
    return outputs
