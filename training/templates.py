"""The templates of `training.layouts` by type of record: of lists, and of CVs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_LISTS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("templates.toml").read_text("utf-8")
)
_CVS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("cv.toml").read_text("utf-8"))


def _groups(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the templates of a table with its pieces in their places: `$END`, `$EDS`."""
    pieces = _LISTS["pieces"] | table["pieces"]
    return {
        name: tuple(
            re.sub(r"\$([A-Z]+)", lambda found: str(pieces[found[1]]), template)
            for template in templates
        )
        for name, templates in table["templates"].items()
    }


_OF_LISTS, _OF_CVS = _groups(_LISTS), _groups(_CVS)

GENERAL = _OF_LISTS["general"]
OF_TYPE = {kind: _OF_LISTS[group] for kind, group in _LISTS["types"].items()}
# What a CV prints of its owner's works: titles first, the owner unsaid.
IN_CV = {kind: _OF_CVS[group] for kind, group in _LISTS["types"].items()}
