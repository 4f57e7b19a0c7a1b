"""Fields that BibTeX entries take from others: crossref and xdata, as biblatex inherits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibconv.diagnostics import Report
from bibconv.format import found
from bibconv.formats.bibentry import COPIES, RawEntry
from bibconv.source import Source

_PARTS = frozenset(
    "inbook bookinbook suppbook incollection suppcollection inreference inproceedings "
    "conference".split()
)
_WHOLES = frozenset("book collection reference proceedings".split())
_MULTIVOLUMES = frozenset("mvbook mvcollection mvreference mvproceedings".split())
# biblatex manual, appendix B: what a child never takes from its parent.
_OWN = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related "
    "relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey sortname sorttitle "
    "sortyear shorttitle indextitle indexsorttitle keywords file abstract".split()
)


def inherit(entries: Sequence[RawEntry], source: Source, report: Report) -> None:
    """Copy fields from xdata and crossref parents into entries that lack them."""
    by_key: dict[str, RawEntry] = {}
    for item in entries:
        by_key.setdefault(item.key.lower(), item)
    done: set[int] = set()
    budget = COPIES + 4 * len(source.text())
    for item in entries:
        # Parents first; a chain may be as long as the file, so it is a list and not a recursion.
        chain: list[RawEntry] = [item]
        seen = {id(item)}
        at = 0
        while at < len(chain):
            for parent in _parents(chain[at], by_key, source, report, quiet=at > 0):
                if id(parent) not in seen and id(parent) not in done:
                    seen.add(id(parent))
                    chain.append(parent)
            at += 1
        for entry in reversed(chain):
            if id(entry) in done:
                continue
            done.add(id(entry))
            for parent in _parents(entry, by_key, source, report, quiet=True):
                if parent is not entry:
                    budget = _copy(parent, entry, budget)
        if budget < 0:
            report.add(
                found(
                    source,
                    "error",
                    "bibtex-too-large",
                    "fields are no longer copied by crossref: the file would grow without bounds",
                    item.span,
                    key=item.key,
                )
            )
            return


def _parents(
    entry: RawEntry, by_key: dict[str, RawEntry], source: Source, report: Report, *, quiet: bool
) -> Iterator[RawEntry]:
    for name in ("xdata", "crossref"):
        value = entry.fields.get(name)
        if value is None or value.inherited:
            continue
        for key in value.text.split(","):
            parent = by_key.get(key.strip().lower())
            if parent is not None:
                yield parent
            elif not quiet and key.strip():
                report.add(
                    found(
                        source,
                        "info",
                        "bibtex-no-parent",
                        f"'{key.strip()}' in '{name}' is not an entry of this file",
                        value.span,
                        key=entry.key,
                    )
                )


def _copy(parent: RawEntry, child: RawEntry, budget: int) -> int:
    renamed: dict[str, str] = {}
    if parent.kind in _MULTIVOLUMES and child.kind in _PARTS | _WHOLES:
        renamed = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
    elif parent.kind in _WHOLES and child.kind in _PARTS:
        renamed = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
    elif parent.kind == "periodical" and child.kind in ("article", "suppperiodical"):
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    journal = "journal" in child.fields or "journal" in parent.fields
    booktitle = "booktitle" in child.fields
    date = any(name in child.fields for name in ("date", "year"))
    for name, value in list(parent.fields.items()):
        target = renamed.get(name, name)
        if name in _OWN or target in child.fields:
            continue
        if target == "booksubtitle" and booktitle:
            continue
        if (target in ("journaltitle", "journalsubtitle") and journal) or (
            date and name in ("date", "year", "month", "day")
        ):
            continue
        if parent.kind == "book" and child.kind in _PARTS and name == "author":
            # The parts of a book are by its author, who is the container's author too.
            child.fields.setdefault("bookauthor", value._replace(inherited=True))
        budget -= len(value.text)
        if budget < 0:
            return budget
        child.fields[target] = value._replace(inherited=True)
    return budget
