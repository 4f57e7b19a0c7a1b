"""Builds values of YAML's events: every scalar is the text it was, aliases and depth are bounded.

PyYAML parses; its constructors are not used, because they make numbers, dates and truth values of
what people wrote as text (`1.10`, `012`, `no`, `2020-01-02`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bibconv.diagnostics import Report
from bibconv.format import found
from bibconv.formats.trees import Leaf, from_pairs
from bibconv.source import Source, Span


class BrokenYaml(Exception):
    """What stands at an offset is no YAML, or more of it than is good."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Part(NamedTuple):
    """A member of the outermost mapping, or an item of a list in the outermost level.

    `key` is the member's name, None for an item of the outermost list; `number` is the place in
    the list, -1 for what is no item of a list.
    """

    key: Leaf | None
    number: int
    value: Any
    start: int
    end: int


class Values:
    """The values of one file; anchors are known from one stretch of it to the next."""

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._built = 0
        self._left = _ALIASED + len(source.text())
        self._told: set[str] = set()

    def parts(self, text: str, base: int, inside: frozenset[str]) -> Iterator[Part]:
        """Yield the members of each document's mapping or the items of its list.

        Of the members named in `inside` that are lists, the items are yielded. `base` is the offset
        of `text` in the source. A part comes when what follows it has been found sound too; raise
        BrokenYaml where it is not.
        """
        events = _Events(text, base)
        for part in self._parts(events, inside):
            events.peek()
            yield part

    def whole(self, text: str, base: int) -> Any:
        """Return the mapping or list that a text is, None if it is something else or broken."""
        try:
            parts = list(self.parts(text, base, frozenset()))
        except BrokenYaml:
            return None
        if all(part.key is not None for part in parts):
            return from_pairs([(part.key, part.value) for part in parts])
        if all(part.key is None and part.number >= 0 for part in parts):
            return [part.value for part in parts]
        return None

    def _parts(self, events: _Events, inside: frozenset[str]) -> Iterator[Part]:
        while event := events.take():
            if event.kind == "MappingStart":
                self._remember(event)
                yield from self._members(events, inside)
            elif event.kind == "SequenceStart":
                self._remember(event)
                yield from self._items(events, None)
            elif event.kind in ("Scalar", "Alias"):
                value = self._value(event, events, 0)
                if value is not None:
                    yield Part(None, -1, value, event.start, events.end)

    def _members(self, events: _Events, inside: frozenset[str]) -> Iterator[Part]:
        while (event := events.take()) and event.kind != "MappingEnd":
            key = self._key(event, events, 1)
            event = events.take() or _END
            if key in inside and event.kind == "SequenceStart":
                self._remember(event)
                yield from self._items(events, key)
            else:
                yield Part(key, -1, self._value(event, events, 1), key.at, events.end)

    def _items(self, events: _Events, key: Leaf | None) -> Iterator[Part]:
        number = 0
        while (event := events.take()) and event.kind != "SequenceEnd":
            yield Part(key, number, self._value(event, events, 1), event.start, events.end)
            number += 1

    def _value(self, event: _Event, events: _Events, depth: int) -> Any:
        if event.kind == "Alias":
            return self._aliased(event)
        if depth > _DEPTH:
            raise BrokenYaml(event.start)
        before = self._built
        value: Any = None
        self._built += 1
        self._check_tag(event)
        if event.kind == "Scalar":
            self._built += len(event.text)
            if not (event.plain and event.text in _NULLS):
                value = Leaf(event.text, event.start, event.plain)
        elif event.kind == "SequenceStart":
            value = []
            while (inner := events.take() or _END).kind not in ("SequenceEnd", "End"):
                value.append(self._value(inner, events, depth + 1))
        elif event.kind == "MappingStart":
            value = self._mapping(events, depth)
        if event.anchor:
            self._anchors[event.anchor] = value, self._built - before
        return value

    def _mapping(self, events: _Events, depth: int) -> Any:
        pairs: list[tuple[Any, Any]] = []
        merged: list[Any] = []
        while (event := events.take() or _END).kind not in ("MappingEnd", "End"):
            key = self._key(event, events, depth + 1)
            value = self._value(events.take() or _END, events, depth + 1)
            if key == "<<" and key.plain and _is_mergeable(value):
                merged += value if isinstance(value, list) else [value]
            else:
                pairs.append((key, value))
        names = {name for name, _ in pairs}
        for other in merged:
            # YAML's merge type: what stands here counts, then the first that is merged.
            pairs += [(name, value) for name, value in other.items() if name not in names]
            names |= other.keys()
        return from_pairs(pairs)

    def _key(self, event: _Event, events: _Events, depth: int) -> Leaf:
        value = self._value(event, events, depth)
        if isinstance(value, str):
            return Leaf(value, event.start, event.plain)
        # A list or nothing for a name: no format has it, so it is only to be seen again.
        return Leaf("~" if value is None else json.dumps(value, default=str), event.start)

    def _aliased(self, event: _Event) -> Any:
        """Return the value of an anchor, as long as what is repeated stays within bounds."""
        value, size = self._anchors.get(event.anchor, (None, -1))
        span = Span(event.start, event.start + 1)
        if size < 0:
            message = f"there is no anchor '{event.anchor}' before its alias"
            self._say("error", "yaml-alias", message, span)
        elif size > self._left:
            message = f"what '*{event.anchor}' repeats is too much; it stands for nothing here"
            self._say("error", "yaml-alias", message, span)
        else:
            self._left -= size
            self._built += size
            return value
        return Leaf(f"*{event.anchor}", event.start)

    def _check_tag(self, event: _Event) -> None:
        if event.tag and not event.tag.startswith(_STANDARD_TAG) and event.tag != "!":
            message = f"the tag '{event.tag}' means nothing here; its value is read as text"
            self._say("info", "yaml-tag", message, Span(event.start, event.start + 1))

    def _remember(self, event: _Event) -> None:
        if event.anchor:
            # An alias in a value to the value it stands in, or to the whole file.
            self._anchors.pop(event.anchor, None)
        self._check_tag(event)

    def _say(self, severity: Any, code: str, message: str, span: Span) -> None:
        if message not in self._told:
            self._told.add(message)
            self._report.add(found(self._source, severity, code, message, span))


