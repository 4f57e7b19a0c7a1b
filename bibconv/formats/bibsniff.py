"""Whether a text is BibTeX, and whether it speaks BibLaTeX; light, for every file is asked."""

from __future__ import annotations

import re


def looks_like_bib(head: str) -> bool:
    """Tell whether text has a BibTeX entry at the beginning of a line."""
    return _ENTRY_LINE.search(head) is not None


def is_biblatex(head: str) -> bool:
    """Tell whether a file of entries speaks biblatex: its fields or types, but not BibTeX's."""
    return _BIBLATEX.search(head) is not None


# "date = {2010}", "journaltitle=", "@online{"; not `journal` or `year`, which both have.
_BIBLATEX = re.compile(
    r"^[ \t]*(?:@(?:online|thesis|report|collection|mv[a-z]+|inreference|reference|xdata|dataset"
    r"|suppbook|bookinbook|artwork|video|audio|letter)[ \t]*[{(]"
    r"|(?:date|journaltitle|location|maintitle|langid|shortjournal|eventdate|origdate|pubstate"
    r"|eventtitle|journalsubtitle)[ \t]*=)",
    re.MULTILINE | re.IGNORECASE,
)
# "@article{key,", "@book(key,", "@string{name =", "@comment{", "@preamble{"
_ENTRY_LINE = re.compile(
    r"^[ \t]*@(?:(?:comment|preamble)[ \t]*[{(]|string[ \t]*[{(]\s*[^\s={}]+\s*="
    r"|[a-z]+[ \t]*[{(][ \t\n]*[^\s=,{}()\"]*\s*(?:,|\}))",
    re.MULTILINE | re.IGNORECASE,
)
