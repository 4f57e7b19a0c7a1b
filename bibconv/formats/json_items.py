"""Reads the objects of a JSON text one by one, in little memory, and past whatever is broken.

A list, a single object, one that wraps a list or holds items by their ids, JSON Lines and lists one
after the other all come out as the objects they hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from bibconv.diagnostics import Report
from bibconv.format import found, to_line
from bibconv.formats.trees import Item, Object, from_pairs
from bibconv.source import Source, Span


def items(source: Source, report: Report, wrappers: tuple[str, ...] = ()) -> Iterator[Item]:
    """Yield the objects of a JSON text; `wrappers` are the names of lists inside an outer object.

    What stands between objects and is no punctuation, and what is broken, is reported.
    """
    if source.encoding.binary:
        report.add(
            found(source, "error", "binary-input", f"this is {source.encoding.binary}, not JSON")
        )
        return
    # '"items": ['
    inner = re.compile(rf'"({"|".join(wrappers) or "(?!)"})"\s*:\s*\[')
    text = _Text(source)
    path, count, open_lists, cut_off = "#", 0, 0, False
    while text.skip():
        between = text.take(_BETWEEN)
        open_lists += between.count("[") - between.count("]")
        if "[" in between and path == "#":
            path = "#/"
        if between and not text.has_head:
            continue
        opening = _OPENING.match(text.held, text.at)
        if not opening:
            stray = text.take(_STRAY)
            open_lists += stray.count("[") - stray.count("]")
            _report_stray(source, report, stray, text.start + text.at)
            continue
        if match := inner.match(text.held, opening.end()):
            text.at = match.end()
            path, open_lists = f"#/{match[1]}/", open_lists + 1
            continue
        decoded = text.decode()
        if isinstance(decoded, _Broken):
            match = inner.search(text.held, text.at, text.at + _WRAPPER_HEAD)
            if match and path == "#":
                text.at = match.end()
                path, open_lists = f"#/{match[1]}/", open_lists + 1
                continue
            cut_off = decoded.cut_off
            _report_broken(source, report, decoded, path, count)
        if path == "#":
            for item in _unwrapped(source, report, decoded, wrappers, text, path, count):
                count += 1
                yield item
        else:
            yield _item(source, decoded, text, path, count)
            count += 1
        text.at = decoded.end - text.start
    if open_lists > 0 and not cut_off:
        end = text.start + text.at
        report.add(
            found(
                source,
                "error",
                "json-cut-off",
                "the text ends inside a list",
                Span(max(0, end - 1), end),
                hint="the file may have been cut off; what came before its end was read",
            )
        )


def lines(source: Source, report: Report) -> Iterator[Item]:
    """Yield the objects of JSON Lines; a broken line costs no other.

    What is no JSON Lines, but a list or an object in several lines, is read as such.
    """
    count, is_lines = 0, False
    for start, line in _lines(source):
        begin = len(line) - len(line.lstrip(" \t\ufeff"))
        text = line[begin:].rstrip(" \t,")
        if not text:
            continue
        if not is_lines and (text[0] == "[" or (text[0] == "{" and text[-1] != "}")):
            yield from items(source, report)
            return
        is_lines = True
        at = start + begin
        decoded = _whole_line(text, at)
        if decoded is None:
            _report_stray(source, report, text, at + len(text))
            continue
        if isinstance(decoded, _Broken):
            _report_broken(source, report, decoded, "#", count)
        unreadable = decoded.unreadable if isinstance(decoded, _Broken) else ()
        number, _ = source.position(at)
        span = Span(at, at + len(text))
        yield Item(decoded.value, _path("#", count), span, number, text, unreadable)
        count += 1


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each line with its offset; a line may be longer than a window."""
    held: list[str] = []
    start = 0
    for offset, window in source.windows(_WINDOW):
        first, *others = window.split("\n")
        held.append(first)
        at = offset + len(first)
        for line in others:
            yield start, "".join(held)
            held, start = [line], at + 1
            at += 1 + len(line)
    yield start, "".join(held)