def printable(text: str) -> str:
    """Return a text without characters that YAML forbids; each is U+FFFD, so that offsets stay."""
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


# YAML 1.1, section 5.1, the complement of c-printable: "\0", "\x1b", "\x7f", "\uffff"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# "tag:yaml.org,2002:str"
_STANDARD_TAG = "tag:yaml.org,2002:"
# Levels beneath the outermost: more than any format has, less than Python's own bound.
_DEPTH = 64
# Characters and nodes that aliases may repeat in one file beyond its own size: a hundred times
# what files in use do.
_ALIASED = 100_000


def _is_mergeable(value: Any) -> bool:
    many = value if isinstance(value, list) else [value]
    return bool(many) and all(isinstance(one, dict) for one in many)


class _Event(NamedTuple):
    kind: str
    start: int
    end: int
    anchor: str = ""
    tag: str = ""
    text: str = ""
    plain: bool = False


_END = _Event("End", 0, 0)


class _Events:
    """The events of a text, one ahead, with offsets in the source; `end` is that of the last."""

    def __init__(self, text: str, base: int) -> None:
        # Imported here: most commands read no YAML.
        import yaml  # type: ignore[import-untyped]

        self._error = yaml.YAMLError
        self._events = yaml.parse(text, Loader=loader())
        self._base = base
        self._ahead: _Event | None = None
        self.end = base

    def take(self) -> _Event | None:
        """Return the next event, None at the end; raise BrokenYaml where there is no YAML."""
        event = self.peek()
        self._ahead = None
        if event:
            self.end = event.end
        return event

    def peek(self) -> _Event | None:
        """Return the next event without taking it."""
        while self._ahead is None:
            try:
                event = next(self._events, None)
            except self._error as fault:
                mark = getattr(fault, "problem_mark", None)
                raise BrokenYaml(mark.index + self._base if mark else self.end) from fault
            if event is None:
                return None
            kind = type(event).__name__.removesuffix("Event")
            if kind.startswith(("Document", "Stream")):
                continue
            self._ahead = _Event(
                kind,
                event.start_mark.index + self._base,
                event.end_mark.index + self._base,
                getattr(event, "anchor", None) or "",
                getattr(event, "tag", None) or "",
                _text(event),
                kind == "Scalar" and not event.style and bool(event.implicit[0]),
            )
        return self._ahead


def _text(event: Any) -> str:
    text: str = getattr(event, "value", "")
    # The line end behind a block of lines is YAML's, not the text's.
    return text.rstrip("\n") if getattr(event, "style", None) in ("|", ">") else text


def loader() -> Any:
    """Return PyYAML's parser in C where it is installed, else the one in Python."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
