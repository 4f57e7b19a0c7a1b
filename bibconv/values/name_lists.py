"""A printed list of names cut into names, whatever order and separators its style has.

Every way to read the list costs something: each name by its order (`name_forms`), and each change
of order from one name to the next, because a style keeps to one. The cheapest reading is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bibconv.record import OTHERS, Name
from bibconv.values import name_forms as forms
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
    name's range.
    """
    words = printed(text)
    names = [_found(words, step) for step in _cheapest(words)]
    if words.others and (not names or words.others[-1][0] >= names[-1].end):
        names.append(Found(OTHERS, *words.others[-1]))
    return tuple(names)


class _Step(NamedTuple):
    """A name read: its words, from one to behind the other, and what they are.

    All numbers count words of the list. `cost` sums up the list so far, `before` is the step that
    it follows, `part` the part it began with.
    """

    cost: int
    form: int
    part: int
    first: int
    last: int
    family: tuple[int, int]
    given: tuple[int, int]
    suffix: tuple[int, int]
    before: _Step | None


_NONE = (0, 0)


class _Option(NamedTuple):
    """A way to go on: a step yet without a past, the part to go on with and the word there."""

    form: int
    cost: int
    family: tuple[int, int]
    given: tuple[int, int]
    suffix: tuple[int, int]
    last: int
    next_part: int
    next_word: int


def _cheapest(words: Printed) -> list[_Step]:
    parts = _split(words)
    kinds = "".join(words.kinds)
    cuts = [_cut(words, part) for part in parts]
    # For each part the cheapest ways to have come to it, by the order of the last name; `inside`
    # holds those that ended within the part, behind its initials ("Doe, J. Roe, A.").
    at: list[dict[int, _Step | None]] = [{} for _ in range(len(parts) + 1)]
    inside: list[dict[int, _Step]] = [{} for _ in range(len(parts) + 1)]
    at[0] = {forms.LITERAL: None}
    for index in range(len(parts)):
        for first, past in (
            (parts[index].first, at[index]),
            (cuts[index], inside[index]),
        ):
            if not past:
                continue
            for option in _options(kinds, parts, cuts, index, first):
                before, cost = _past(past, option)
                target: dict[int, _Step | None] | dict[int, _Step] = at[option.next_part]
                if option.next_word:
                    target = inside[option.next_part]
                known = target.get(option.form)
                if known is None or cost < known.cost:
                    target[option.form] = _Step(
                        cost, option.form, index, first, option.last, option.family,
                        option.given, option.suffix, before,
                    )  # fmt: skip
        at[index] = {}
        inside[index] = {}
    ends = [step for step in at[-1].values() if step]
    step = min(ends, key=lambda step: step.cost) if ends else None
    steps = []
    while step:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _past(
    past: dict[int, _Step | None] | dict[int, _Step], option: _Option
) -> tuple[_Step | None, int]:
    """Return the step that a name best follows, and the sum of costs."""
    best, least = None, 1 << 60
    for form, step in past.items():
        if step is None:
            return None, option.cost
        change = forms.CHANGE[form][option.form]
        if step.part == 0 and forms.INVERTED_I <= form <= forms.INVERTED and option.form <= 1:
            # "Tank, D.C., J.M. Eastman": the first alone is inverted. Full given names in it and
            # initials in the next one are rarer.
            change = 10 if form == forms.INVERTED and option.form == forms.NATURAL_I else 1
        if step.cost + change < least:
            best, least = step, step.cost + change
    return best, least + option.cost


def _split(words: Printed) -> list[Part]:
    """Cut parts that hold names side by side: `C. P. Baldé V. Forti V. Gray`."""
    parts: list[Part] = []
    for part in words.parts:
        separator = part.separator
        if part.last - part.first < 4:
            parts.append(part)
            continue
        starts = [part.first + at for at in pieces("".join(words.kinds[part.first : part.last]))]
        for first, last in zip(starts, [*starts[1:], part.last], strict=True):
            parts.append(Part(first, last, separator))
            separator = ";"
    return parts


