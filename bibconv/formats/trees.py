"""What the tree formats (JSON, YAML) are decoded to: objects whose texts know where they stood."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any, NamedTuple

from bibconv.source import Span

# A decoded object: text to value, and under None the (name, value) pairs whose name came before.
# Numbers with a fraction are Decimal, so that `1.10` stays what it was; NaN is one too.
Object = dict[Any, Any]

# Deeper than anything but an attack; 4 levels are in use.
DEPTH = 32


class Item(NamedTuple):
    """One object: its value, its path ("#/3"), its place and text, and what of it is unreadable."""

    value: Object
    path: str
    span: Span
    line: int
    raw: str
    unreadable: tuple[str, ...] = ()


class Leaf(str):
    """A text of a YAML file: its offset in the source, and whether it stood there without quotes.

    YAML's readers do not agree what a plain `no`, `012` or `2020-01-02` is, so it is the text
    that was printed.
    """

    __slots__ = ("at", "plain")
    at: int
    plain: bool

    def __new__(cls, text: str, at: int = -1, plain: bool = False) -> Leaf:
        """Make a leaf; a negative offset is unknown."""
        leaf = super().__new__(cls, text)
        leaf.at = at
        leaf.plain = plain
        return leaf


def from_pairs(pairs: list[tuple[Any, Any]]) -> Object:
    """Make an object whose repeated names are kept: JSON and YAML have them, a dict does not."""
    value: Object = dict(pairs)
    if len(value) < len(pairs):
        value.clear()
        again: list[tuple[Any, Any]] = []
        for name, member in pairs:
            if name in value:
                again.append((name, member))
            else:
                value[name] = member
        value[None] = again
    return value


def is_number(value: object) -> bool:
    """Tell whether a decoded value is a number; NaN and the infinities of Python's JSON are not."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, Decimal | float) and math.isfinite(value))


def is_empty(value: object) -> bool:
    """Tell whether a decoded value says nothing: null, or an empty text, list or object."""
    return value is None or value == "" or value == [] or value == {}


def typed(leaf: Leaf) -> str | bool | int | float:
    """Return what JSON has for a leaf: a number or truth value that is written like it, or a text.

    `1.10`, `012` and `no` are texts, because no number or truth value is written so.
    """
    if not leaf.plain or len(leaf) > _LONGEST_NUMBER:
        return str(leaf)
    if leaf in ("true", "false"):
        return leaf == "true"
    if not _NUMBER.fullmatch(leaf):
        return str(leaf)
    number = float(leaf) if _FRACTION.search(leaf) else int(leaf)
    # As YAML 1.1 has it, "1.0e-05" is what Python writes as "1e-05".
    return number if repr(number) == leaf.replace(".0e", "e") else str(leaf)


# Longer than what Python writes for any float ("-2.2250738585072014e-308").
_LONGEST_NUMBER = 40
# "-12", "1.5", "1e+16"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
# "." in "1.5", "e" in "1e+16"
_FRACTION = re.compile(r"[.e]")


def plain(value: Any, depth: int = 0) -> Any:
    """Return a decoded value of YAML as plain JSON, to be kept in `Record.extra`.

    A second member of the same name is `name (2)`; below 32 levels there is text.
    """
    if isinstance(value, Leaf):
        return typed(value)
    if depth > DEPTH:
        return str(value)
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, dict):
        kept = {
            str(name): plain(inner, depth + 1) for name, inner in value.items() if name is not None
        }
        for name, inner in value.get(None, ()):
            number = 2
            while f"{name} ({number})" in kept:
                number += 1
            kept[f"{name} ({number})"] = plain(inner, depth + 1)
        return kept
    return value


def offset(value: Any, path: str) -> int:
    """Return where the member at a path ("author/0/given") stood, as far down as is known.

    It is -1 where nothing is known, as in JSON.
    """
    found = -1
    for step in path.split("/") if path else ():
        if isinstance(value, dict):
            name = next((name for name in value if name == step), None)
            again = [pair[0] for pair in value.get(None, ()) if pair[0] == step]
            if again and name is None:
                name = again[-1]
            if name is None:
                break
            if isinstance(name, Leaf):
                found = name.at
            value = value.get(name)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
            first = value
            if isinstance(value, dict):
                first = next((name for name in value if name is not None), None)
            if isinstance(first, Leaf):
                found = first.at
        else:
            break
    return found
