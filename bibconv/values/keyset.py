"""A set of texts in a fraction of the memory of Python's, for the keys of large bibliographies."""

from __future__ import annotations

from array import array

_FIRST = 1 << 10


class KeySet:
    """Texts by their hashes of 64 bits, each in the first free place from where it belongs.

    Two of a million texts have one hash in one of 37 million runs: Python's hashes are seeded anew
    for each, so nobody can choose such texts. The second would be taken for the first.
    """

    __slots__ = ("_count", "_last", "_mask", "_table")

    def __init__(self) -> None:
        self._table = array("q", bytes(8 * _FIRST))
        self._mask = _FIRST - 1
        self._count = 0
        # Who has added a text often adds it again at once.
        self._last: str | None = None

    def add(self, text: str) -> bool:
        """Add a text; return whether it was not there yet."""
        if text == self._last:
            return False
        self._last = text
        # 0 is a free place.
        mark = hash(text) or 1
        table, mask = self._table, self._mask
        at = mark & mask
        while held := table[at]:
            if held == mark:
                return False
            at = (at + 1) & mask
        table[at] = mark
        self._count += 1
        if 3 * self._count > 2 * mask:
            self._grow()
        return True

    def __contains__(self, text: str) -> bool:
        mark = hash(text) or 1
        at = mark & self._mask
        while held := self._table[at]:
            if held == mark:
                return True
            at = (at + 1) & self._mask
        return False

    def _grow(self) -> None:
        size = 2 * len(self._table)
        table, mask = array("q", bytes(8 * size)), size - 1
        for mark in self._table:
            if mark:
                at = mark & mask
                while table[at]:
                    at = (at + 1) & mask
                table[at] = mark
        self._table, self._mask = table, mask
