"""The command line: arguments in, findings to stderr, an exit code out.

Exit codes: 0 output written (or its reader gone), 1 nothing could be read or a fault of the
program, 2 usage, 3 a file that cannot be read or written, 4 an error in the data
or a field to check under --strict, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from copy import copy
from typing import Annotated, Any

import typer

from bibconv import __version__, options, output, registry
from bibconv.console import INTERRUPTED, NOTHING_READ, USAGE, Console
from bibconv.diagnostics import BibconvError, InputError, Report
from bibconv.format import DOUBTFUL
from bibconv.job import Job
from bibconv.streams import flushed

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

# The three commands are one function: they declare what they take, and `_run` finds it in the
# context, so that an option is named once a command and not three times.


@app.command()
def parse(
    context: typer.Context,
    files: options.Files = None,
    to: options.To = None,
    program: options.For = None,
    output: options.Output = None,
    out_dir: options.OutDir = None,
    jobs: options.Jobs = None,
    resume: options.Resume = False,
    scheduler: options.Scheduler = None,
    encoding: options.Encoding = None,
    markup: options.As = None,
    locale: options.Locale = None,
    group_by: options.GroupBy = None,
    reverse: options.Reverse = False,
    me: options.Me = None,
    entries: options.Entries = None,
    min_confidence: options.MinConfidence = DOUBTFUL,
    types: options.Type = None,
    since: options.Since = None,
    until: options.Until = None,
    keys_from: options.KeysFrom = None,
    merge: options.Merge = False,
    ascii: options.Ascii = False,
    protect: options.Protect = None,
    provenance: options.Provenance = False,
    loss: options.Loss = "warn",
    check: options.Check = False,
    explain: options.Explain = False,
    diagnostics: options.Diagnostics = "text",
    quiet: options.Quiet = False,
    strict: options.Strict = False,
    debug: options.Debug = False,
) -> None:
    """Find the publications in a CV or a reference list: text, PDF, Word (.docx) or HTML."""
    _run(context, "text", "bibtex")


@app.command()
def convert(
    context: typer.Context,
    files: options.Files = None,
    source_format: options.From = None,
    to: options.To = None,
    program: options.For = None,
    output: options.Output = None,
    out_dir: options.OutDir = None,
    jobs: options.Jobs = None,
    resume: options.Resume = False,
    scheduler: options.Scheduler = None,
    encoding: options.Encoding = None,
    markup: options.As = None,
    locale: options.Locale = None,
    group_by: options.GroupBy = None,
    reverse: options.Reverse = False,
    me: options.Me = None,
    entries: options.Entries = None,
    min_confidence: options.MinConfidence = DOUBTFUL,
    types: options.Type = None,
    since: options.Since = None,
    until: options.Until = None,
    keys_from: options.KeysFrom = None,
    merge: options.Merge = False,
    ascii: options.Ascii = False,
    protect: options.Protect = None,
    provenance: options.Provenance = False,
    loss: options.Loss = "warn",
    check: options.Check = False,
    diagnostics: options.Diagnostics = "text",
    quiet: options.Quiet = False,
    strict: options.Strict = False,
    debug: options.Debug = False,
) -> None:
    """Write bibliographies in another format, or as citations."""
    _run(context)


@app.command()
def cite(
    context: typer.Context,
    files: options.Files = None,
    source_format: options.From = None,
    style: options.Style = "apa",
    output: options.Output = None,
    out_dir: options.OutDir = None,
    jobs: options.Jobs = None,
    resume: options.Resume = False,
    scheduler: options.Scheduler = None,
    encoding: options.Encoding = None,
    markup: options.As = None,
    locale: options.Locale = None,
    group_by: options.GroupBy = None,
    reverse: options.Reverse = False,
    me: options.Me = None,
    entries: options.Entries = None,
    min_confidence: options.MinConfidence = DOUBTFUL,
    types: options.Type = None,
    since: options.Since = None,
    until: options.Until = None,
    keys_from: options.KeysFrom = None,
    merge: options.Merge = False,
    diagnostics: options.Diagnostics = "text",
    quiet: options.Quiet = False,
    strict: options.Strict = False,
    debug: options.Debug = False,
) -> None:
    """Write bibliographies as citations in an APA, IEEE or any other CSL style."""
    _run(context)


# As wide as the findings on stderr; names of variables have hyphens in them.
_LISTED: dict[str, Any] = {
    "width": 100,
    "initial_indent": " " * 12,
    "subsequent_indent": " " * 14,
    "break_on_hyphens": False,
}


@app.command()
def formats(debug: options.Debug = False) -> None:
    """List the formats: what each is called, read or written, and what it cannot hold."""
    from bibconv.capacity import without_place, without_word

    console = Console()

    def listed() -> int:
        for format in registry.formats(Report(sink=console.show)):
            ways = " ".join(way for way in ("read", "write") if getattr(format, way))
            suffixes = " ".join(format.suffixes)
            print(f"{format.name:<12}{ways:<12}{suffixes:<32}{format.title}".rstrip())
            if also := ", ".join(registry.aliases(format.name)):
                print(f"{'':<12}also called {also}")
            try:
                lost = {
                    "no place for": without_place(format),
                    "no word for an item that is": without_word(format),
                }
            except Exception as error:
                # A plug-in's writer: somebody else's code.
                console.show(registry.unusable(format.name, error))
                lost = {}
            for what, names in lost.items():
                if names:
                    print(textwrap.fill(f"{what} {', '.join(names)}", **_LISTED))
        return 0

    raise typer.Exit(_guarded(listed, console, debug))


@app.command()
def styles(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help="Words to look for.")
    ] = None,
    debug: options.Debug = False,
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
    asked = sys.argv[1:2] if arguments is None else arguments[:1]
    try:
        _only(asked)(arguments, prog_name="bibconv")
    except SystemExit as end:
        # Typer makes 1 of a reader that has gone (`| head -1`), which is nobody's fault.
        closed = isinstance(end.__context__, BrokenPipeError)
        code = 0 if closed else end.code if isinstance(end.code, int) else int(end.code is not None)
    except BrokenPipeError:
        code = 0
    return flushed(code)


def _only(asked: Sequence[str]) -> typer.Typer:
    """Return the app with the command asked for alone: each takes longer to make than to run."""
    names = {getattr(known.callback, "__name__", ""): known for known in app.registered_commands}
    one = [names[name] for name in asked if name in names]
    if not one:
        return app
    alone = copy(app)
    alone.registered_commands = one
    return alone


def _print_usage(context: typer.Context) -> None:
    typer.echo(context.get_help(), err=True)
    raise typer.Exit(USAGE)


def _run(
    context: typer.Context, source_format: str | None = None, default: str | None = None
) -> None:
    """Carry out `parse`, `convert` or `cite`, and end with its exit code."""
    asked = context.params
    if not asked["files"] and sys.stdin is not None and sys.stdin.isatty():
        _print_usage(context)
    console = Console(
        as_json=asked["diagnostics"] == "json",
        quiet=asked["quiet"],
        explain=asked.get("explain", False),
    )
    job = Job(asked, source_format or asked.get("source_format"), default, console, __version__)
    code = _guarded(job.run, console, asked["debug"])
    if job.finished or console.as_json:
        console.summary(job.tally(), code, job.files)
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