def _cut(words: Printed, part: Part) -> int:
    """Return where in a part another name may begin: "J. Roe", "Hélène. AIGUEBONNE"."""
    at = part.first
    while at < part.last and words.kinds[at] in "ix":
        at += 1
    if at == part.first:
        while at < part.last - 1 and words.words[at].end == words.words[at].bare:
            at += 1
        return at + 1 if words.kinds[at] == "W" and at < part.last - 1 else part.first
    return at


def _behind_initials(kinds: str, part: Part) -> int:
    at = part.first
    while at < part.last and kinds[at] in "ix":
        at += 1
    return at


def _options(
    kinds: str, parts: list[Part], cuts: list[int], index: int, first: int
) -> Iterator[_Option]:
    """Yield the ways to read a name that begins with the word `first` of a part."""
    part = parts[index]
    shape = kinds[first : part.last]
    whole = first == part.first
    if whole:
        for reading in forms.readings(shape):
            suffix = (first + reading.suffix, first + reading.suffix + 1)
            yield _closed(
                kinds, parts, index, reading.form, reading.cost,
                (first + reading.family[0], first + reading.family[1]),
                (first + reading.given[0], first + reading.given[1]) if reading.given[1] else _NONE,
                suffix if reading.suffix >= 0 else _NONE,
            )  # fmt: skip
    if index + 1 == len(parts) or not shape:
        return
    following = parts[index + 1]
    family = forms.family_cost(shape)
    if family is not None and following.separator in ",;":
        yield from _inverted(kinds, parts, cuts, index, first, family)
    if not whole:
        return
    if following.separator == "y":
        yield from _compound(kinds, parts, index)
    if (
        following.separator == ","
        and set(shape) <= set("ix")
        and following.last - following.first == 1
    ):
        # "J. S.,Yoon"
        yield _closed(
            kinds, parts, index + 1, forms.NATURAL_I, 40,
            (following.first, following.last), (first, part.last), _NONE,
        )  # fmt: skip
    if "o" in shape or "f" in shape or "h" in shape or following.separator in "&y":
        yield from _bodies(kinds, parts, index)


def _inverted(
    kinds: str, parts: list[Part], cuts: list[int], index: int, first: int, cost: int
) -> Iterator[_Option]:
    """Yield `Family, Given`, `Family, Jr., Given`, `Family, J., R.` and `Family, J. Family, …`."""
    family = (first, parts[index].last)
    suffix = _NONE
    if kinds[family[1] - 1] == "s" and family[1] - family[0] > 1:
        suffix = (family[1] - 1, family[1])
        family = (first, family[1] - 1)
    behind = index + 1
    if _is_suffix(kinds, parts, behind) and behind + 1 < len(parts):
        suffix = (parts[behind].first, parts[behind].last)
        behind += 1
    part = parts[behind]
    shape = kinds[part.first : part.last]
    initials = _behind_initials(kinds, part)
    if part.separator == ";":
        # "Goovaerts; M.J.": initials alone are nobody.
        if initials == part.last and cost == 0:
            yield _closed(
                kinds, parts, behind, forms.INVERTED_I, 20, family, (part.first, part.last), suffix
            )
        return
    if part.separator != ",":
        return
    if found := forms.given_cost(shape):
        form, given = found
        shouts = "A" in kinds[family[0] : family[1]] or "Q" in kinds[family[0] : family[1]]
        if ("A" in shape or "Q" in shape) and not shouts:
            given += 30  # capitals tell the family: "Etienne, RENNE"
        given_range = (part.first, part.last)
        if kinds[part.last - 1] == "s" and part.last - part.first > 1 and suffix == _NONE:
            suffix, given_range = (part.last - 1, part.last), (part.first, part.last - 1)
        yield _closed(kinds, parts, behind, form, cost + given, family, given_range, suffix)
        if behind + 1 < len(parts) and parts[behind + 1].separator == ",":
            more = parts[behind + 1]
            if _behind_initials(kinds, more) == more.last and shape[-1] in "iW":
                # "Smithson, A., P.,", "Boyd, Douglas, A."
                yield _closed(
                    kinds, parts, behind + 1, form, cost + given + 15, family,
                    (part.first, more.last), suffix,
                )  # fmt: skip
    cut = cuts[behind]
    if part.first < cut < part.last and kinds[part.last - 1] not in "ixs":
        yield _Option(forms.CHAINED, cost + 15, family, (part.first, cut), suffix, cut, behind, cut)


