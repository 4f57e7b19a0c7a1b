"""One pass over BibTeX entries that are well formed: raw fields, and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple


class WellFormed(NamedTuple):
    """An entry that one pass has read; `kind` is in lower case.

    Of a field's match, group 1 is the name, 2 the value with delimiters, 3 what one pair of braces
    holds: None where the value is anything else.
    """

    kind: str
    key: str
    fields: list[re.Match[str]]
    start: int
    end: int


def well_formed(text: str, at: int = 0) -> tuple[list[WellFormed], int]:
    """Return the well-formed entries that follow one another from `at` on, and where they end.

    Only white space may stand between them. Offsets in the entries are those of `text`.
    """
    found: list[WellFormed] = []
    while head := _HEAD.match(text, at):
        fields: list[re.Match[str]] = []
        following = _FIELD.scanner(text, head.end()).match  # type: ignore[attr-defined]
        while match := following():
            fields.append(match)
            if match.lastindex > _VALUE:
                break
        else:
            break
        at = match.end()
        key = head[2].strip()
        found.append(_new(WellFormed, (head[1].lower(), key, fields, head.start(1) - 1, at)))
    return found, at


_new = tuple.__new__


def _braced(depth: int) -> str:
    deeper = f"|{_braced(depth - 1)}" if depth else ""
    return rf"\{{(?:{_INSIDE}{deeper})*+\}}"


# Signs within a value. A backslash takes the meaning of the brace behind it; where two or more
# stand before one, bibtexparser and BibTeX count differently. "@x{" may begin an entry.
_INSIDE = r"[^{}\\@]++|\\(?!\\)[{}]?+|\\{2,}+(?![{}])|@(?!\w*+[ \t]*+[{(])"
# "a {\"} b": between quotation marks bibtexparser counts no braces, and passes over {"}.
_QUOTED = r'"(?:[^"\\@]++|\\++"?+|@(?!\w*+[ \t]*+[{(]))*+(?<!\{)"'
# How deep braces are looked into: "{The {DNA} of {\'E}cole {\em {X}}}" is 3 deep. What is deeper is
# bibtexparser's, which counts.
_DEPTH = 4
_PIECE = rf"(?:{_braced(_DEPTH)}|{_QUOTED}|[^\s{{}}\",=\\@#]++)"
# "\n@article{key,"
_HEAD = re.compile(
    r"\s*+@(?!(?i:comment|preamble|string))(\w++)[ \t]*+\{([^{}\",=\\@]*+),"
)  # fmt: skip
# The groups of a field that are not its entry's end.
_VALUE = 3
# "title = {A {B}},", "month = "10~" # jan }": name, value, what its braces hold, the entry's end
_FIELD = re.compile(
    r"\s*+([^\s{}\",=\\@]++)\s*+=\s*+"
    rf"(\{{([^{{}}\\@]*+(?:{_INSIDE}|{_braced(_DEPTH - 1)})*+)\}}(?=\s*+[,}}])"
    rf"|{_PIECE}(?:\s*+\#\s*+{_PIECE})*+)"
    r"\s*+(?:,\s*+(\})?+|(\}))"
)
