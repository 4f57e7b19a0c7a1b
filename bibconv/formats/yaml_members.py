"""The members of a YAML mapping on their way into a record, and back into a mapping.

Whoever takes a member takes it away; what is left in the end had no meaning and is kept aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bibconv.diagnostics import Diagnostic, Severity
from bibconv.format import found
from bibconv.formats.trees import Leaf, Object, is_empty, plain
from bibconv.record import Json, Record
from bibconv.source import Source, Span


class Members:
    """The members of a mapping that nobody has taken yet; `path` says where it stands."""

    def __init__(self, value: Object, path: str = "") -> None:
        self.path = path
        self._again: list[tuple[Any, Any]] = list(value.get(None, ()))
        self._left = {
            name: inner for name, inner in value.items() if name is not None and not is_empty(inner)
        }

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def get(self, name: str) -> Any:
        """Return a member and leave it there; None if there is none."""
        return self._left.get(name)

    def pop(self, name: str) -> Any:
        """Take a member; None if there is none."""
        return self._left.pop(name, None)

    def text(self, name: str) -> str:
        """Take a member that is a text; one that is something else stays there."""
        return str(self._left.pop(name)) if isinstance(self._left.get(name), str) else ""

    def put_back(self, name: str, value: Any) -> None:
        """Leave a member there, or what of it has not been understood."""
        if not is_empty(value):
            self._left[name] = value

    def at(self, name: str) -> int:
        """Return the offset of a member's name or of its text, -1 where it is unknown."""
        for known in self._left:
            if known == name and isinstance(known, Leaf):
                return known.at
        return -1

    def rest(self) -> Iterator[tuple[str, Any, int, bool]]:
        """Yield (path, value, offset, whether the name stood before) of all that is left."""
        prefix = f"{self.path}/" if self.path else ""
        for again, pairs in ((False, self._left.items()), (True, self._again)):
            for name, value in pairs:
                if not is_empty(value):
                    at = name.at if isinstance(name, Leaf) else -1
                    yield f"{prefix}{name}", value, at, again


class Keeper:
    """Keeps aside, in `extra` of a record, what it has no place for, and says so.

    `told` holds the names already spoken of, because a file has the same ones in every entry.
    """

    def __init__(self, space: str, source: Source, told: set[str], record: Record) -> None:
        self.findings: list[Diagnostic] = []
        self._space = space
        self._source = source
        self._told = told
        self._record = record

    def say(self, severity: Severity, code: str, message: str, at: int, hint: str = "") -> None:
        """Note a finding about a place in the source."""
        span = Span(at, at + 1) if at >= 0 else None
        self.findings.append(found(self._source, severity, code, message, span, hint=hint))

    def keep(self, path: str, value: Any) -> None:
        """Keep a value aside without a word."""
        self._record.extra.setdefault(f"{self._space}:{path}", []).append(plain(value))

    def keep_rest(self, members: Members) -> None:
        """Keep what is left of members; of each name only the first is spoken of."""
        for path, value, at, again in members.rest():
            name = path.rpartition("/")[2]
            self.keep(path, value)
            if again:
                message = f"'{name}' stands here twice; both are kept"
                self.say("warning", "repeated-field", message, at)
            elif name not in self._told:
                self._told.add(name)
                message = f"'{name}' has no place in the record here; it is kept for {self._space}"
                self.say("info", "kept-aside", message, at)


def place(target: dict[str, Any], path: str, value: Json) -> bool:
    """Put a value where a path says in a mapping; return False where that is taken or impossible.

    Lists are not made longer: "authors/3/orcid" needs a fourth author.
    """
    *steps, last = path.split("/")
    inner: Any = target
    for step in steps:
        if isinstance(inner, list) and step.isascii() and step.isdigit() and len(step) < 7:
            inner = inner[int(step)] if int(step) < len(inner) else None
        elif isinstance(inner, dict):
            inner = inner.setdefault(step, {})
        else:
            return False
    if not isinstance(inner, dict) or last in inner or not last:
        return False
    inner[last] = value
    return True


def without_empty(value: Any) -> Any:
    """Return a value without mappings and lists that hold nothing."""
    if isinstance(value, Mapping):
        kept = {name: without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if not is_empty(inner)}
    return value
