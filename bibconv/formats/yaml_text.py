"""Writes values as YAML that every reader takes for the same texts, whether of YAML 1.1 or 1.2.

A small writer instead of PyYAML's: that one leaves plain what only other readers take for numbers,
dates or truth values, and it cannot stream.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any


def member(name: str, value: Any, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a member of a mapping: any value that JSON has."""
    pad = " " * indent
    shown = scalar(name)
    # YAML 1.1, section 9.2: a key in one line with its colon has no more than 1024 characters.
    head = f"{pad}{shown}:" if len(shown) <= _LONGEST_KEY else f"{pad}? {shown}\n{pad}:"
    if _is_block(value, indent):
        yield f"{head}\n"
        yield from block(value, indent + _STEP)
    else:
        yield f"{head} {_flow(value)}\n"


def block(value: Any, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping or list, with that many blanks before each."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from member(name, inner, indent)
        return
    pad = " " * indent
    for inner in value:
        if not _is_block(inner, indent):
            yield f"{pad}- {_flow(inner)}\n"
            continue
        lines = block(inner, indent + _STEP)
        # The first line of what an item holds stands beside its hyphen.
        yield f"{pad}- {next(lines)[indent + _STEP :]}"
        yield from lines


def scalar(text: str) -> str:
    """Return a text as a scalar: plain where no reader takes it for anything else, else quoted."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return _quoted(json.dumps(text, ensure_ascii=False))


_STEP = 2
_LONGEST_KEY = 512
# Deeper values are written in one line, so that no depth is too much for Python.
_DEEPEST = 40
# "Journal of Cold Systems", "Kim, A.", "cs.LG"; no digit, sign or blank at its beginning, nothing
# that could be a comment or a key, no blank at its end.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;()/+&'’–-]*[\w.,;()/+&'’–-])?")
# YAML 1.1's truth values and null, and those of JSON and TOML that some readers know.
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())
# What may not stand in YAML as it is, or is a line end there and not in JSON, and half of a UTF-16
# pair.
_ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001fffe\U0001ffff]"
)


def _is_block(value: Any, indent: int) -> bool:
    if not value or not isinstance(value, Mapping | list) or indent >= _DEEPEST * _STEP:
        return False
    # Date parts, `[[2019, 5], [2020]]`, are read more easily in one line.
    return isinstance(value, Mapping) or not _is_numeric(value)


def _is_numeric(value: list[Any], depth: int = 0) -> bool:
    return depth < _DEEPEST and all(
        isinstance(one, int | float) or (isinstance(one, list) and _is_numeric(one, depth + 1))
        for one in value
    )


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, float):
        # YAML 1.1 has no number with an exponent and without a point.
        text = json.dumps(value, allow_nan=False)
        return text if "." in text else text.replace("e", ".0e")
    if isinstance(value, list) and _is_numeric(value):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return _quoted(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _quoted(text: str) -> str:
    """Return JSON as YAML: the same but for the characters that YAML wants escaped."""
    return text if text.isascii() and "\x7f" not in text else _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
