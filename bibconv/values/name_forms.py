"""The orders in which one name can be printed, each with what it costs to read the words so.

Costs are tenths: 0 is what the words leave no doubt about, 5 the plain reading of two capitalised
words, 30 a name that is one word. They were settled on the labelled references of AnyStyle, GROBID
and PLOS.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# One that is no person's; natural order with initials or full given names; initials last; the
# family name first in capitals; inverted with a comma, with initials or full given names; a chain
# of inverted names with full stops where commas should be; a body's.
LITERAL, NATURAL_I, NATURAL, LAST_I, CAPITALS, INVERTED_I, INVERTED, CHAINED, BODY = range(9)


class Reading(NamedTuple):
    """One way to read words: the order, its cost, and which words are which part of the name."""

    form: int
    cost: int
    family: tuple[int, int]
    given: tuple[int, int] = (0, 0)
    suffix: int = -1


@lru_cache(maxsize=4096)
def readings(shape: str) -> tuple[Reading, ...]:
    """Return the ways to read the words between two separators as one whole name."""
    core = shape.rstrip("B")
    # "K. Kim (K.)", "Kay Kim (Kay)" say it again, but in "Le Goff (J.)", "Van Gennep (Arnold)" the
    # brackets alone hold what is given
    again = "bg" if "i" in core else "" if core[:1] in ("P", "D") else "b"
    plain = core.rstrip(again) if len(core) > 2 else core
    found = [_literal(shape)]
    for reading in (
        _natural(plain), _initials_last(plain), _capitals_first(plain), _bracketed(core)
    ):  # fmt: skip
        if reading:
            found.append(reading)
    if body := _body(shape):
        found.append(body)
    return tuple(found)


def _literal(shape: str) -> Reading:
    if shape[0] in "cl":
        # "山田 太郎" is family and given; in one piece nobody can tell where to cut.
        cost, family, given = 0, (0, len(shape)), (0, 0)
        if shape == "cc":
            family, given = (0, 1), (1, 2)
        # Other orders may stand beside it: "山口真由・Lee, Soo-jin".
        return Reading(BODY if shape[0] == "c" else LITERAL, cost, family, given)
    if set(shape) <= set("ixzUD") and "i" in shape:
        return Reading(LITERAL, 50, (0, len(shape)))
    if len(shape) == 1:
        return Reading(LITERAL, 28 if shape in "AQU" else 30, (0, 1))
    return Reading(LITERAL, 40 if "w" in shape or len(shape) > 6 else 55, (0, len(shape)))


# What keeps words from being a person's.
_STRANGE = {"w": 20, "o": 30, "h": 3, "f": 30, "c": 40, "l": 40, "b": 10, "g": 10, "B": 3, "s": 20}
_FULL_COST = (0, 0, 5, 6, 10, 20)


def _strange(shape: str) -> int:
    return sum(_STRANGE.get(char, 0) for char in shape)


def _natural(shape: str) -> Reading | None:
    """Read `K. T. Schütt`, `Ludwig van Beethoven`, `U. Nunes da Rocha`, `Max Müller Jr.`."""
    suffix = -1
    if len(shape) > 2 and shape[-1] == "s":
        suffix = len(shape) - 1
        shape = shape[:-1]
    last = len(shape) - 1
    if last < 1 or shape[last] in "ibgpmsBlc":
        return None
    initials = 0
    while initials < last and shape[initials] in "ixUD":
        initials += 1
    at = last
    if shape[at] == "n" and at > 1:
        at -= 1
    while at > 1 and (
        shape[at - 1] in "pmP" or (shape[at - 1] == "D" and shape[last] in "AQU" and at > initials)
    ):
        at -= 1
    if at > 1 and initials == at - 1 and shape[at - 1] in "WA" and shape[at] == "m":
        at -= 1  # "U. Nunes da Rocha": Portuguese and Spanish families are two
    if initials and shape[0] == "D" and last > 1 and shape[1] in "AQ" and initials == 1:
        initials = 0
    cost = _strange(shape[:at]) + _strange(shape[at:])
    kind = shape[last]
    if kind == "w":
        cost += 30
    elif kind in "UD":
        cost += 2 if shape[0] == "i" else 8 if initials else 15 if "i" not in shape else 5
    elif kind == "x":
        cost += 12 if shape[0] in "ix" else 15
    elif kind == "Q":
        cost += 2
    names = sum(char not in "pmP" for char in shape[:at]) - initials
    if shape[at:] == "o" and shape[0] == "i":
        cost -= 22  # "J. Press"
    if initials and min(shape[:initials]) in "ix" and "i" in shape[:initials]:
        cost += (0, 3, 10)[names] if names < 3 else 20
        return Reading(NATURAL_I, cost, (at, last + 1), (0, at), suffix)
    if initials:  # "TJ SMEETS", "Yu Zhang", "JA Smith"
        cost += 3 + 3 * names + (2 if shape[0] == "D" else 0)
        return Reading(NATURAL_I, cost, (at, last + 1), (0, at), suffix)
    count = names + 1
    cost += _FULL_COST[count] if count < len(_FULL_COST) else 40
    if shape[0] in "AQ" and shape[last] not in "AQUD":
        cost += 30  # "ACKET Claude"
    if shape[0] in "pm":
        cost += 15
    return Reading(NATURAL, cost, (at, last + 1), (0, at), suffix)


def _initials_last(shape: str) -> Reading | None:
    """Read `Müller K-R`, `de la Torre J M`, `Ferrell JE Jr`, `Torre J de la`."""
    suffix = -1
    if len(shape) > 2 and shape[-1] == "s":
        suffix = len(shape) - 1
        shape = shape[:-1]
    end = len(shape)
    behind = end
    while behind > 2 and shape[behind - 1] in "pm":
        behind -= 1
    if behind == end or shape[behind - 1] not in "ixU":
        behind = end
    at = behind
    while at > 1 and shape[at - 1] in "ixzUDQ":
        if shape[at - 1] == "Q" and behind - at >= 1:
            break
        at -= 1
    if at == behind:
        return None
    run, family = shape[at:behind], shape[:at]
    if family[-1] == "s" and len(family) > 1 and suffix < 0:
        suffix, family = at - 1, family[:-1]  # "Simmons Jr. GM"
    if family[0] in "ixz" or family[-1] in "isB":
        return None
    cost = (
        6
        if family == "o"
        else _strange(family) + 3 * (behind < end) + 8 * (at > 1 and family[-1] in "pm")
    )
    upper = family[-1] in "AQUD"
    stopped = "i" in run
    for char in run:
        if char == "U" or char == "D":
            cost += 4 if upper else 0
            cost += 15 if stopped and len(run) > 1 else 0
        else:
            cost += {"x": 10, "z": 12, "Q": 20 if upper else 8}.get(char, 0)
    if upper and family in ("U", "D"):
        cost += 0 if stopped else 2
    count = sum(char not in "pmP" for char in family)
    if not count:
        if family not in ("P", "p"):
            return None
        count = 1  # "Le Q", "El A": a particle's word can be a family name
    cost += (0, 0, 3, 8)[count] if count < 4 else 20
    if run == "i" and family == "W":
        cost += 1
    return Reading(LAST_I, cost, (0, len(family)), (at, end), suffix)


# "ACKET Claude", "LE MÉE René", "DE BARROS Ana Letícia": capitals tell the family name
_CAPITALS_FIRST = re.compile(r"([PpmD]*[AQU]+)([Wxz][Wixz]*)")


def _capitals_first(shape: str) -> Reading | None:
    match = _CAPITALS_FIRST.fullmatch(shape)
    if not match:
        return None
    cost = 3 if match[1][-1] in "AQ" else 9
    return Reading(CAPITALS, cost, (0, match.end(1)), (match.end(1), len(shape)))


def _bracketed(shape: str) -> Reading | None:
    """Read `DEVAUCHELLE (D.)`, `Bonhomme (Fl.)`, `Le Roy Ladurie (Emmanuel)`."""
    if len(shape) < 2 or shape[-1] not in "bg" or (cost := family_cost(shape[:-1])) is None:
        return None
    return Reading(INVERTED_I, cost, (0, len(shape) - 1), (len(shape) - 1, len(shape)))


def _body(shape: str) -> Reading | None:
    """Read the name of a body: `World Bank`, `Council of Economic Advisers`."""
    heads, hints = shape.count("o"), shape.count("h")
    little = shape.count("f") + shape.count("m") * ("o" in shape)
    if len(shape) == 1 and not heads:
        return None
    if heads:
        cost = 3
    elif little:
        cost = 8
    elif hints:
        cost = max(1, 14 - 5 * hints)
    else:
        return None
    if "i" in shape:
        cost += 15
    if heads == 1 and not hints and not little and len(shape) == 2 and shape[0] in "ixU":
        cost += 20  # "S. Bank", "Council NC."
    return Reading(BODY, cost, (0, len(shape)))


@lru_cache(maxsize=1024)
def family_cost(shape: str) -> int | None:
    """Return what reading words before a comma as a family name costs, None where they cannot be.

    `Müller`, `de la Torre`, `García Márquez`, `Baes Jr.`
    """
    core = shape.rstrip("sB")
    if not core or core[0] == "x" or set(core) & set("bcgil"):
        return None
    main = [char for char in core if char not in "pmPn"]
    if not main:
        return 4 if core in ("P", "p", "n") else None  # "Do, Thai Q."
    if len(main) > 1 and core[0] == "D" and core[1] in "AQU":
        main.pop()  # "LE GALL", "DE NEVE"
    # "Press, WH": of one word even the head of a body's name can be a person's.
    cost = {"U": 2, "D": 2, "o": 8}.get(core, _strange(core))
    cost += (0, 0, 10, 20)[len(main)] if len(main) < 4 else 35
    if core[-1] in "UD" and len(main) > 1 and core[-2] in "W":
        cost += 15  # "Müller KR" is whole
    if core[-1] in "pm":
        cost += 20
    if "P" in core and len(main) == 1:
        cost += 1
    return cost


@lru_cache(maxsize=2048)
def given_cost(shape: str) -> tuple[int, int] | None:
    """Return order and cost of reading words after a comma as given names, None where they cannot.

    `K.-R.`, `Gabriel`, `Arnold van`, `Thai Q.`, `G. Norman`
    """
    core = shape.rstrip("B")
    core = core.rstrip("bg") or core
    if core and core[-1] == "s" and len(core) > 1:
        core = core[:-1]
    core = core.rstrip("pm").lstrip("pm")
    if not core or "c" in core or "l" in core:
        return None
    if set(core) <= set("ixzUD") and core not in ("z", "x"):
        return (INVERTED_I, 3 * (core in ("U", "D")))
    cost = _strange(core)
    if core[0] in "ixU" and core[-1] in "WAQP":
        # "R. Hal", "G. Norman"; but "Tank, D.C., J.M. Eastman" is two names
        return (INVERTED, cost + 24 + 4 * (core[-1] in "AQ") + 10 * (len(core) > 4))
    count = sum(char not in "pmP" for char in core)
    cost += (5, 5, 7, 12, 20)[count] if count < 5 else 40
    if core == "Wi":
        cost += 1
    if len(core) > 1 and core[-1] in "UD" and core[0] == "W":
        cost += 10  # "Smith, Jones AB"
    if core[0] in "AQ":
        cost += 4
    return (INVERTED, cost)


# What it costs to change the order from one name to the next; a list keeps to its style, but the
# first name may be inverted and the rest natural.
_SAME, _NEAR = 0, 2
_GROUP = (4, 0, 0, 1, 2, 3, 3, 3, 4)
_BETWEEN = (
    # natural, initials last, capitals, inverted, no person
    (0, 12, 12, 20, 3),
    (12, 0, 12, 14, 3),
    (10, 10, 0, 12, 3),
    (10, 12, 12, 0, 3),
    (3, 3, 3, 3, 0),
)


def _changes() -> tuple[tuple[int, ...], ...]:
    forms = range(9)
    rows = [
        [
            _SAME if one == two else _NEAR if _GROUP[one] == _GROUP[two] else
            _BETWEEN[_GROUP[one]][_GROUP[two]]
            for two in forms
        ]
        for one in forms
    ]  # fmt: skip
    rows[CHAINED][INVERTED_I] = 0
    rows[LITERAL][BODY] = rows[BODY][LITERAL] = 3
    # "Smith, Jones and Brown" are three family names, no "Smith, Jones" with a Brown beside him.
    rows[LITERAL][LITERAL] = -20
    rows[INVERTED][LITERAL] = rows[LITERAL][INVERTED] = 25
    return tuple(tuple(row) for row in rows)


CHANGE = _changes()


def _first_changes() -> tuple[tuple[int, ...], ...]:
    """Return what a change costs behind the first name, which alone may be inverted.

    "Tank, D.C., J.M. Eastman": full given names in it and initials in the next one are rarer.
    """
    rows = [list(row) for row in CHANGE]
    rows[INVERTED_I][NATURAL_I] = rows[INVERTED_I][NATURAL] = rows[INVERTED][NATURAL] = 1
    rows[INVERTED][NATURAL_I] = 10
    return tuple(tuple(row) for row in rows)


FIRST_CHANGE = _first_changes()


def _change_more(one: int, other: int) -> int:
    """Return how much more a name in one order can cost by its neighbours than in another."""
    forms = range(9)
    tables = (CHANGE, FIRST_CHANGE)
    before = max(a[form][one] - b[form][other] for a in tables for b in tables for form in forms)
    behind = max(a[one][form] - b[other][form] for a in tables for b in tables for form in forms)
    return max(before, 0) + max(behind, 0)


CHANGES_MORE = tuple(tuple(_change_more(one, other) for other in range(9)) for one in range(9))
