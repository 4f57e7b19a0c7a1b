"""What becomes of a BibTeX entry's fields: remembered for entries of one shape, told as evidence.

A shape is an entry's dialect, type and fields, in their order; a bibliography has few.
"""

from __future__ import annotations

from typing import NamedTuple

from bibconv.formats.bibentry import RawEntry
from bibconv.formats.bibfields import DATES, EDITOR_SLOTS, LISTS, ROWS, Dialect, Row
from bibconv.record import Evidence
from bibconv.source import Span
from bibconv.variables import NameVar, TextVar


class Why(NamedTuple):
    """A variable, the field that became it, and what evidence calls the rule.

    The entry's type stands in no field.
    """

    variable: str
    name: str
    rule: str = "field"


# A variable, the field that becomes it, the form of its text, and why.
Move = tuple[TextVar, str, str, Why]


class Plan(NamedTuple):
    """What becomes of the fields of a shape where that depends on no value.

    The text of a `bare` field, if it is plain, is that of its variable.
    """

    texts: tuple[Move, ...]
    bare: tuple[str, ...]
    names: tuple[tuple[NameVar, str], ...]
    has_dates: bool
    has_own_kind: bool


Shape = tuple[str, ...]

EPRINT = frozenset("eprint eprinttype archiveprefix archivelocation".split())
SUBTITLES = frozenset("subtitle booksubtitle mainsubtitle journalsubtitle".split())
OTHER_DATES = frozenset(name for _, name in DATES) | {"origyear"}
OF_TYPE = Why("type", "", "entry-type")


def _rows() -> dict[str, list[tuple[int, str, Row]]]:
    """Return the rows of the table by the fields that they read, each with its place."""
    rows: dict[str, list[tuple[int, str, Row]]] = {}
    place = 0
    for row in ROWS:
        # The reader looks at these by itself.
        if row.variable not in ("title", "genre", "URL"):
            for name in dict.fromkeys((row.bibtex, row.biblatex, *row.also)):
                rows.setdefault(name, []).append((place, name, row))
                place += 1
    return rows


ROWS_BY_FIELD = _rows()

PLANS: dict[Shape, Plan] = {}
_MOST = 1 << 12
# Fields whose values decide what becomes of them or of others.
_LOOKED_INTO = EPRINT | SUBTITLES | frozenset(
    "entrysubtype maintitle issuetitle type howpublished langid hyphenation editortype".split()
) | {kind for _, kind in EDITOR_SLOTS}  # fmt: skip
_TEXT_FIELDS = frozenset(ROWS_BY_FIELD) | frozenset(
    "title journaltitle journal booktitle number issue eid url publisher institution school "
    "organization language".split()
)


def is_fixed(shape: Shape, moves: list[Move], left: dict[str, str]) -> bool:
    """Tell whether what became of the texts of an entry becomes of all of its shape.

    It does not where a field is looked into, and where two fields may become one variable: then the
    second counts if the first is empty.
    """
    return (
        _LOOKED_INTO.isdisjoint(shape)
        and _TEXT_FIELDS.isdisjoint(left)
        and len({variable for variable, *_ in moves}) == len(moves)
        and len(PLANS) < _MOST
    )


def bare_fields(moves: list[Move], dialect: Dialect) -> tuple[str, ...]:
    """Return the fields whose texts need nothing done to them if they are plain."""
    return tuple(
        name
        for variable, name, form, _ in moves
        if form != "pages" and variable != "DOI" and not (dialect == "biblatex" and name in LISTS)
    )


def evidence(entry: RawEntry, reasons: list[Why]) -> dict[str, Evidence]:
    """Return where the values of an entry's record stood."""
    start = entry.span.start
    of_type = Span(start, start + len(entry.kind) + 1)
    return {
        variable: Evidence(entry.place(name) if name else of_type, rule)
        for variable, name, rule in reasons
    }
