"""Why a document cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """A fault of a document, as a finding says it; it does not leave the package."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
