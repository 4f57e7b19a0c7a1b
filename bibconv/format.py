"""The plug point: what a format is, and the options that readers and writers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TextIO

from bibconv.diagnostics import Diagnostic, Doubt, Report, Severity
from bibconv.record import Record, Verbatim
from bibconv.source import Source, Span
from bibconv.values.keys import KeyMaker

Item = Record | Verbatim
Markup = Literal["text", "html", "markdown"]
Protection = Literal["smart", "all", "none"]
Cut = Literal["auto", "line", "blank"]

# Below this a field is named on stderr: three in ten such fields are wrong, and a person who looks
# at them finds an error often enough to go on looking.
DOUBTFUL = 0.7


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may be told.

    `entries`: "auto" finds publication lists, "line" takes every line for one reference, "blank"
    every block between blank lines.
    `min_confidence`: below it a field is named in a finding; 0 names none, 1 all.
    `me`: names of the person whose publication list it is.
    `keys` gives citation keys to records that have none, unique over all inputs of one run.
    """

    entries: Cut = "auto"
    min_confidence: float = DOUBTFUL
    me: tuple[str, ...] = ()
    keys: KeyMaker = field(default_factory=KeyMaker)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a writer may be told.

    `style`, `locale`, `markup`, `group_by`, `reverse` and `me` (whose name is set in bold) are for
    citations; `provenance` adds origin and evidence to
    CSL-JSON; `ascii` writes LaTeX commands for letters beyond ASCII in BibTeX, and `protect` says
    which words of titles are put in braces there: those that changing the case of an English title
    would spoil, whole titles, or nothing.
    """

    style: str = ""
    locale: str = "en-US"
    markup: Markup = "text"
    group_by: Literal["", "type", "year"] = ""
    reverse: bool = False
    me: tuple[str, ...] = ()
    provenance: bool = False
    ascii: bool = False
    protect: Protection = "smart"


Reader = Callable[[Source, Report, ReadOptions], Iterator[Item]]
Writer = Callable[[Iterable[Item], TextIO, Report, WriteOptions], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A named way to read or write records; either side may be missing.

    `sniff` tells from the first 8 KiB, decoded, whether a file is in this format.
    """

    name: str
    title: str = ""
    suffixes: tuple[str, ...] = ()
    sniff: Callable[[str], bool] = lambda head: False
    read: Reader | None = None
    write: Writer | None = None


def to_line(source: Source, span: Span) -> str:
    """Return " up to line 12" for a place of several lines that ends there, else ""."""
    first, _ = source.position(span.start)
    last, _ = source.position(max(span.start, span.end - 1))
    return f" up to line {last}" if last > first else ""


def found(
    source: Source,
    severity: Severity,
    code: str,
    message: str,
    span: Span | None = None,
    *,
    key: str = "",
    hint: str = "",
    doubts: tuple[Doubt, ...] = (),
) -> Diagnostic:
    """Make a finding about a place in a source, with its line, column and text."""
    line, column = source.position(span.start) if span else (0, 0)
    return Diagnostic(
        severity,
        code,
        message,
        source=source.name,
        line=line,
        column=column,
        span=span,
        key=key,
        hint=hint,
        excerpt=source.line_at(span.start) if span else "",
        doubts=doubts,
    )
