"""Records of one item joined into one record, which has what each of them has.

All records are held in memory until the last has been read: only the last can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import Item
from bibconv.record import OTHERS, Date, Evidence, Name, Record
from bibconv.sameness import (
    abbreviates,
    are_same,
    are_same_number,
    are_same_people,
    letters,
    marks,
)
from bibconv.values.ranges import page_range
from bibconv.variables import NUMBER_VARS, TextVar

From = TypeVar("From")


class Gone(NamedTuple):
    """A record that has been joined into another, and the mark by which it was known."""

    record: Record
    kind: str
    mark: str


def merged(items: Iterable[tuple[From, Item]]) -> Iterator[tuple[From, Item, list[Gone]]]:
    """Yield the items, equal records as one at the place of the first, with what joined it."""
    slots: list[_Slot[From]] = []
    known: dict[tuple[str, str], list[_Slot[From]]] = {}
    for place, item in items:
        slot = _Slot(len(slots), place, item)
        slots.append(slot)
        own = list(slot.marks())
        for mark in own:
            for other in known.get(mark, ()):
                slot = slot.united(other, mark)
        for mark in dict.fromkeys((*own, *slot.marks())):
            listed = [one for one in known.get(mark, ()) if one.left]
            if slot not in listed and len(listed) < _COMPARED:
                listed.append(slot)
            known[mark] = listed
    for slot in slots:
        if slot.left:
            yield slot.place, slot.item, slot.gone


def tell(record: Record, gone: Iterable[Gone], report: Report) -> None:
    """Report which records have joined one, with their keys and its own: the key map.

    What gave way to another value is a finding `merge-differs`.
    """
    for other, kind, mark in gone:
        why = f"{kind} {mark}" if kind != "title" else "title, author, year and type"
        message = f"the same item as '{record.id}' ({why}), joined with it"
        report.add(_about(other, "info", "merged", message, record.id))
        for variable, value in _left_out(record, other):
            message = f"{variable} '{value}' is left out; '{record.id}' has another"
            report.add(_about(other, "warning", "merge-differs", message, record.id))


def joined(one: Record, other: Record) -> Record:
    """Return a record with the values of both; where they differ, with the fuller or the first."""
    record = replace(one, evidence=dict(one.evidence))
    record.texts = dict(one.texts)
    for variable, text in other.texts.items():
        ours = one.texts.get(variable)
        record.texts[variable] = _fuller_text(variable, ours, text) if ours else text
    record.names = dict(one.names)
    for name, people in other.names.items():
        before = one.names.get(name)
        record.names[name] = _fuller_names(before, people) if before else people
    record.dates = dict(one.dates)
    for date, day in other.dates.items():
        known = one.dates.get(date)
        record.dates[date] = day if not known or _refines(day, known) else known
    record.extra = {**other.extra, **one.extra}
    if one.type == "document":
        record.type = other.type
    for value, why in other.evidence.items():
        if value not in one.evidence and value in record.variables():
            # Its place is in another source than the record's.
            record.evidence[value] = Evidence(None, why.rule, why.confidence)
    return record


# More records of one mark that are different items than these are a fault of the file; with all
# compared, the time would grow with their square.
_COMPARED = 10


@dataclass(eq=False, slots=True)
class _Slot(Generic[From]):
    """An item at its place; `left` turns false when it is joined with an earlier one."""

    number: int
    place: From
    item: Item
    gone: list[Gone] = field(default_factory=list)
    left: bool = True

    def marks(self) -> Iterator[tuple[str, str]]:
        return marks(self.item) if isinstance(self.item, Record) else iter(())

    def united(self, other: _Slot[From], mark: tuple[str, str]) -> _Slot[From]:
        """Return the earlier of two slots, with both records, if they are one item; else itself."""
        first, later = sorted((self, other), key=lambda slot: slot.number)
        one, two = first.item, later.item
        if first is later or not (first.left and later.left):
            return self
        if not (isinstance(one, Record) and isinstance(two, Record)):
            return self
        if not are_same(one, two, mark[0]):
            return self
        first.item = joined(one, two)
        first.gone += [Gone(two, *mark), *later.gone]
        later.left = False
        return first


def _fuller_text(variable: TextVar, ours: str, theirs: str) -> str:
    """Return the fuller of two texts, the first if neither says more than the other."""
    if variable == "page":
        ends = page_range(theirs)
        return theirs if ends and ends[0] == ours else ours
    if variable in NUMBER_VARS or variable in _EXACT:
        return ours
    one, other = letters(ours), letters(theirs)
    if one == other:
        return ours
    if variable == "keyword":
        return _all_keywords(ours, theirs)
    if variable in ("note", "annote"):
        return ours if other in one else theirs if one in other else f"{ours}\n{theirs}"
    return theirs if other.startswith(one) or abbreviates(ours, theirs) else ours


# Of these no value is the beginning of another.
_EXACT: frozenset[TextVar] = frozenset({"DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "language"})


def _all_keywords(ours: str, theirs: str) -> str:
    """Return the keywords of both lists, each once: "ice, sea" and "Sea, snow" give three."""
    sign = ";" if ";" in ours + theirs else ","
    words: dict[str, str] = {}
    for word in f"{ours}{sign}{theirs}".split(sign):
        if word.strip():
            words.setdefault(letters(word), word.strip())
    return f"{sign} ".join(words.values())


def _fuller_names(ours: list[Name], theirs: list[Name]) -> list[Name]:
    """Return the fuller of two lists of the same people, with the fuller given names of each."""
    if not are_same_people(ours, theirs):
        return ours
    one, other = ([name for name in names if name != OTHERS] for names in (ours, theirs))
    longer = max(one, other, key=len)
    both = [_fuller_name(*pair) for pair in zip(one, other, strict=False)]
    cut = all(OTHERS in names for names in (ours, theirs))
    # A list that "et al." has cut at more names than the other has is still cut.
    cut = cut or OTHERS in (ours if len(one) >= len(other) else theirs)
    return [*both, *longer[len(both) :], *([OTHERS] if cut else [])]


def _fuller_name(ours: Name, theirs: Name) -> Name:
    given = max(ours.given, theirs.given, key=lambda given: len(letters(given)))
    return ours._replace(given=given, suffix=ours.suffix or theirs.suffix)


def _refines(fine: Date, coarse: Date) -> bool:
    """Tell whether a date says all that another says, and more."""
    plain = coarse == Date(coarse.start) and bool(coarse.start)
    return plain and fine != coarse and fine.start[: len(coarse.start)] == coarse.start


def _left_out(record: Record, gone: Record) -> Iterator[tuple[str, str]]:
    """Yield the values of a record that the one it was joined with does not say."""
    for variable, text in gone.texts.items():
        if not _says(variable, record.texts[variable], text):
            yield variable, text
    for name, people in gone.names.items():
        if not are_same_people(record.names[name], people):
            yield name, _shown(people)
    for date, day in gone.dates.items():
        ours = record.dates[date]
        if ours != day and not _refines(ours, day):
            yield date, _shown_date(day)
    if gone.type not in (record.type, "document"):
        yield "type", gone.type
    for key, values in gone.extra.items():
        if record.extra.get(key) != values and key != "bibtex:@type":
            yield key, ", ".join(map(str, values))


def _says(variable: TextVar, kept: str, gone: str) -> bool:
    if variable == "keyword":
        known = {letters(word) for word in kept.replace(";", ",").split(",")}
        return all(letters(word) in known for word in gone.replace(";", ",").split(","))
    if variable in NUMBER_VARS:
        return are_same_number(kept, gone)
    return _fuller_text(variable, gone, kept) == kept or letters(kept) == letters(gone)


def _shown(people: Iterable[Name]) -> str:
    return "; ".join(f"{name.family}{name.literal}, {name.given}".rstrip(", ") for name in people)


def _shown_date(date: Date) -> str:
    return date.literal or "-".join(map(str, date.start))


def _about(record: Record, severity: Severity, code: str, message: str, key: str) -> Diagnostic:
    origin = record.origin
    return Diagnostic(
        severity,
        code,
        message,
        origin.source if origin else "",
        origin.line if origin else 0,
        key=record.id,
        new_key=key,
    )
