"""Commands that a LaTeX document defines for itself, such as its owner's name."""

from __future__ import annotations

import re

# "\newcommand{\me}{\textbf{S.~Brekke}}", "\def\me{Brekke, S.}"; what takes arguments is left alone.
_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?\\(?P<name>[A-Za-z]{1,40})\}?\s*(?=\{)"
    r"|\\def\s*\\(?P<defined>[A-Za-z]{1,40})\s*(?=\{)"
)
# A name in three commands has 60 characters; longer ones are layout.
_LONGEST, _MOST = 200, 100


def macros_of(text: str) -> dict[str, str]:
    """Return what commands without arguments stand for, by name."""
    found: dict[str, str] = {}
    if "\\newcommand" not in text and "\\def" not in text and "\\providecommand" not in text:
        return found
    for match in _DEFINED.finditer(text):
        body = _group(text, match.end())
        if body is not None and "#" not in body and len(found) < _MOST:
            found[match["name"] or match["defined"]] = body
    return found


def _group(text: str, start: int) -> str | None:
    """Return what stands between the brace at `start` and its partner, None for too much."""
    depth = 0
    for at in range(start, min(start + _LONGEST, len(text))):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return text[start + 1 : at]
    return None
