"""What has no field in a .bib file, in fields named for its home: `ris-m3`, `csl-source`.

BibTeX and biber pass over fields that they do not know, and these are read back.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.variables import DATE_VARS, NAME_VARS, TEXT_VARS

# BibTeX has no case, so only formats are carried whose tags have none either.
_SPACES: Final = ("ris", "nbib", "isi")
# "M3", "PHST"
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,3}")
# "ris-m3", "ris-m3-2": the second value of a tag
_TAG_FIELD = re.compile(rf"({'|'.join(_SPACES)})-([a-z][a-z0-9]{{1,3}})(?:-[1-9]\d{{0,3}})?")
_VARIABLES: Final = {
    f"csl-{name.lower()}": name for name in sorted(TEXT_VARS | NAME_VARS | DATE_VARS)
}


def field_of(variable: str) -> str:
    """Return the field that carries a variable."""
    return f"csl-{variable.lower()}"


def variable_of(field: str) -> str:
    """Return the variable that a field carries, "" for any other field."""
    return _VARIABLES.get(field, "")


def fields_of(key: str, count: int) -> list[str]:
    """Return the fields for the values of a key of `Record.extra`, none where it is not carried."""
    space, _, tag = key.partition(":")
    if space not in _SPACES or not _TAG.fullmatch(tag):
        return []
    name = f"{space}-{tag.lower()}"
    return [name, *(f"{name}-{at}" for at in range(2, count + 1))]


def key_of(field: str) -> str:
    """Return the key of `Record.extra` that a field carries, "" for any other field."""
    match = _TAG_FIELD.fullmatch(field)
    return f"{match[1]}:{match[2].upper()}" if match else ""
