"""A bibliography in a citation style: records in, one entry a line out, as text or HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TextIO

from bibconv.csl import marks
from bibconv.csl.arrangement import arranged, own, people_of
from bibconv.csl.items import Item, fallback, item_of
from bibconv.csl.styles import find_style
from bibconv.diagnostics import Diagnostic, Report, UsageError
from bibconv.format import Item as FormatItem
from bibconv.format import Markup, WriteOptions
from bibconv.record import Record, Verbatim

if TYPE_CHECKING:
    from bibconv.csl.engine import Engine

# What people mean who name no style.
DEFAULT_STYLE = "apa"


def write(
    items: Iterable[FormatItem], stream: TextIO, report: Report, options: WriteOptions
) -> None:
    """Write records as a bibliography in `options.style`, in the order that the style asks for.

    A record that the style's engine cannot cope with is written in a plain form, with a warning.
    """
    # citeproc and lxml take a fifth of a second to import: only who cites pays for them.
    from bibconv.csl.engine import Engine

    if options.markup not in _FRAMES:
        raise UsageError(f"unknown markup '{options.markup}'", f"one of {', '.join(_FRAMES)}")
    style = find_style(options.style or DEFAULT_STYLE)
    people = people_of(options.me)
    engine = Engine(style, options.locale)
    records: dict[str, Record] = {}
    cited: list[Item] = []
    left_out: list[Verbatim] = []
    for item in items:
        if isinstance(item, Record):
            key = str(len(cited))
            records[key] = item
            made = item_of(item, key, style.id, engine.locale)
            made.own = own(made, people)
            cited.append(made)
        else:
            left_out.append(item)
    ordered = _sorted(engine, cited, report)
    groups = arranged(
        ordered,
        options,
        engine.locale.startswith("en"),
        lambda term: str(engine.root.term_text(term, "long", True)),
    )
    frame = _FRAMES[options.markup]
    for number, group in enumerate(groups):
        if group.heading:
            stream.write("\n" * bool(number) + frame.heading.format(_plain(group.heading, frame)))
        for made in group.items:
            entry = _entry(engine, made, records[made.key], report)
            text = marks.finished(entry, engine.quotes, options.markup).strip()
            stream.write(f"{frame.before}{text}{frame.behind}")
    if left_out:
        pieces = "1 piece" if len(left_out) == 1 else f"{len(left_out)} pieces"
        report.add(
            Diagnostic(
                "info",
                "left-out",
                f"{pieces} of text between records has no place in a bibliography",
                source=left_out[0].source,
                line=left_out[0].line,
            )
        )


class _Frame(NamedTuple):
    """What stands round an entry, and a heading with its place in it."""

    before: str
    behind: str
    heading: str


_FRAMES: dict[Markup, _Frame] = {
    "text": _Frame("", "\n", "{}\n\n"),
    "html": _Frame('<div class="csl-entry">', "</div>\n", "<h2>{}</h2>\n"),
    # A line end ends no paragraph in Markdown, a blank line does.
    "markdown": _Frame("", "\n\n", "## {}\n\n"),
}


def _plain(heading: str, frame: _Frame) -> str:
    return html.escape(heading, quote=False) if frame.heading.startswith("<") else heading


def _sorted(engine: Engine, items: list[Item], report: Report) -> list[Item]:
    try:
        return engine.sort(items)
    except Exception as error:  # a style's macro failed on some record, inside citeproc-py
        report.add(
            Diagnostic(
                "warning",
                "cite-unsorted",
                f"the style could not sort these records: {_told(error)}",
                hint="they are written in the order given",
            )
        )
        for number, item in enumerate(items, 1):
            item.number = number
        return items


def _entry(engine: Engine, item: Item, record: Record, report: Report) -> str:
    try:
        text = engine.entry(item)
    except Exception as error:  # see above: any fault of citeproc-py, for this record alone
        text, cause = "", f"the style failed on this record: {_told(error)}"
    else:
        cause = "the style prints nothing of this record"
    if marks.bare(text).strip():
        return text
    report.add(
        Diagnostic(
            "warning",
            "cite-fallback",
            f"{cause}; it is written in a plain form",
            source=record.origin.source if record.origin else "",
            line=record.origin.line if record.origin else 0,
            key=record.id,
        )
    )
    plain = ". ".join(fallback(record)) or marks.value(record.id) or f"(record {item.number})"
    return f"{plain}."


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
