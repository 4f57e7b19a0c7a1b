"""Fields that BibTeX entries take from others: crossref and xdata, as biblatex inherits them."""

from __future__ import annotations

from collections.abc import Iterator

from bibconv.diagnostics import Report
from bibconv.format import found
from bibconv.formats.bibentry import COPIES, RawEntry
from bibconv.source import Source, Span

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


class Family:
    """The entries of a file that others take fields from, and how much may still be taken.

    `readings` are the file's entries, two times over: which are parents is known at its end only.
    """

    def __init__(
        self, readings: Iterator[Iterator[RawEntry]], size: int, source: Source, report: Report
    ) -> None:
        self._source = source
        self._report = report
        self._budget = COPIES + 4 * size
        wanted = {key for entry in next(readings) for _, key in _links(entry)}
        self._by_key: dict[str, RawEntry] = {}
        for entry in next(readings):
            if entry.key.lower() in wanted:
                self._by_key.setdefault(entry.key.lower(), entry)
        self._done: set[int] = set()

    def completed(self, item: RawEntry) -> RawEntry:
        """Return an entry with the fields that it lacks from its xdata and crossref parents."""
        known = self._by_key.get(item.key.lower())
        if known is not None and known.span == item.span:
            item = known
        if self._budget < 0:
            return item
        # Parents first; a chain may be as long as the file, so it is a list and not a recursion.
        chain: list[RawEntry] = [item]
        seen = {id(item)}
        at = 0
        while at < len(chain):
            for parent in self._parents(chain[at], quiet=at > 0):
                if id(parent) not in seen and id(parent) not in self._done:
                    seen.add(id(parent))
                    chain.append(parent)
            at += 1
        for entry in reversed(chain):
            if id(entry) in self._done:
                continue
            if entry is not item or entry is known:
                self._done.add(id(entry))
            for parent in self._parents(entry, quiet=True):
                if parent is not entry:
                    self._budget = _copy(parent, entry, self._budget)
        if self._budget < 0:
            self._report.add(
                found(
                    self._source,
                    "error",
                    "bibtex-too-large",
                    "fields are no longer copied by crossref: the file would grow without bounds",
                    item.span,
                    key=item.key,
                )
            )
        return item

    def _parents(self, entry: RawEntry, *, quiet: bool) -> Iterator[RawEntry]:
        for name, key in _links(entry):
            parent = self._by_key.get(key)
            if parent is not None:
                yield parent
            elif not quiet and key:
                written = entry.fields[name]
                shown = next(part for part in written.split(",") if part.strip().lower() == key)
                self._report.add(
                    found(
                        self._source,
                        "info",
                        "bibtex-no-parent",
                        f"'{shown.strip()}' in '{name}' is not an entry of this file",
                        entry.place(name),
                        key=entry.key,
                    )
                )


def _links(entry: RawEntry) -> Iterator[tuple[str, str]]:
    """Yield the keys that an entry names as its parents, in lower case, with the field's name."""
    for name in ("xdata", "crossref"):
        value = entry.fields.get(name)
        if value is not None and name not in entry.inherited:
            for key in value.split(","):
                yield name, key.strip().lower()


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
        by_one = parent.kind == "book" and child.kind in _PARTS and name == "author"
        if by_one and "bookauthor" not in child.fields:
            # The parts of a book are by its author, who is the container's author too.
            _inherit(child, "bookauthor", value, parent.place(name))
        budget -= len(value)
        if budget < 0:
            return budget
        _inherit(child, target, value, parent.place(name))
    return budget


def _inherit(child: RawEntry, name: str, value: str, place: Span) -> None:
    child.fields[name] = value
    child.places[name] = place
    child.inherited.add(name)
