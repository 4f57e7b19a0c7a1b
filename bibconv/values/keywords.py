"""Keywords: many words of a source, one text of a record, and back."""

from __future__ import annotations

from collections.abc import Iterable


def joined(words: Iterable[str]) -> str:
    """Return keywords as one text: `a, b`, and `a, b; c` where one of them has a comma."""
    listed = list(dict.fromkeys(word for word in words if word))
    sign = "; " if any("," in word for word in listed) else ", "
    return sign.join(listed)


def cut(text: str, sign: str = "") -> list[str]:
    """Return the keywords in a text, cut at `sign` or at what stands between them."""
    sign = sign or (";" if ";" in text else ",")
    words = (word.strip(" \t\n\u00a0,;") for word in text.split(sign))
    return [word for word in words if word]
