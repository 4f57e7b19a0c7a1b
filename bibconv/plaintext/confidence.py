"""How sure a record is: as a whole, and field by field for the person who is to check it."""

from __future__ import annotations

from bibconv.diagnostics import Doubt
from bibconv.record import Date, Evidence, Name, Record
from bibconv.source import Source


def of_whole(record: Record, tagged: float) -> Evidence:
    """Return how probable it is that a record is wholly right.

    `tagged` is how probable it is that all of its words are labelled rightly; what was made of them
    can only be less sure.
    """
    variables = {*record.variables()}
    sure = (why.confidence for name, why in record.evidence.items() if name in variables)
    return Evidence(None, "all-fields", round(min([tagged, *sure]), 3))


def doubts(record: Record, least: float, source: Source) -> tuple[Doubt, ...]:
    """Return the fields of a record that are less sure than `least`, in the order of their places.

    1 returns all. What is not printed, such as a type that was concluded, comes last.
    """
    unsure = []
    for name in ("type", *record.variables()):
        why = record.evidence.get(name)
        if why and (why.confidence < least or least >= 1):
            line, column = source.position(why.span.start) if why.span else (0, 0)
            place = why.span.start if why.span else float("inf")
            doubt = Doubt(name, _shown(record, name), why.confidence, line, column)
            unsure.append((place, doubt))
    return tuple(doubt for _, doubt in sorted(unsure, key=lambda pair: pair[0]))


def _shown(record: Record, variable: str) -> str:
    """Return a variable's value as one text: `Kim, A; Roy, B C`, `2019-05`."""
    if variable == "type":
        return record.type
    for name, text in record.texts.items():
        if name == variable:
            return text
    for role, people in record.names.items():
        if role == variable:
            return "; ".join(map(_name, people))
    return next(_date(date) for name, date in record.dates.items() if name == variable)


def _name(name: Name) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(filter(None, (family, given, name.suffix)))


def _date(date: Date) -> str:
    ends = (date.start, date.end or ())
    return "/".join("-".join(f"{part:02}" for part in end) for end in ends if end) or date.literal
