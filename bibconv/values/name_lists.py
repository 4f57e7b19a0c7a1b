"""A printed list of names cut into names, whatever order and separators its style has.

Every way to read the list costs something: each name by its order (`name_forms`), and each change
of order from one name to the next, because a style keeps to one. The cheapest reading is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from bibconv.record import OTHERS, Name
from bibconv.values import name_forms as forms
from bibconv.values.name_capitals import names_in_capitals
from bibconv.values.name_options import NONE, PART, Option, options
from bibconv.values.name_words import Part, Printed, pieces, printed
from bibconv.values.names import PARTICLES, person


class Found(NamedTuple):
    """A name and the range of the text that it was read from."""

    name: Name
    start: int
    end: int


@lru_cache(maxsize=256)
def name_list(text: str) -> tuple[Found, ...]:
    """Return the names in a printed list, in order.

    `Müller K-R, Binder A and Samek W`, `Tank, D.C., J.M. Eastman, and L.J. Harmon`,
    `Laudun, John and Jonathan Goodwin`, `K. T. Schütt; A. Binder et al.`. "et al." at the end is
    `OTHERS`; a part that fits no order is a literal. Roles ("(Eds.)"), marks and notes are in no
    name's range. A group in brackets is a name as well: `A. Kim et al. [CMS Collaboration]`.
    """
    if led := _LED_BY_GROUP.fullmatch(text):
        start = led.start("names")
        inside = (Found(one, a + start, b + start) for one, a, b in _people(led["names"]))
        return (Found(Name(literal=led["group"]), *led.span("group")), *inside)
    if capitals := names_in_capitals(text):
        return tuple(Found(*one) for one in capitals)
    found = _people(text)
    groups = [
        Found(Name(literal=match[name]), *match.span(name))
        for match in _GROUP.finditer(text)
        if found
        and match.start() >= found[0].start
        and (name := match.lastgroup)
        and not match[name].startswith(("on ", "for "))
        and not _within(found, match.start(name))
    ]
    return (*found, *groups)


def _within(found: Sequence[Found], place: int) -> bool:
    """Tell whether a place is in a name already, as the brackets of "A[A0]" are."""
    at = bisect_right(found, place, key=attrgetter("start"))
    return at > 0 and place < found[at - 1].end


# "LHCb Collaboration (R. Aaij et al.)"
_LED_BY_GROUP = re.compile(
    r"(?P<group>[^()\[\];]{2,60} (?:Collaboration|Consortium)) \((?P<names>[^()\[\]]{3,3000})\)"
)
# "[CMS Collaboration]", "(Belle Collaboration)", "[Fermi-LAT]", "[ATLAS, CDF and D0]"
_GROUP = re.compile(
    r"\[(?!(?:Ph|M|Ed|Psy)D|MSc|MBA|BSc)(?:the )?"
    r"(?P<group>(?:[^\[\]()]{2,60} )?[Cc]ollaborations?|[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*"
    r"(?:(?:, | and )[A-Z][A-Za-z0-9-]+){0,5})\]"
    r"|\((?:the )?(?P<in_brackets>[^\[\]()]{2,60} (?:Collaboration|Consortium))\)"
)


def _people(text: str) -> tuple[Found, ...]:
    """Return the persons and bodies of a list, but for groups in brackets."""
    words = printed(text)
    shape = _shape(words)
    names = [
        _found(words, step)
        for step in (_cheapest if len(shape) < _LONGEST_KEPT else _cheapest.__wrapped__)(shape)
    ]
    names = _double_surnames(names)
    if words.others and (not names or words.others[-1][0] >= names[-1].end):
        names.append(Found(OTHERS, *words.others[-1]))
    return tuple(names)


# "D.", "A. M.", "K.-R."
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
# "D. Castellanos": an initial, and a word that is rather the first of two family names
_INITIAL_AND_WORD = re.compile(
    r"(?P<initials>(?:[^\W\d_]\.[ -]?){0,2}[^\W\d_]\.) (?P<word>[^\W\d_a-z][^\W\d_]{3,})"
)


def _double_surnames(names: list[Found]) -> list[Found]:
    """Give two surnames to "D. Castellanos Ruiz" in a list whose others have initials alone."""
    persons = [found.name for found in names if found.name.family and found.name.given]
    odd = [name for name in persons if not _INITIALS.fullmatch(name.given)]
    if len(odd) != 1 or len(persons) < _FEWEST_ALIKE:
        return names
    match = _INITIAL_AND_WORD.fullmatch(odd[0].given)
    if not match:
        return names
    whole = Name(
        f"{match['word']} {odd[0].family}", match["initials"], odd[0].suffix,
        odd[0].dropping_particle, odd[0].non_dropping_particle,
    )  # fmt: skip
    return [found._replace(name=whole) if found.name is odd[0] else found for found in names]


_FEWEST_ALIKE = 3
# Longer lists are rarely met again: this holds some twenty names.
_LONGEST_KEPT = 80


def _shape(words: Printed) -> str:
    """Return a list's shape (`name_options`)."""
    kinds = "".join(words.kinds)
    shape: list[str] = []
    for first, last, separator in _split(words, kinds):
        cut = _cut(words, kinds, first, last) if separator == "," and last - first > 1 else 0
        shape += separator, kinds[first:cut], "|" if cut else "", kinds[max(first, cut) : last]
    return "".join(shape)


