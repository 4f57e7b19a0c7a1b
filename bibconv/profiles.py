"""The programs that read what is written, and what each of them wants: a table of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bibconv import registry
from bibconv.adjustments import (
    Adjustment,
    known_entry_types,
    no_further_authors,
    older_types,
    plain_ascii,
    plain_dates,
    year_only,
)
from bibconv.diagnostics import Report, UsageError
from bibconv.format import Item, WriteOptions
from bibconv.record import Record


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a program: a format, its options, and what its records need before.

    Without `between`, what stands between records is left out.
    """

    format: str
    options: WriteOptions = field(default_factory=WriteOptions)
    adjustments: tuple[Adjustment, ...] = ()
    between: bool = True


# The first way of a program is the best one, taken unless --to names the format of another.
PROFILES: dict[str, tuple[Way, ...]] = {
    "zotero": (
        Way("csl-json", adjustments=(older_types,)),
        # Zotero looks for "TY  - " in the first lines only.
        Way("ris", between=False),
        Way("bibtex", adjustments=(older_types, known_entry_types)),
    ),
    "jabref": (Way("biblatex"), Way("bibtex"), Way("ris")),
    "mendeley": (Way("ris", adjustments=(year_only, no_further_authors), between=False),),
    "endnote": (Way("ris", between=False), Way("enw"), Way("endnotexml")),
    "papis": (Way("bibtex"), Way("biblatex")),
    "typst": (Way("biblatex", adjustments=(plain_dates,)), Way("hayagriva")),
    "orcid": (Way("bibtex", WriteOptions(ascii=True), (plain_ascii,)),),
    "obsidian": (Way("csl-json"), Way("biblatex")),
    "word": (Way("wordbib"),),
    "overleaf": (Way("bibtex"), Way("biblatex")),
}


def way(program: str, format: str = "") -> Way:
    """Return the way into a program, in the format named or the best one.

    Raise UsageError for a program unknown and for a format that it does not take.
    """
    ways = PROFILES.get(program.lower())
    if not ways:
        near = registry.near(program, PROFILES)
        raise UsageError(f"unknown program '{program}'{near}", f"--for takes {', '.join(PROFILES)}")
    if not format:
        return ways[0]
    wanted = registry.canonical(format)
    for one in ways:
        if one.format == wanted:
            return one
    taken = " or ".join(one.format for one in ways)
    raise UsageError(f"--for {program} writes {taken}, not {format}", "leave out --to, or --for")


def adjusted(items: Iterable[Item], way: Way, program: str, report: Report) -> Iterator[Item]:
    """Yield items as a program takes them; what it cannot take is reported as lost."""
    for item in items:
        if isinstance(item, Record):
            key = item.id

            def lose(what: str, key: str = key) -> None:
                report.lose(what, program, key)

            for adjust in way.adjustments:
                item = adjust(item, lose)
            yield item
        elif way.between:
            yield item
        else:
            where = f"line {item.line}" if item.line else ""
            report.lose(f"{item.format} text between records", program, where)
