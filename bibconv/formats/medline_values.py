"""What MEDLINE prints in its own way, in lines and in XML: titles and the ends of abstracts."""

from __future__ import annotations

import re


def bare_title(text: str) -> str:
    """Return a title without the full stop that MEDLINE puts behind each."""
    ends = text.endswith(".") and len(text) > 1 and not _ABBREVIATED.search(text)
    return text[:-1] if ends else text


def is_missing(title: str) -> bool:
    """Tell whether a title is MEDLINE's word for a title that nobody has translated."""
    return title.rstrip(".").casefold() == "[not available]"


def without_copyright(abstract: str) -> tuple[str, str]:
    """Return an abstract, and the statement of copyright that older records have at its end."""
    match = _COPYRIGHT.search(abstract)
    if not match or not match.start():
        return abstract, ""
    return abstract[: match.start()], match["statement"]


# "in the U.S.A.", "and so on..."
_ABBREVIATED = re.compile(r"(?:\b\w\.|\.\.)\w?\.$|\.\.$")
# "Copyright (c) 2010 Elsevier Ltd. All rights reserved."; only behind a sentence "(c) 2004
# Wiley-Liss, Inc.", which may be the third of three things, and "Copyright The Authors, 2011."
_COPYRIGHT = re.compile(
    r"\s(?P<statement>(?:Copyright(?: ?(?:\(c\)|©))? ?\d{4}\b"
    r"|(?<=[.!?)] )(?:(?:\(c\)|©) ?\d{4}\b"
    r"|Copyright(?: ?(?:\(c\)|©))? (?:The Authors?\b|[^.]{1,80}\b(?:19|20)\d\d\b)))"
    r".{0,300})\Z",
    re.DOTALL,
)