def _split(words: Printed, kinds: str) -> list[Part]:
    """Cut parts that hold names side by side: `C. P. Baldé V. Forti V. Gray`."""
    parts: list[Part] = []
    for part in words.parts:
        separator = part.separator
        if part.last - part.first < 4:
            parts.append(part)
            continue
        starts = [part.first + at for at in pieces(kinds[part.first : part.last])]
        for first, last in zip(starts, [*starts[1:], part.last], strict=True):
            parts.append(Part(first, last, separator))
            separator = ";"
    return parts


def _cut(words: Printed, kinds: str, first: int, last: int) -> int:
    """Return where another name may begin in "J. Roe", "Hélène. AIGUEBONNE"; 0 for nowhere."""
    if kinds[last - 1] in "ixs":
        return 0
    at = first
    while kinds[at] in "ix":
        at += 1
    if at > first:
        return at
    while at < last - 1 and words.ends[at] == words.bares[at]:
        at += 1
    return at + 1 if kinds[at] == "W" and at < last - 1 else 0


class _Step(NamedTuple):
    """A name read: `cost` sums up the list so far, `before` is the name that it follows.

    `base` is the first word of the part that it begins in, `first` its own; `changes` what going on
    in each order costs.
    """

    cost: int
    option: Option
    base: int
    first: int
    changes: tuple[int, ...]
    before: _Step | None


_START = _Step(0, Option(forms.LITERAL, 0, NONE, NONE, NONE, 0, 0, 0), 0, 0, (0,) * 9, None)


@lru_cache(maxsize=2048)
def _cheapest(shape: str) -> tuple[_Step, ...]:
    starts = [match.start() for match in PART.finditer(shape)] + [len(shape)]
    # For each part the cheapest ways to have come to it, by the order of the last name; `inside`
    # holds those that ended within the part, behind its initials ("Doe, J. Roe, A.").
    at: list[dict[int, _Step]] = [{} for _ in starts]
    inside: list[dict[int, _Step]] = [{} for _ in starts]
    at[0][forms.LITERAL] = _START
    base = 0
    for index in range(len(starts) - 1):
        part = shape[starts[index] + 1 : starts[index + 1]]
        changes = forms.CHANGE if index else forms.FIRST_CHANGE
        for offset, past in ((0, at[index]), (part.find("|"), inside[index])):
            if not past:
                continue
            for option in options(shape, starts, index, offset):
                form = option.form
                cost, before = _past(past, form)
                cost += option.cost
                target = (inside if option.next_word else at)[index + option.next_part]
                if form not in target or cost < target[form].cost:
                    target[form] = _Step(cost, option, base, base + offset, changes[form], before)
            past.clear()
        base += len(part) - ("|" in part)
    steps: list[_Step] = []
    ends = at[-1].values()
    step = min(ends, key=lambda step: (step.cost, step.base, step.option.form), default=_START)
    while step.before:
        steps.append(step)
        step = step.before
    return tuple(reversed(steps))


