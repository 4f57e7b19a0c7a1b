"""Which languages citations can be written in: the locales that come with citeproc-py."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path

from bibconv.diagnostics import UsageError


def check_locale(name: str) -> None:
    """Raise UsageError, with near names, for a language that there is no locale of.

    A dialect without one (`de-LU`) takes its language's: CSL 1.0.2, "Locale Fallback".
    """
    known = locales()
    if name.split("-")[0] not in {tag.split("-")[0] for tag in known}:
        near = difflib.get_close_matches(name.replace("_", "-"), known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
        raise UsageError(f"unknown locale '{name}'", hint)


def locales() -> list[str]:
    """Return the names of all locales: `de-DE`, `fr-CA`, …"""
    # Found without importing the package, which costs a fifth of a second.
    spec = importlib.util.find_spec("citeproc")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent / "data" / "locales"
    return sorted(file.stem.removeprefix("locales-") for file in folder.glob("locales-*.xml"))