def _whole_line(text: str, at: int) -> _Value | _Broken | None:
    """Decode a line that is an object and nothing else; None for something that is no object."""
    message, place = "something stands behind it", at
    try:
        value, end = _raw_decode(text, 0, is_tight=not _NOT_TIGHT.search(text))
        if isinstance(value, dict) and end == len(text):
            return _Value(value, at + end)
        place = at + end
    except json.JSONDecodeError as fault:
        message, place = fault.msg, at + fault.pos
    except RecursionError:
        message = "nested too deeply"
    if text[0] != "{":
        return None
    value, unreadable = _salvage(text)
    return _Broken(value, at + len(text), place, message, unreadable, False)


_WINDOW = 1 << 18
# How far into a broken object the name of its list is looked for; a header is shorter.
_WRAPPER_HEAD = 4096
# What may stand between two objects: " ,\n", "[", "]", and "}" after a wrapped list.
_BETWEEN = re.compile(r"[\s,\[\]}\ufeff]*")
_STRAY = re.compile(r"[^{]+")
_OPENING = re.compile(r"\{\s*")
# '"a \" string"' up to its line's end where it is not closed, or one bracket
_STRUCTURE = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|[\[\]{}]')
# Faults in one object after which the rest of it is kept as it is; an item has some 20 members.
_MOST_FAULTS = 1000
# '{"id": '
_FIRST_MEMBER = re.compile(r'\{\s*("[^"\\\n]{0,60}")\s*:')
# ', "title": '
_MEMBER = re.compile(r'[\s,]*("[^"\\\n]*(?:\\.[^"\\\n]*)*")\s*:\s*')
# the comma or line end before '"title":'
_NEXT_MEMBER = re.compile(r'[,\n](?=[ \t\r]*"[\w -]{1,60}"\s*:)')


class _Value(NamedTuple):
    """A decoded object and the offset behind it."""

    value: Any
    end: int


class _Broken(NamedTuple):
    """An object that is no JSON: where and why, its readable members, the offset behind it."""

    value: Object
    end: int
    at: int
    message: str
    unreadable: tuple[str, ...]
    cut_off: bool


_new = tuple.__new__


