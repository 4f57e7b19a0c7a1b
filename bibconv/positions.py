"""Lines and columns in a text that comes in windows and is forgotten from its beginning on."""

from __future__ import annotations

import io
from array import array
from bisect import bisect_right
from itertools import accumulate, islice

# Windows whose lines are not noted yet; readers are done with most of them before that.
_MOST_PENDING = 4


class Positions:
    """The places of a text's lines, as far as it has been read and is not forgotten.

    Most places are asked for in their order: line feeds are counted up to them. Only who goes back
    makes this class note where each line begins.
    """

    def __init__(self) -> None:
        # Offsets at which lines begin, up to the offset before which all are noted.
        self._begins = array("Q", [0])
        self._noted = 0
        self._forgotten = 0
        self._pending: list[tuple[int, str]] = []
        # Up to where line feeds are counted, and the line there: its number and its offset.
        self._counted = 0
        self._line = 1
        self._begin = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is forgotten."""
        return not self._forgotten

    def enter(self, offset: int, text: str) -> None:
        """Take the next window, or one that has been read before."""
        if offset < self._end or not text:
            return
        if len(self._pending) == _MOST_PENDING:
            self._note()
        if not self._pending:
            self._begin_to_count()
        self._pending.append((offset, text))

    def forget(self, offset: int) -> None:
        """Drop what is known of the lines before the one at `offset`; their places are 0, 0 now."""
        while self._pending:
            start, text = self._pending[0]
            end = start + len(text)
            if end > offset:
                break
            del self._pending[0]
            self._forgotten += len(self._begins) - 1 + text.count("\n")
            begin = text.rfind("\n") + 1
            self._begins = array("Q", [start + begin if begin else self._begins[-1]])
            self._noted = end
        done = bisect_right(self._begins, offset) - 1
        if done > 0:
            del self._begins[:done]
            self._forgotten += done
        if self._counted < self._noted:
            self._begin_to_count()

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset in the text read so far."""
        if self._pending and self._counted <= offset <= self._end:
            self._count(offset)
            return self._line, offset - self._begin + 1
        self._note()
        line = bisect_right(self._begins, offset)
        if not line:
            return 0, 0
        return self._forgotten + line, offset - self._begins[line - 1] + 1

    @property
    def _end(self) -> int:
        if not self._pending:
            return self._noted
        start, text = self._pending[-1]
        return start + len(text)

    def _begin_to_count(self) -> None:
        """Count from where all lines are noted."""
        self._counted = self._noted
        self._line = self._forgotten + len(self._begins)
        self._begin = self._begins[-1]

    def _count(self, offset: int) -> None:
        for start, text in self._pending:
            since, until = max(0, self._counted - start), min(len(text), offset - start)
            if since < until and (count := text.count("\n", since, until)):
                self._line += count
                self._begin = start + text.rfind("\n", since, until) + 1
        self._counted = offset

    def _note(self) -> None:
        """Note where the lines of the windows begin that are pending."""
        for start, text in self._pending:
            ends = accumulate(map(len, io.StringIO(text, newline="\n")), initial=start)
            self._begins.extend(islice(ends, 1, None))
            if not text.endswith("\n"):
                # The line goes on in the next window.
                self._begins.pop()
            self._noted = start + len(text)
        self._pending.clear()
