"""What real lists do to references: numbering, addenda, LaTeX remains, and what scanning costs."""

from __future__ import annotations

import re
from random import Random

from bibconv.record import Record


def damaged(text: str, record: Record, rng: Random) -> str:
    """Return a marked reference as a real list may have it."""
    return text


def latex_italics(text: str) -> str:
    """Return Markdown's italics and bold as LaTeX's."""
    text = re.sub(r"\*\*([^*]{1,400})\*\*", r"\\textbf{\1}", text)
    return re.sub(r"\*([^*]{1,400})\*", r"\\textit{\1}", text)
