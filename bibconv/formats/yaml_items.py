"""Reads the entries of a YAML text one by one, and past whatever is broken.

A sound text is parsed as a whole. From its first fault on, the lines that begin an entry part it,
and each entry is parsed for itself; of one that is broken, each member is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bibconv.diagnostics import Report, Severity
from bibconv.format import found, to_line
from bibconv.formats.trees import Leaf, from_pairs
from bibconv.formats.yaml_values import BrokenYaml, Values, printable
from bibconv.source import Source, Span


class Entry(NamedTuple):
    """A member of the outermost mapping, or an item of a list.

    `key` is the member's name, or that of the list; None in a bare list. `number` is the place in
    the list, -1 for what is no item of one. `unreadable` are lines that make no sense.
    """

    key: Leaf | None
    number: int
    value: Any
    span: Span
    raw: str
    unreadable: tuple[str, ...] = ()


def entries(
    source: Source,
    report: Report,
    stretch: Span | None = None,
    inside: frozenset[str] = frozenset(),
) -> Iterator[Entry]:
    """Yield the members of the outermost mapping, or the items of the outermost list.

    Of the members named in `inside` that are lists, the items are yielded. `stretch` is the part
    of the source that is YAML, if that is not all of it.
    """
    text = source.text()
    stretch = stretch or Span(0, len(text))
    if text.startswith("\ufeff", stretch.start):
        # libyaml does not count a byte order mark, so that all places would be off by one.
        stretch = Span(stretch.start + 1, stretch.end)
    for match in _CONTROLS.finditer(text, *stretch):
        message = "a character that no YAML may have was replaced by U+FFFD"
        report.add(found(source, "warning", "bad-character", message, Span(*match.span())))
    if directives := _DIRECTIVES.match(text, *stretch):
        for line in _UNKNOWN_DIRECTIVE.finditer(text, *directives.span()):
            message = "this line says nothing that YAML knows, and is left out"
            report.add(found(source, "warning", "yaml-directive", message, Span(*line.span())))
    yield from _Entries(source, report, text, stretch, inside).read()


# "%YAML 1.2" and other lines before the first value, which YAML has for its parsers
_DIRECTIVES = re.compile(r"(?:%[^\n]*+\n)++")
_UNKNOWN_DIRECTIVE = re.compile(r"(?m)^%(?!(?:YAML|TAG)[ \t])[^\n]*")
# "\0\0", "\x1b", "\x7f"
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+")
# "title:", "- title:", '"a key": value'; the key and what follows its colon
_KEY = re.compile(
    r"""[ \t]*
        (?P<key>"[^"\n]*"|'[^'\n]*'|[^\s#"'\[\]{},&*!|>%@`-][^\n#]{0,200}?|-[^\s][^\n#]{0,200}?)
        [ \t]*:(?:[ \t]+(?P<value>[^\n]*))?(?:\n|$)""",
    re.VERBOSE,
)
_INDENT = re.compile(r"[ \t]*")
# "  - an item", "-"
_HYPHEN = re.compile(r"[ \t]*-(?:[ \t\n]|$)")
# "# a comment", "", "---", "..."
_NO_LINE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|$)|(?:---|\.\.\.)[ \t]*(?:\n|$)|%[^\n]*")
# "[Review of] Ice", "{ICE} cracks"
_BRACKETED = re.compile(r"(?:\[[^][{}:,]+\]|\{[^][{}:,]+\})[ ]?[\w(]")
# Tabs before a line, or behind the colon of a key or the hyphen of an item.
_TABS = re.compile(r"(?m)^[ ]*\t[ \t]*|(?<=[:-])\t+")
# Blocks in blocks that are read line by line; formats have no more than four.
_MOST_BLOCKS = 6


class _Entries:
    """A stretch of YAML on its way to entries."""

    def __init__(
        self, source: Source, report: Report, text: str, stretch: Span, inside: frozenset[str]
    ) -> None:
        self._source = source
        self._report = report
        self._raw = text
        self._text = printable(text)
        self._stretch = stretch
        self._inside = inside
        self._values = Values(source, report)
        self._has_tabs = False
        # How far in the items of the list stand, -1 before there was one.
        self._column = -1

    def read(self) -> Iterator[Entry]:
        """Yield the entries, of the sound text and then of the rest line by line."""
        start, end = self._stretch
        at, key, number = start, None, -1
        try:
            for part in self._values.parts(self._text[start:end], start, self._inside):
                key, number = part.key, part.number
                at = part.end
                if number >= 0:
                    self._column = len(self._indent(self._line(part.start)))
                yield self._entry(part.key, part.number, part.value, Span(part.start, part.end))
        except BrokenYaml:
            at, block = self._after(at)
            if block:
                yield Entry(None, -1, None, Span(at, at), "", block.unreadable)
            yield from self._rest(at, key if number >= 0 else None, number + 1)

    def _after(self, at: int) -> tuple[int, _Block | None]:
        """Return the line from which to go on behind what was sound, and what is left before it."""
        if not self._raw[self._line(at) : at].strip():
            return self._line(at), None
        line = min(self._next_line(at), self._stretch.end)
        rest = self._raw[at:line].strip(" \t\n,")
        return line, self._unreadable(at, line) if rest and not rest.startswith("#") else None

    def _rest(self, at: int, key: Leaf | None, number: int) -> Iterator[Entry]:
        """Yield the entries from the first that is not sound, each parsed for itself.

        An item is in the list called `key` until another begins, whatever stands between them.
        """
        end = self._stretch.end
        while at < end:
            if _NO_LINE.match(self._text, at, end):
                at = self._next_line(at + 1)
                continue
            stop = self._block_end(at, end)
            if self._is_item(at):
                self._column = len(self._indent(at))
                yield self._item(Span(at, stop), key, number)
                number += 1
                at = stop
                continue
            match = _KEY.match(self._text, at, end)
            name = _leaf(match) if match else None
            if match and name in self._inside and not (match["value"] or "").strip():
                # The items of the list come next.
                key, number = name, 0
                at = match.end()
                continue
            if not match:
                stop = self._next_item(at, stop)
            yield from self._members(Span(at, stop))
            at = stop

    def _next_item(self, at: int, end: int) -> int:
        """Return where a further item of the list begins below a line that is no YAML."""
        line = self._next_line(at + 1)
        while line < end:
            if self._is_item(line) and len(self._indent(line)) == self._column:
                return line
            line = self._next_line(line + 1)
        return end

    def _item(self, span: Span, key: Leaf | None, number: int) -> Entry:
        """Return the entry of an item that begins with a hyphen."""
        dash = span.start + len(self._indent(span.start))
        block = self._sound(self._text[slice(*span)], span.start)
        if block and len(block.value) == 1:
            return self._entry(key, number, block.value[0], Span(dash, span.end))
        block = self._block(dash + 1, span.end, first=dash)
        return self._entry(key, number, block.value, Span(dash, span.end), block.unreadable)

    def _members(self, span: Span) -> Iterator[Entry]:
        """Yield the entries of a member of the outermost mapping, which may be broken."""
        block = self._block(span.start, span.end, first=span.start)
        if not isinstance(block.value, dict) or not block.value:
            for text in block.unreadable:
                yield Entry(None, -1, None, span, self._raw[slice(*span)], (text,))
            return
        value = dict(block.value)
        again = value.pop(None, [])
        pairs = [*value.items(), *again]
        for place, (name, member) in enumerate(pairs):
            lost = block.unreadable if place == len(pairs) - 1 else ()
            yield self._entry(name, -1, member, span, lost)

    def _block(self, start: int, end: int, first: int, level: int = 0) -> _Block:
        """Return what a block holds, parsed whole, else member by member.

        `first` is where it begins in its line, behind an item's hyphen or not.
        """
        line = self._raw.rfind("\n", 0, start) + 1
        text = " " * (start - line) + self._text[start:end]
        sound = self._sound(text, line)
        if sound is not None:
            return sound
        reported = self._report.counts["error"] + self._report.counts["warning"]
        block = self._by_members(start, end, level)
        if self._report.counts["error"] + self._report.counts["warning"] == reported:
            lines = to_line(self._source, Span(first, end))
            message = f"these lines{lines} make no YAML together; each was read for itself"
            self._say("error", "yaml-syntax", message, first)
        return block

    def _sound(self, text: str, base: int) -> _Block | None:
        """Return what lines hold that are sound for themselves, or with blanks for their tabs."""
        tab = _TABS.search(text) if "\t" in text else None
        value = self._values.whole(_TABS.sub(_blanks, text) if tab else text, base)
        if tab and value is not None and not self._has_tabs:
            self._has_tabs = True
            message = "a tab where YAML wants blanks; all such tabs were read as blanks"
            self._say("warning", "yaml-tab", message, base + text.index("\t", tab.start()))
        return None if value is None else _Block(value, ())

    def _by_members(self, start: int, end: int, level: int) -> _Block:
        pairs: list[tuple[Any, Any]] = []
        items: list[Any] = []
        unreadable: list[str] = []
        at = start
        while at < end:
            if _NO_LINE.match(self._text, at, end):
                at = self._next_line(at + 1)
                continue
            stop = self._block_end(at, end)
            # What is the whole block has been tried as such.
            inner = self._member(at, stop, level, tried=(at, stop) == (start, end))
            if isinstance(inner.value, dict):
                again = inner.value.pop(None, [])
                pairs += [*inner.value.items(), *again]
            elif inner.value is not None:
                items += inner.value
            unreadable += inner.unreadable
            at = stop
        if pairs and items:
            unreadable += [str(item) for item in items]
        return _Block(from_pairs(pairs) if pairs or not items else items, tuple(unreadable))

    def _member(self, start: int, end: int, level: int, *, tried: bool = False) -> _Block:
        """Return a member of a broken block: its value, the block it holds, or its text."""
        line = self._line(start)
        text = " " * (start - line) + self._text[start:end]
        if not tried and (sound := self._sound(text, line)):
            return sound
        if level < _MOST_BLOCKS and self._is_item(start):
            dash = start + len(self._indent(start))
            block = self._block(dash + 1, end, dash, level + 1)
            return _Block([block.value] if block.value else [], block.unreadable)
        match = _KEY.match(self._text, start, end)
        if not match:
            return self._unreadable(start, end)
        value = (match["value"] or "").strip()
        rest = match.end()
        if level < _MOST_BLOCKS and rest < end and (not value or value.startswith("#")):
            block = self._block(rest, end, rest, level + 1)
            return _Block({_leaf(match): block.value}, block.unreadable)
        if level < _MOST_BLOCKS and rest < end:
            # The lines below are no part of the value, though they stand further in.
            own = self._member(start, rest, level + 1)
            below = self._block(rest, end, rest, level + 1)
            if isinstance(own.value, dict) and isinstance(below.value, dict):
                pairs = [*own.value.items(), *below.value.items()]
                return _Block(from_pairs(pairs), own.unreadable + below.unreadable)
        if rest < end or not _is_text(value):
            return self._unreadable(start, end)
        at = match.start("value")
        message = "this is no YAML value; it was taken as it is printed"
        self._say("warning", "yaml-syntax", message, at, "put quotes round it")
        return _Block({_leaf(match): Leaf(value, at)}, ())

    def _unreadable(self, start: int, end: int) -> _Block:
        lines = to_line(self._source, Span(start, end))
        self._say("error", "yaml-syntax", f"this{lines} is no YAML and was not read", start)
        return _Block({}, (self._raw[start:end].strip(),))

    def _entry(
        self,
        key: Leaf | None,
        number: int,
        value: Any,
        span: Span,
        unreadable: tuple[str, ...] = (),
    ) -> Entry:
        if number >= 0:
            # An item is to be shown with its hyphen and with the blanks before it.
            line = self._line(span.start)
            span = span if self._raw[line : span.start].strip(" -") else Span(line, span.end)
        raw = self._raw[slice(*span)].rstrip()
        return Entry(key, number, value, Span(span.start, span.start + len(raw)), raw, unreadable)

    def _say(self, severity: Severity, code: str, message: str, at: int, hint: str = "") -> None:
        at += len(self._indent(at))
        finding = found(self._source, severity, code, message, Span(at, at + 1), hint=hint)
        self._report.add(finding)

    def _block_end(self, at: int, end: int) -> int:
        """Return where the next line begins that stands no further in than the one at `at`.

        What closes a bracket, and an item's hyphen right below a key, go with what is above."""
        column = at - self._line(at) + len(self._indent(at))
        item = self._is_item(at)
        line = self._next_line(at + 1) if at < end else end
        while line < end:
            indent = len(self._indent(line))
            sign = self._text[line + indent : line + indent + 1]
            ends = indent <= column and sign not in ("]", "}")
            if ends and not item and self._is_item(line) and indent == column:
                ends = not self._is_list_of(at)
            if ends and not _NO_LINE.match(self._text, line, end):
                return line
            line = self._next_line(line + 1)
        return end

    def _is_list_of(self, at: int) -> bool:
        """Tell whether the line is a key alone, whose list may stand below it in one column."""
        match = _KEY.match(self._text, at)
        if not match or (match["value"] or "").strip():
            return False
        return _leaf(match) not in self._inside

    def _is_item(self, at: int) -> bool:
        return _HYPHEN.match(self._text, at) is not None

    def _indent(self, at: int) -> str:
        match = _INDENT.match(self._text, at)
        return match[0] if match else ""

    def _line(self, at: int) -> int:
        """Return where the line of an offset begins."""
        return self._text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        """Return where a line begins at or behind an offset."""
        if at == 0 or self._text[at - 1 : at] == "\n":
            return at
        found = self._text.find("\n", at)
        return found + 1 if found >= 0 else len(self._text)


class _Block(NamedTuple):
    """What a stretch of lines holds, and which of them make no sense."""

    value: Any
    unreadable: tuple[str, ...]


def _leaf(match: re.Match[str]) -> Leaf:
    key = match["key"]
    return Leaf(key.strip("\"'") if key[0] in "\"'" else key, match.start("key"), plain=True)


def _is_text(value: str) -> bool:
    """Tell whether people meant a value as it is.

    `Ice: a song`, `"Ice" and snow`, `*Ice* on ice`, `[Review of] Ice`, `{ICE} cracks`, `@home`;
    but not `"Ice`, `[Kim, Lee` or `{a: 1}}`, where a sign was forgotten or is too many.
    """
    first = value[:1]
    if first in ("'", '"', "*"):
        return value.find(first, 1) > 1
    if first in ("[", "{"):
        return _BRACKETED.match(value) is not None
    return bool(value) and first not in "|>&!#"


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])
