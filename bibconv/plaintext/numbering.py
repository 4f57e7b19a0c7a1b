"""Numbers that begin entries, told from those that happen to begin a line by how they follow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from bibconv.plaintext.sections import Line


class Number(NamedTuple):
    """A number at the beginning of a line: which line, the number's value, its length with space.

    `line` counts from 0. `shape` is what stands round it: `[0]`, `(0)`, `0.`, `0)`, `0`.
    """

    line: int
    value: int
    end: int
    shape: str


# "[12] ", "[12]", "[J12]", "[C-3] ", "C3. ", "(3) ", "1. ", "1.Kim", "12) ", "1、", "12 Kim",
# "¹² Kim", "(15)* Kim", ".. [A12] Kim"; "１）磯部", "（3）「氷", "【4】王", "④ 王"
NUMBER = re.compile(
    r"\s*(?:\.\.\s)?(?P<open>[\[(（［【〔]?)"
    r"(?P<letters>(?<=\[)[A-Za-z]{1,3}[-.]?|[A-Z]{1,2}-?(?=\d{1,3}[\]).:]\s)|)"
    r"(?P<value>\d{1,4}|[⁰¹²³⁴-⁹]{1,4}|[①-⑳])(?P<close>[\].)、．:）］】〕]?)[*†‡§#]{0,2}"
    r"(?:\s+(?=\S)|(?=[^\W\d_])|(?<=[)、．）］】〕①-⑳])(?=[「『《〈“]))"
)
_SHAPES = frozenset({"[0]", "(0)", "0.", "0)", "0、", "0", "¹", "①"})
# Wide signs and narrow ones are the same; one list may have both.
_NARROW = str.maketrans("（［【〔）］】〕．", "([[[)]]].")
# "a. Kim", "b) Roy", "(c) Ito": items below another item.
_LETTER = re.compile(r"\s*(?P<open>\(?)(?P<value>[a-p])(?P<close>[.)])\s+(?=\S)")
# What a footnote's number stands before, where nothing else marks it: "12 Kim, A.", "3 “Ice".
_BEHIND_BARE = re.compile(
    r"[*_]{0,2}[^\W\d_a-zà-ÿ](?:[^\W\d_]|[’'.-])|[“„\"«]|(?:van|von|de|da|di|del) "
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def numbered(lines: Sequence[Line]) -> dict[int, int]:
    """Return the lines that a list's running numbers begin, with the length of each number.

    The numbers run upwards or downwards; it is nothing if they do not.
    """
    return {number.line: number.end for number in _best_run(lines)}


def _best_run(lines: Sequence[Line]) -> list[Number]:
    by_shape: dict[str, list[Number]] = {}
    first = next((index for index, line in enumerate(lines) if not line.blank), 0)
    for index, line in enumerate(lines):
        if found := _number(index, line.text) or _letter(index, line.text):
            by_shape.setdefault(found.shape, []).append(found)
    runs = (_run(shape, numbers, first) for shape, numbers in by_shape.items())
    return max(runs, key=len, default=[])


def unrolled(lines: Sequence[Line]) -> list[Line]:
    """Return lines that end where a number of the list stands within one, which goes on below.

    Text out of a PDF may lose its line ends: "… С. 155–158. 12. Roy B. …". The numbers that the
    run of those at line beginnings lacks must stand there in order and behind the end of a
    sentence; behind the last one, three must or names follow as well.
    """
    run = _best_run(lines) or _only_first(lines)
    if not run or not run[0].shape.strip("[]().、").isdecimal():
        return list(lines)
    way = -1 if len(run) > 1 and run[1].value < run[0].value else 1
    cuts: dict[int, list[int]] = {}
    for number, following in zip_longest(run, run[1:]):
        until = following.line if following else len(lines)
        lacking = (following.value - number.value) * way - 1 if following else _MOST_LACKING
        if 0 < lacking <= _MOST_LACKING:
            found = _run_on(lines, number, until, way, lacking)
            if following and len(found) < lacking:
                continue
            # Behind the last number one or two may be an issue and an edition.
            if not following and len(found) < _SURELY:
                found = [one for one in found if _NAMED.match(lines[one[0]].text, one[1])]
            for index, at in found:
                cuts.setdefault(index, []).append(at)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        at = 0
        for cut in cuts.get(index, ()):
            kept.append(Line(line.start + at, line.text[at:cut].rstrip(), line.begins and at == 0))
            at = cut
        kept.append(line if at == 0 else Line(line.start + at, line.text[at:]))
    return kept


# So many entries in a row may have lost their beginnings of lines.
_MOST_LACKING = 1000
_SURELY = 3


def _only_first(lines: Sequence[Line]) -> list[Number]:
    """Return the first line's number, where the list's others are all within lines."""
    first = next(((at, line) for at, line in enumerate(lines) if not line.blank), None)
    number = _number(first[0], first[1].text) if first else None
    return [number] if number and number.shape != "0" else []


def _run_on(
    lines: Sequence[Line], last: Number, until: int, way: int, most: int
) -> list[tuple[int, int]]:
    """Return where the numbers next to `last` stand within lines: line and place in it."""
    found: list[tuple[int, int]] = []
    value, index, at = last.value, last.line, last.end
    while len(found) < most and index < until:
        mark = re.compile(
            r"[.!?。．;)\]»”\"]\s+(?=" + re.escape(last.shape.replace("0", str(value + way)))
            + r"\s*[“„\"«「『《]?[^\W\d_a-zа-яё])"
        )  # fmt: skip
        while index < until:
            if match := mark.search(lines[index].text, max(at - 1, 0)):
                break
            index, at = index + 1, 0
        else:
            break
        value += way
        at = match.end() if match else at
        found.append((index, at))
    return found


# "12. Roy, B.", "[3] A. Kim", "7. Tank D."
_NAMED = re.compile(
    r"\W*\d{1,3}\W+(?:(?:[^\W\d_]\.[ -]?){1,3}[^\W\d_]{2}"
    r"|[^\W\d_][\w'’-]+,? (?:[^\W\d_]\.|[A-Z]{1,3}[,. ])"
    r"|[\u3040-\u9fff]|(?<=[“„\"«「『《])\S|[^\W\d_]{2,}-$)"
)


def _number(index: int, text: str) -> Number | None:
    match = NUMBER.match(text)
    if not match:
        return None
    value = match["value"]
    raised = not value.isdecimal()
    sign = "0" if not raised else "①" if value >= "①" else "¹"
    shape = f"{match['open']}{sign}{match['close']}".translate(_NARROW)
    # Years in a first column run down one by one as well.
    known = shape in _SHAPES or (shape == "0:" and match["letters"])
    if not known or (not raised and _YEAR.fullmatch(value)):
        return None
    behind = text[match.end() : match.end() + 8]
    if shape in ("0", "¹") and not _BEHIND_BARE.match(behind):
        return None
    if shape == "0" and match.end() == match.end("value"):
        return None  # "3rd ed.", "10th Conference"
    number = int(unicodedata.normalize("NFKC", value))
    return Number(index, number, match.end(), f"{match['letters']}{shape}")


def _letter(index: int, text: str) -> Number | None:
    match = _LETTER.match(text)
    if not match:
        return None
    value = ord(match["value"]) - ord("a") + 1
    return Number(index, value, match.end(), f"{match['open']}a{match['close']}")


def _run(shape: str, numbers: Sequence[Number], first: int) -> list[Number]:
    """Return the numbers of one shape that count on, nothing where they are too few or too odd."""
    run, worth = max((_longest(numbers, first, way) for way in (1, -1)), key=lambda pair: pair[1])
    if shape == "0":
        # A bare number may be a year, a page, a street: it must count exactly from the first line.
        return run if len(run) > 2 and run[0].line == first and worth > 0.9 * len(run) else []
    if "a" in shape and (len(run) < 2 or run[0].value != 1 or worth <= 0.7 * len(run)):
        return []  # "e. g.", "d. h.": letters are words more often than numbers
    begins = run[:1] and run[0].line == first
    # Two numbers in a row begin lines by chance in a long text, not in its first line.
    return run if len(run) > (1 if begins else 2) and worth > 0.4 * len(run) else []


# How many numbers back a list is looked for: so many wraps may begin with a number in one entry.
_BACK = 40


def _longest(numbers: Sequence[Number], first: int, way: int) -> tuple[list[Number], float]:
    """Return the numbers that count on best in one direction, and what they are worth.

    Each is worth 1, less what its step from the one before costs.
    """
    worth: list[float] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        begin = 1.0 if number.line == first or number.value <= 1 else 0.4
        best, back = begin, -1
        for other in range(at - 1, max(at - 1 - _BACK, -1), -1):
            sum_ = worth[other] + 1 - _cost(numbers[other].value, number.value, way)
            if sum_ > best:
                best, back = sum_, other
        worth.append(best)
        before.append(back)
    if not worth:
        return [], 0.0
    at = max(range(len(worth)), key=worth.__getitem__)
    best = worth[at]
    run = []
    while at >= 0:
        run.append(numbers[at])
        at = before[at]
    return run[::-1], best


def _cost(before: int, value: int, way: int) -> float:
    """Return how odd a number is behind another: 0 for the next one, 2 for what cannot be."""
    step = (value - before) * way
    if step == 1:
        return 0.0
    # "3. 3. 4.", a list that begins anew, one that leaves numbers out
    if step == 0 or (value == 1 and way > 0):
        return 0.6
    return 0.8 if 1 < step <= 5 else 2.0