def _past(past: dict[int, _Step], form: int) -> tuple[int, _Step]:
    """Return the step that a name of an order best follows, behind what it costs then.

    Of two that cost the same it is the longer name, then the one whose order comes first.
    """
    cost, _, _, step = min(
        (step.cost + step.changes[form], step.base, last, step) for last, step in past.items()
    )
    return cost, step


def _found(words: Printed, step: _Step) -> Found:
    """Return the name of a step; its parts are spelt as they stand."""
    option, kinds, base = step.option, words.kinds, step.base
    last = base + option.last
    if option.form != forms.BODY or kinds[step.first] == "c":
        while last > step.first + 1 and kinds[last - 1] == "B" and _is_note(words, last - 1):
            last -= 1
    start = words.starts[step.first]
    if option.given == NONE and option.form in (forms.LITERAL, forms.BODY):
        literal, end = _slice(words, step.first, last)
        return Found(Name(literal=literal), start, end)
    first, behind = base + option.family[0], base + option.family[1]
    family, end = _slice(words, first, behind)
    if end > (bare := words.bares[behind - 1]) and kinds[behind - 1] not in "is":
        family = _spelt(words.text[words.starts[first] : bare])
    ends = [end]
    # "Gennep, Arnold van", "Schiller, von F.": a particle beside the given name is a dropping one.
    first, behind = base + option.given[0], min(base + option.given[1], last)
    at, until = first, behind
    while until - 1 > at and kinds[until - 1] in "pm":
        until -= 1
    if until == behind and option.form >= forms.INVERTED_I:
        while at < until - 1 and kinds[at] in "pm":
            at += 1
    given = suffix = ""
    if at < until:
        given, end = _slice(words, at, until)
        ends.append(end)
        if kinds[at] in "bg":
            given = given.strip("()[] ")
    if option.suffix != NONE:
        suffix, end = _slice(words, base + option.suffix[0], base + option.suffix[1])
        ends.append(end)
    name = person(family, given, suffix)
    if until - at < behind - first:
        dropping, end = _slice(words, *((until, behind) if at == first else (first, at)))
        ends.append(end)
        name = Name(name.family, name.given, name.suffix, dropping, name.non_dropping_particle)
    return Found(name, start, max(ends))


def _slice(words: Printed, first: int, last: int) -> tuple[str, int]:
    """Return words as they stand, and where they end: with a full stop that is part of the last."""
    end, bare = words.ends[last - 1], words.bares[last - 1]
    if end > bare and not _keeps_stop(words, last - 1):
        end = bare
    return _spelt(words.text[words.starts[first] : end]), end


def _spelt(text: str) -> str:
    """Return a part on one line, LaTeX's ties as the spaces they are."""
    return text if text.isalpha() else " ".join(text.replace("~", " ").split())


# Short forms that end in a full stop wherever they stand; so do given names cut to consonants
# ("Ph.", "Chr.").
_ABBREVIATED = frozenset("inc ltd co corp id ders dies yu ya ju ja".split())
_VOWELS = frozenset("aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüÿаеёиоуыэюя")


def _keeps_stop(words: Printed, at: int) -> bool:
    """Tell whether the full stop behind a word is part of it."""
    if words.kinds[at] in "ixsp":
        return True
    low = words.text[words.starts[at] : words.bares[at]].casefold()
    return low in _ABBREVIATED or (words.kinds[at] == "z" and not set(low) & _VOWELS)


def _is_note(words: Printed, at: int) -> bool:
    """Tell whether brackets hold something about a name and not another spelling of it."""
    inside = words.text[words.starts[at] : words.ends[at]].strip("()[]（）［］ ")
    if inside[:1] > "\u3000":
        return True
    return any(part[0].islower() and part not in PARTICLES for part in inside.split()) or any(
        char.isdigit() for char in inside
    )