def _compound(kinds: str, parts: list[Part], index: int) -> Iterator[_Option]:
    """Yield the names whose family is two with a "y" between: `Ortega y Gasset, José`."""
    one, two = parts[index], parts[index + 1]
    left, right = kinds[one.first : one.last], kinds[two.first : two.last]
    if left[-1] not in "WAQP" or right[0] not in "WAQPpm":
        return
    plain = left.lstrip("pmP")
    if len(plain) == 1 and index + 2 < len(parts) and parts[index + 2].separator == ",":
        given = parts[index + 2]
        cost = forms.family_cost(right)
        found = forms.given_cost(kinds[given.first : given.last])
        if cost is not None and found:
            yield _closed(
                kinds, parts, index + 2, found[0], found[1] + cost + 5,
                (one.first, two.last), (given.first, given.last), _NONE,
            )  # fmt: skip
    for reading in forms.readings(right):
        if len(plain) == 1 and reading.form == forms.LAST_I:
            yield _closed(
                kinds, parts, index + 1, forms.LAST_I, reading.cost + 5,
                (one.first, two.first + reading.family[1]),
                (two.first + reading.given[0], two.first + reading.given[1]), _NONE,
            )  # fmt: skip
    if len(right.lstrip("pmP")) == 1:
        for reading in forms.readings(left):
            if reading.form in (forms.NATURAL, forms.NATURAL_I):
                yield _closed(
                    kinds, parts, index + 1, reading.form, reading.cost + 8,
                    (one.first + reading.family[0], two.last),
                    (one.first + reading.given[0], one.first + reading.given[1]), _NONE,
                )  # fmt: skip


# "Department of Climate Change, Energy, the Environment and Water" is cut in four.
_LONGEST_BODY = 6


def _bodies(kinds: str, parts: list[Part], index: int) -> Iterator[_Option]:
    """Yield the names of bodies that run over commas and an "and"."""
    part = parts[index]
    so_far = kinds[part.first : part.last]
    cost = 0
    for behind in range(index + 1, min(index + _LONGEST_BODY, len(parts))):
        following = parts[behind]
        shape = kinds[following.first : following.last]
        if following.separator == ";" or "i" in shape or "i" in so_far or "x" in shape:
            return
        open_ended = "f" in so_far[1:] or ("m" in so_far and "o" in so_far)
        if shape[0] in "fwpm" or kinds[following.first - 1] in "fpm":
            pass
        elif open_ended:
            cost += 3 if len(shape) == 1 or "h" in shape else 7 if len(shape) == 2 else 5
            cost += 10 * ("o" in shape)
        elif "o" in so_far or "o" not in shape or following.separator == ",":
            cost += 20
        elif "h" in so_far or len(so_far) == 1:
            cost += 2
        else:
            cost += 10 if len(so_far) == 2 else 5
        so_far += shape
        for reading in forms.readings(so_far):
            if reading.form == forms.BODY and following.separator != ",":
                yield _closed(
                    kinds, parts, behind, forms.BODY, reading.cost + cost,
                    (part.first, following.last), _NONE, _NONE,
                )  # fmt: skip


def _is_suffix(kinds: str, parts: list[Part], index: int) -> bool:
    part = parts[index] if index < len(parts) else None
    return (
        part is not None
        and part.separator == ","
        and part.last - part.first == 1
        and kinds[part.first] == "s"
    )


