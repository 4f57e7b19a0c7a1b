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


_NONE = (0, 0)


class _Option(NamedTuple):
    """A way to read a name: which words are what of it, and the part and word to go on with.

    Words and parts count from the part that the name begins in.
    """

    form: int
    cost: int
    family: tuple[int, int]
    given: tuple[int, int]
    suffix: tuple[int, int]
    last: int
    next_part: int
    next_word: int


class _Step(NamedTuple):
    """A name read: `cost` sums up the list so far, `before` is the name that it follows.

    `part` is the part it begins in, `base` that part's first word, `first` its own.
    """

    cost: int
    option: _Option
    part: int
    base: int
    first: int
    before: _Step | None


def _cheapest(words: Printed) -> list[_Step]:
    parts = _split(words)
    kinds = "".join(words.kinds)
    shapes = [
        _Shape(part.separator, kinds[part.first : part.last], _cut(words, part) - part.first)
        for part in parts
    ]
    # For each part the cheapest ways to have come to it, by the order of the last name; `inside`
    # holds those that ended within the part, behind its initials ("Doe, J. Roe, A.").
    at: list[dict[int, _Step | None]] = [{} for _ in range(len(parts) + 1)]
    inside: list[dict[int, _Step]] = [{} for _ in range(len(parts) + 1)]
    at[0] = {forms.LITERAL: None}
    for index, part in enumerate(parts):
        for offset, past in ((0, at[index]), (shapes[index].cut, inside[index])):
            if not past:
                continue
            for option in _options_at(shapes, index, offset):
                before, cost = _past(past, option)
                behind = index + option.next_part
                target: dict[int, _Step | None] | dict[int, _Step] = (
                    inside[behind] if option.next_word else at[behind]
                )
                known = target.get(option.form)
                if known is None or cost < known.cost:
                    target[option.form] = _Step(
                        cost, option, index, part.first, part.first + offset, before
                    )
        at[index] = {}
        inside[index] = {}
    ends = [step for step in at[-1].values() if step]
    step = min(ends, key=lambda step: step.cost) if ends else None
    steps = []
    while step:
        steps.append(step)
        step = step.before
    return steps[::-1]


class _Shape(NamedTuple):
    """A part as far as its words' kinds tell; `cut` is where in it another name may begin."""

    separator: str
    kinds: str
    cut: int


# A name looks at the part after its own and, for "Jr." and stray initials, at one or two more.
_WINDOW = 4
# "Department of Climate Change, Energy, the Environment and Water" is cut in four.
_LONGEST_BODY = 6
# Parts of names are shorter; longer ones are not worth the memory of keeping them.
_LONGEST_KEPT = 24


def _options_at(shapes: list[_Shape], index: int, offset: int) -> tuple[_Option, ...]:
    """Return the ways to read the name that begins in a part, `offset` words into it."""
    own = shapes[index].kinds
    following = shapes[index + 1].separator if index + 1 < len(shapes) else ";"
    wide = following in "&y" or "o" in own or "f" in own or "h" in own
    window = tuple(shapes[index : index + (_LONGEST_BODY if wide else _WINDOW)])
    if any(len(shape.kinds) > _LONGEST_KEPT for shape in window):
        return _options_in.__wrapped__(window, offset)
    return _options_in(window, offset)


@lru_cache(maxsize=8192)
def _options_in(window: tuple[_Shape, ...], offset: int) -> tuple[_Option, ...]:
    parts: list[Part] = []
    cuts: list[int] = []
    first = 0
    for separator, kinds, cut in window:
        parts.append(Part(first, first + len(kinds), separator))
        cuts.append(first + cut)
        first += len(kinds)
    return tuple(_options("".join(shape.kinds for shape in window), parts, cuts, 0, offset))


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
    option, kinds, base = step.option, words.kinds, step.base
    last = base + option.last
    if option.form != forms.BODY:
        while last > step.first + 1 and kinds[last - 1] == "B" and _is_note(words, last - 1):
            last -= 1
    start = words.words[step.first].start
    if option.form in (forms.LITERAL, forms.BODY) and option.given == _NONE:
        end = _end(words, last - 1)
        return Found(Name(literal=_spelt(words.text[start:end])), start, end)
    family = (base + option.family[0], base + option.family[1])
    suffix = (base + option.suffix[0], base + option.suffix[1])
    first, behind = base + option.given[0], min(base + option.given[1], last)
    ends = [_end(words, family[1] - 1), _end(words, behind - 1) if behind > first else 0]
    # "Gennep, Arnold van", "Schiller, von F.": a particle beside the given name is a dropping one.
    at, until = first, behind
    while until - 1 > at and kinds[until - 1] in "pm":
        until -= 1
    dropping = _slice(words, until, behind)
    if not dropping and option.form >= forms.INVERTED_I:
        while at < until - 1 and kinds[at] in "pm":
            at += 1
        dropping = _slice(words, first, at)
    given = _slice(words, at, until)
    if at < until and kinds[at] == "b":
        given = given.strip("()[] ")
    printed_suffix = _slice(words, *suffix)
    if printed_suffix:
        ends.append(_end(words, suffix[1] - 1))
    name = person(_family(words, *family), given, printed_suffix)
    if dropping:
        name = Name(name.family, name.given, name.suffix, dropping, name.non_dropping_particle)
    return Found(name, start, max(ends))


def _family(words: Printed, first: int, last: int) -> str:
    end = words.words[last - 1].bare if words.kinds[last - 1] not in "is" else _end(words, last - 1)
    return _spelt(words.text[words.words[first].start : end])


def _slice(words: Printed, first: int, last: int) -> str:
    if last <= first:
        return ""
    return _spelt(words.text[words.words[first].start : _end(words, last - 1)])


def _end(words: Printed, at: int) -> int:
    """Return where a word ends, its full stop included if that is part of it."""
    return words.words[at].end if _keeps_stop(words, at) else words.words[at].bare


def _spelt(text: str) -> str:
    """Return a part on one line, LaTeX's ties as the spaces they are."""
    return " ".join(text.replace("~", " ").split()) if not text.isalpha() else text


# Short forms that end in a full stop wherever they stand; so do given names cut to consonants
# ("Ph.", "Chr.").
_ABBREVIATED = frozenset("inc ltd co corp id ders dies yu ya ju ja".split())
_VOWELS = frozenset("aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüÿаеёиоуыэюя")


def _keeps_stop(words: Printed, at: int) -> bool:
    word = words.words[at]
    if word.end == word.bare or words.kinds[at] in "ixsp":
        return True
    low = words.text[word.start : word.bare].casefold()
    return low in _ABBREVIATED or (words.kinds[at] == "z" and not set(low) & _VOWELS)


def _is_note(words: Printed, at: int) -> bool:
    """Tell whether brackets hold something about a name and not another spelling of it."""
    word = words.words[at]
    inside = words.text[word.start : word.end].strip("()[] ")
    return any(part[0].islower() and part not in PARTICLES for part in inside.split()) or any(
        char.isdigit() for char in inside
    )
