"""The templates of `training.layouts` by type of record, from `templates.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("templates.toml").read_text("utf-8")
)


def _whole(template: str) -> str:
    """Return a template with its pieces in their places: `$END`, `$EDS`."""
    return re.sub(r"\$([A-Z]+)", lambda found: str(_TABLE["pieces"][found[1]]), template)


_GROUPS = {
    name: tuple(_whole(template) for template in templates)
    for name, templates in _TABLE["templates"].items()
}

GENERAL = _GROUPS["general"]
OF_TYPE = {kind: _GROUPS[group] for kind, group in _TABLE["types"].items()}