def _closed(
    kinds: str,
    parts: list[Part],
    index: int,
    form: int,
    cost: int,
    family: tuple[int, int],
    given: tuple[int, int],
    suffix: tuple[int, int],
) -> _Option:
    """Return the option that ends with a part, or with the "Jr." in the part behind it."""
    last = parts[index].last
    if suffix == _NONE and form != forms.BODY and _is_suffix(kinds, parts, index + 1):
        index += 1
        suffix = (parts[index].first, parts[index].last)
        last = parts[index].last
    return _Option(form, cost, family, given, suffix, last, index + 1, 0)


def _found(words: Printed, step: _Step) -> Found:
    """Return the name of a step; its parts are spelt as they stand."""
    last = step.last
    if step.form != forms.BODY:
        while last > step.first + 1 and words.kinds[last - 1] == "B" and _is_note(words, last - 1):
            last -= 1
    start = words.words[step.first].start
    if step.form in (forms.LITERAL, forms.BODY) and step.given == _NONE:
        end = (
            words.words[last - 1].end
            if _keeps_stop(words, last - 1)
            else words.words[last - 1].bare
        )
        literal = _spelt(words.text[start:end])
        return Found(Name(literal=literal), start, end)
    first, behind = step.given
    behind = min(behind, last) if behind > first else behind
    dropping = ""
    while behind - 1 > first and words.kinds[behind - 1] in "pm":
        behind -= 1
    if behind < step.given[1] and words.kinds[behind] in "pm":
        end = min(step.given[1], last)
        dropping = _slice(words, behind, end, True)
    elif behind - first > 1 and words.kinds[first] in "pm" and step.form >= forms.INVERTED_I:
        lead = first
        while lead < behind - 1 and words.kinds[lead] in "pm":
            lead += 1
        dropping, first = _slice(words, first, lead, True), lead
    given = _slice(words, first, behind, True)
    if words.kinds[first] == "b":
        given = given.strip("()[] ")
    suffix = _slice(words, *step.suffix, True)
    name = person(_slice(words, *step.family, False), given, suffix)
    if dropping:
        name = Name(name.family, name.given, name.suffix, dropping, name.non_dropping_particle)
    ends = [
        words.words[at - 1].end if _keeps_stop(words, at - 1) else words.words[at - 1].bare
        for at in (step.family[1], min(step.given[1], last), step.suffix[1])
        if at > step.first
    ]
    return Found(name, start, max(ends))


def _slice(words: Printed, first: int, last: int, stop: bool) -> str:
    if last <= first:
        return ""
    word = words.words[last - 1]
    kept = words.kinds[last - 1] in "is" or (stop and _keeps_stop(words, last - 1))
    return _spelt(words.text[words.words[first].start : word.end if kept else word.bare])


def _spelt(text: str) -> str:
    """Return a part on one line, LaTeX's ties as the spaces they are."""
    return " ".join(text.replace("~", " ").split())


# Short forms that end in a full stop wherever they stand; so do given names cut to consonants
# ("Ph.", "Chr.").
_ABBREVIATED = frozenset("inc ltd co corp id ders dies yu ya ju ja".split())
_VOWELS = frozenset("aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüÿаеёиоуыэюя")


def _keeps_stop(words: Printed, at: int) -> bool:
    if words.kinds[at] in "ixsp":
        return True
    word = words.words[at]
    low = words.text[word.start : word.bare].casefold()
    return low in _ABBREVIATED or (words.kinds[at] == "z" and not set(low) & _VOWELS)


def _is_note(words: Printed, at: int) -> bool:
    """Tell whether brackets hold something about a name and not another spelling of it."""
    word = words.words[at]
    inside = words.text[word.start : word.end].strip("()[] ")
    return any(part[0].islower() and part not in PARTICLES for part in inside.split()) or any(
        char.isdigit() for char in inside
    )
