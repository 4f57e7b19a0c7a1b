"""Tells CSL-JSON from other JSON, and a file of one item a line from a list of items."""

from __future__ import annotations

import json
import re

from bibconv.variables import ITEM_TYPES


def is_csl(head: str) -> bool:
    """Tell whether a text is JSON with a CSL type, or with CSL's date parts, in it."""
    start = head.lstrip("\ufeff \t\r\n")[:1]
    if start not in ("[", "{") or any(mark in head for mark in _OTHER_JSON):
        return False
    types = (match[1] for match in _TYPE.finditer(head))
    return '"date-parts"' in head or any(found in ITEM_TYPES for found in types)


def is_lines(head: str) -> bool:
    """Tell whether a text is JSON Lines: a whole object in its first line, another one behind."""
    first, _, rest = head.lstrip("\ufeff \t\r\n").partition("\n")
    if not first.startswith("{") or not rest.lstrip().startswith("{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


# Members by which other JSON formats are known: schema.org and CodeMeta, Crossref, OpenAlex.
_OTHER_JSON = ('"@context"', '"message-type"', "openalex.org")
# '"type": "article-journal"'
_TYPE = re.compile(r'"type"\s*:\s*"([\w-]{1,40})"')
