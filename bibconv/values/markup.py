"""The one rich text inside records: CSL's HTML-like tags in otherwise plain strings.

Source: CSL-JSON's "HTML-like formatting tags within fields" (citeproc-js manual): `<i>`, `<b>`,
`<sup>`, `<sub>`, `<span style="font-variant:small-caps;">` and `<span class="nocase">`. Anything
else that looks like a tag is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Tag = Literal["i", "b", "sup", "sub", "sc", "nocase"]

OPEN: dict[Tag, str] = {
    "i": "<i>",
    "b": "<b>",
    "sup": "<sup>",
    "sub": "<sub>",
    "sc": '<span style="font-variant:small-caps;">',
    "nocase": '<span class="nocase">',
}
CLOSE: dict[Tag, str] = {
    "i": "</i>",
    "b": "</b>",
    "sup": "</sup>",
    "sub": "</sub>",
    "sc": "</span>",
    "nocase": "</span>",
}

# "<i>", "</sup>", '<span class="nocase">', '<span style="font-variant: small-caps">', "<sc>"
_TAG = re.compile(
    r"""<(?P<close>/)?(?:(?P<name>i|b|sup|sub|sc)
        |span(?:\ +class=["'](?P<nocase>nocase)["']
               |\ +style=["']font-variant:\ ?(?P<caps>small-caps);?["'])?)\ *>""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A run of text (`tag` is None), or the place where `tag` opens or closes."""

    text: str
    tag: Tag | None = None
    closes: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Split rich text at its tags; what is not balanced comes out as text."""
    if "<" not in text:
        if text:
            yield Piece(text)
        return
    found = _balanced(text)
    at = 0
    for match, tag, closes in found:
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(match[0], tag, closes)
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def plain(text: str) -> str:
    """Return rich text without its tags."""
    if "<" not in text:
        return text
    return "".join(piece.text for piece in pieces(text) if piece.tag is None)


def wrap(text: str, tag: Tag) -> str:
    """Return `text` inside `tag`."""
    return f"{OPEN[tag]}{text}{CLOSE[tag]}"


def _balanced(text: str) -> list[tuple[re.Match[str], Tag, bool]]:
    """Return the tags that have their partner, in order."""
    open_tags: list[tuple[re.Match[str], Tag]] = []
    found: list[tuple[re.Match[str], Tag, bool]] = []
    for match in _TAG.finditer(text):
        if not match["close"]:
            if tag := _opened(match):
                open_tags.append((match, tag))
            continue
        name = match["name"]
        if not open_tags:
            continue
        opener, tag = open_tags[-1]
        # `</span>` closes whichever span is open; the others name what they close.
        if tag == name or (not name and tag in ("sc", "nocase") and opener["name"] != "sc"):
            open_tags.pop()
            found += [(opener, tag, False), (match, tag, True)]
    return sorted(found, key=lambda item: item[0].start())


def _opened(match: re.Match[str]) -> Tag | None:
    if match["nocase"]:
        return "nocase"
    if match["caps"]:
        return "sc"
    name = match["name"]
    return name if name in OPEN else None