class _Text:
    """The part of the text held in memory, where it begins, and a cursor in it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._windows = source.windows(_WINDOW)
        self._ended = False
        self.held = ""
        self._is_tight = True
        self.start = 0
        self.at = 0

    def more(self) -> bool:
        """Drop what lies before the cursor and read on, at least as much again as is left."""
        rest = self.held[self.at :]
        parts, size = [rest], len(rest)
        if not self._ended:
            self._ended = True
            for _, window in self._windows:
                parts.append(window)
                size += len(window)
                if size > 2 * len(rest):
                    self._ended = False
                    break
        self.start += self.at
        self._source.forget(self.start)
        self.at = 0
        self.held = "".join(parts)
        self._is_tight = not _NOT_TIGHT.search(self.held)
        return size > len(rest)

    @property
    def has_head(self) -> bool:
        """Whether enough of what comes is in memory to see what it is."""
        return len(self.held) - self.at >= _WRAPPER_HEAD

    def skip(self) -> bool:
        """Tell whether anything is left, with enough of it in memory to see what it is."""
        if not (self._ended or self.has_head):
            self.more()
        return self.at < len(self.held)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Return what matches at the cursor, and move behind it."""
        match = pattern.match(self.held, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match[0]

    def decode(self) -> _Value | _Broken:
        """Decode the object at the cursor; offsets in the result are the source's."""
        while True:
            try:
                value, end = _raw_decode(self.held, self.at, is_tight=self._is_tight)
                return _new(_Value, (value, self.start + end))
            except json.JSONDecodeError as fault:
                at, message = self.start + fault.pos, fault.msg
            except RecursionError:
                at, message = self.start + self.at, "nested too deeply"
            end = _item_end(self.held, self.at)
            if end >= 0 or not self.more():
                break
        cut_off = end < 0
        raw = self.held[self.at :] if cut_off else self.held[self.at : end]
        value, unreadable = _salvage(raw)
        return _Broken(value, self.start + self.at + len(raw), at, message, unreadable, cut_off)


def _unwrapped(
    source: Source,
    report: Report,
    decoded: _Value | _Broken,
    wrappers: tuple[str, ...],
    text: _Text,
    path: str,
    count: int,
) -> Iterator[Item]:
    wrapper = next((name for name in wrappers if isinstance(decoded.value.get(name), list)), "")
    inside = decoded.value[wrapper] if wrapper else ()
    if inside and all(isinstance(value, dict) for value in inside):
        begin = text.at + text.start
        span = Span(begin, decoded.end)
        line, _ = source.position(begin)
        for number, value in enumerate(inside):
            yield Item(value, f"#/{wrapper}/{number}", span, line, "")
        for name in decoded.value:
            if name != wrapper:
                message = f"'{name}' beside the list of items was not read"
                report.add(found(source, "warning", "json-stray", message, span))
        return
    if wrappers and decoded.value and all(map(_is_typed, decoded.value.values())):
        # citeproc-js keeps items in an object by their ids.
        begin = text.at + text.start
        line, _ = source.position(begin)
        for name, value in decoded.value.items():
            value.setdefault("id", name)
            yield Item(value, f"#/{name}", Span(begin, decoded.end), line, "")
        return
    yield _item(source, decoded, text, path, count)


def _is_typed(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str)


def _item(source: Source, decoded: _Value | _Broken, text: _Text, path: str, count: int) -> Item:
    """Return the object at the cursor."""
    begin = text.at + text.start
    line, _ = source.position(begin)
    raw = text.held[text.at : decoded.end - text.start]
    unreadable = decoded.unreadable if isinstance(decoded, _Broken) else ()
    span = _new(Span, (begin, decoded.end))
    return _new(Item, (decoded.value, _path(path, count), span, line, raw, unreadable))


def _path(path: str, count: int) -> str:
    """Return the path of the object `count`; a second one outside a list is of JSON Lines."""
    if path.endswith("/"):
        return f"{path}{count}"
    return f"#/{count}" if count else "#"


def _report_broken(source: Source, report: Report, broken: _Broken, path: str, count: int) -> None:
    kept = f"{len(broken.value)} of its fields were read" if broken.value else "nothing was read"
    report.add(
        found(
            source,
            "error",
            "json-cut-off" if broken.cut_off else "json-syntax",
            f"item {_path(path, count)} is no JSON: {broken.message.lower()}; {kept}",
            Span(broken.at, broken.at + 1),
        )
    )


def _report_stray(source: Source, report: Report, stray: str, end: int) -> None:
    begin = end - len(stray)
    stray = stray.strip(" \t\n,[]}")
    shown = stray if len(stray) <= 40 else stray[:39] + "…"
    span = Span(begin, begin + len(stray))
    message = f"not a JSON object: {shown}{to_line(source, span)}"
    report.add(found(source, "error", "json-stray", message, span))


def _extent(text: str, at: int, depth: int = 0) -> int:
    """Return the offset behind the object or list at `at`, -1 where it does not end.

    `depth` is how many hold what is at `at`. A string ends with its line at the latest, so that a
    missing quote spoils no more than that.
    """
    for match in _STRUCTURE.finditer(text, at):
        sign = match[0]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if depth == 0:
                return match.end()
    return -1


def _item_end(text: str, at: int) -> int:
    """Return the offset behind the broken item at `at`, -1 where it does not end.

    A closing bracket too many is none if fields follow it; one too few is assumed where an object
    begins as items do: with an id, or with the name that this one begins with.
    """
    first = _FIRST_MEMBER.match(text, at)
    next_item = re.compile(
        rf'[,}}\]\n]\s{{0,200}}(\{{\s*("id"|{re.escape(first[1]) if first else "(?!)"})\s*:)'
    ).search(text, at + 1)
    limit = next_item.start(1) if next_item else len(text)
    end = _extent(text, at)
    while 0 <= end < limit and _MEMBER.match(text, end):
        end = _extent(text, end, depth=1)
    return limit if next_item and not 0 <= end < limit else end


def _salvage(raw: str) -> tuple[Object, tuple[str, ...]]:
    """Return the readable members of a broken object, and the texts of the others."""
    pairs: list[tuple[str, Any]] = []
    unreadable: list[str] = []
    at, closed = 1, True
    while len(unreadable) < _MOST_FAULTS and (match := _MEMBER.match(raw, at)):
        value_at = match.end()
        try:
            value, at = _STRICT.raw_decode(raw, value_at)
            pairs.append((_STRICT.decode(match[1]), value))
        except (json.JSONDecodeError, RecursionError):
            nested = raw.startswith(("[", "{"), value_at)
            end = _extent(raw, value_at) if nested and closed else -1
            # Where one bracket is not closed, looking for the ends of more takes time squared.
            closed = closed and (end >= 0 or not nested)
            if end < 0:
                follows = _NEXT_MEMBER.search(raw, value_at)
                end = follows.start() if follows else len(raw)
            at = end
            unreadable.append(raw[match.start() : at].strip(" \t\n,"))
        if not _MEMBER.match(raw, at) and (follows := _NEXT_MEMBER.search(raw, at)):
            if stray := raw[at : follows.start()].strip(" \t\n,"):
                unreadable.append(stray)
            at = follows.start()
    if rest := raw[at:].strip(" \t\n,}]"):
        unreadable.append(rest)
    return from_pairs(pairs), tuple(unreadable)


def _integer(digits: str) -> int | str:
    # Python refuses to convert more than 4300 digits (CVE-2020-10735); such a number stays text.
    return int(digits) if len(digits) < 4300 else digits


def _raw_decode(text: str, at: int, *, is_tight: bool) -> tuple[Any, int]:
    """Decode the value at a place, and return where it ends.

    In a tight text no white space stands before a colon. Functions called for each object and each
    number cost more than the decoding, so an object is first decoded without them.
    """
    if is_tight:
        try:
            value, end = _UNCHECKED.raw_decode(text, at)
        except (ValueError, RecursionError):
            # Too many digits, or a fault that is found again.
            pass
        else:
            # Where as many names stand as are in the object, none stands twice; an escaped
            # quotation mark before a colon, or one of its members deeper down, makes it fewer.
            if text.count('":', at, end) == _count(value):
                return value, end
    return _LENIENT.raw_decode(text, at)


def _count(value: Any) -> int:
    """Return how many members an object and the objects right below it have."""
    if type(value) is not dict:
        return -1
    count = len(value)
    for member in value.values():
        if type(member) is dict:
            count += len(member)
        elif type(member) is list:
            for one in member:
                if type(one) is dict:
                    count += len(one)
    return count


def _fraction(digits: str) -> Decimal | str:
    try:
        return Decimal(digits)
    except ArithmeticError:
        # An exponent beyond what `decimal` holds.
        return digits


_NUMBERS: dict[str, Any] = {"parse_float": _fraction, "parse_constant": Decimal}
_HOOKS: dict[str, Any] = {
    **_NUMBERS,
    "parse_int": _integer,
    "object_pairs_hook": from_pairs,
}
# Raw line ends and tabs inside strings are no JSON, but there is no doubt about what they mean.
_LENIENT = json.JSONDecoder(strict=False, **_HOOKS)
_UNCHECKED = json.JSONDecoder(strict=False, **_NUMBERS)
_STRICT = json.JSONDecoder(**_HOOKS)
# '"title" :'
_NOT_TIGHT = re.compile(r'"[ \t\r\n]++:')
