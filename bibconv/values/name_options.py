"""The ways to read one name out of a list: which words of which parts, and at what cost.

The shape of a list is a separator (`name_words.Part`) before the words' letters (`name_kinds`) for
each part, with "|" where another name may begin within one: `;Wi,Wi`, `;W,i,W|WW`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bibconv.values import name_forms as forms
from bibconv.values.name_words import Part

NONE = (0, 0)


class Option(NamedTuple):
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


# A name looks at the part after its own and, for "Jr." and stray initials, at one or two more.
_WINDOW = 4
# "Department of Climate Change, Energy, the Environment and Water" is cut in four.
_LONGEST_BODY = 6
# The parts that names look at are shorter; longer ones are not worth the memory of keeping them.
_LONGEST_KEPT = 60
# A part of a shape: ",W|WW", "&iW"
PART = re.compile(r"[,y&;][^,y&;]+")


def options(shape: str, starts: list[int], index: int, offset: int) -> tuple[Option, ...]:
    """Return the ways to read the name that begins in a part, `offset` words into it.

    `starts` are the places in the shape where its parts begin, and its end.
    """
    start, behind = starts[index], starts[index + 1]
    if shape[behind : behind + 1] in ("&", "y") or _BODILY.search(shape, start, behind):
        index += _LONGEST_BODY
    else:
        index += _WINDOW
    window = shape[start : starts[index] if index < len(starts) else None]
    if len(window) > _LONGEST_KEPT:
        return _options_in.__wrapped__(window, offset)
    return _options_in(window, offset)


# The letters of the words of bodies' names.
_BODILY = re.compile("[ofh]")


@lru_cache(maxsize=8192)
def _options_in(window: str, offset: int) -> tuple[Option, ...]:
    kinds = ""
    parts: list[Part] = []
    cuts: list[int] = []
    for match in PART.finditer(window):
        first, (before, _, after) = len(kinds), match[0][1:].partition("|")
        kinds += before + after
        parts.append(Part(first, len(kinds), match[0][0]))
        cuts.append(first + (len(before) if after else 0))
    found = list(_options(kinds, parts, cuts, 0, offset))
    return tuple(one for one in found if not any(_beats(other, one) for other in found))


def _beats(one: Option, other: Option) -> bool:
    """Tell whether an option is cheaper than another in any list."""
    return (
        one.cost + forms.CHANGES_MORE[one.form][other.form] < other.cost
        and one.next_part == other.next_part
        and one.next_word == other.next_word
    )


def _options(
    kinds: str, parts: list[Part], cuts: list[int], index: int, first: int
) -> Iterator[Option]:
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
                (first + reading.given[0], first + reading.given[1]) if reading.given[1] else NONE,
                suffix if reading.suffix >= 0 else NONE,
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
            (following.first, following.last), (first, part.last), NONE,
        )  # fmt: skip
    if "o" in shape or "f" in shape or "h" in shape or following.separator in "&y":
        yield from _bodies(kinds, parts, index)


def _behind_initials(kinds: str, part: Part) -> int:
    at = part.first
    while at < part.last and kinds[at] in "ix":
        at += 1
    return at


def _inverted(
    kinds: str, parts: list[Part], cuts: list[int], index: int, first: int, cost: int
) -> Iterator[Option]:
    """Yield `Family, Given`, `Family, Jr., Given`, `Family, J., R.` and `Family, J. Family, …`."""
    family = (first, parts[index].last)
    suffix = NONE
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
        if kinds[part.last - 1] == "s" and part.last - part.first > 1 and suffix == NONE:
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
        yield Option(forms.CHAINED, cost + 15, family, (part.first, cut), suffix, cut, behind, cut)


def _compound(kinds: str, parts: list[Part], index: int) -> Iterator[Option]:
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
                (one.first, two.last), (given.first, given.last), NONE,
            )  # fmt: skip
    for reading in forms.readings(right):
        if len(plain) == 1 and reading.form == forms.LAST_I:
            yield _closed(
                kinds, parts, index + 1, forms.LAST_I, reading.cost + 5,
                (one.first, two.first + reading.family[1]),
                (two.first + reading.given[0], two.first + reading.given[1]), NONE,
            )  # fmt: skip
    if len(right.lstrip("pmP")) == 1:
        for reading in forms.readings(left):
            if reading.form in (forms.NATURAL, forms.NATURAL_I):
                yield _closed(
                    kinds, parts, index + 1, reading.form, reading.cost + 8,
                    (one.first + reading.family[0], two.last),
                    (one.first + reading.given[0], one.first + reading.given[1]), NONE,
                )  # fmt: skip


def _bodies(kinds: str, parts: list[Part], index: int) -> Iterator[Option]:
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
                    (part.first, following.last), NONE, NONE,
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
) -> Option:
    """Return the option that ends with a part, or with the "Jr." in the part behind it."""
    last = parts[index].last
    if suffix == NONE and form != forms.BODY and _is_suffix(kinds, parts, index + 1):
        index += 1
        suffix = (parts[index].first, parts[index].last)
        last = parts[index].last
    return Option(form, cost, family, given, suffix, last, index + 1, 0)
