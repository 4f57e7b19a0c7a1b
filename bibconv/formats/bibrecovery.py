"""Broken BibTeX entries: what can still be read of them, and what had to be assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.formats.bibentry import FIELD, NAME, PLAIN_BRACES, QUOTE, closing, short
from bibconv.source import Span

# The next field or the end of the entry, seen from inside a value that was never closed.
_NEXT_FIELD = re.compile(r",?[ \t]*\n\s*(?=[A-Za-z][\w:+-]*\s*=\s*[\"{\w]|[})][ \t]*(?:\n|\Z))")
_SPACE = re.compile(r"[\s,]*")
# ", note = {": a field behind the end of its entry.
GOES_ON = re.compile(r"[\s,]*+([A-Za-z][\w:+-]*+)\s*+=\s*+[{\"\w]")


class Recovery:
    """A second, forgiving pass over one broken entry; braces count as BibTeX counts them."""

    def __init__(self, text: str, span: Span, start: re.Match[str]) -> None:
        self.text = text
        self.limit = span.end
        self.close = "}" if start[2] == "{" else ")"
        self.faults: list[tuple[int, str]] = []
        self.lost_quote = False
        self.pairs: dict[int, int] = {}
        opened: list[int] = []
        for brace in PLAIN_BRACES.finditer(text, start.end(), span.end):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                self.pairs[opened.pop()] = brace.start()
        match = re.compile(r"\s*([^\s,{}\"=]*)[ \t]*").match(text, start.end(), span.end)
        self.key = match[1] if match else ""
        self.at = match.end() if match else start.end()
        if text.startswith("=", self.at):
            # "@book{title = {…}}": the first word was a field.
            self.at, self.key = start.end(), ""
        self.end = self.at

    def fields(self) -> Iterator[tuple[str, str, Span]]:
        text, limit = self.text, self.limit
        while True:
            comma = _SPACE.match(text, self.at, limit)
            at = comma.end() if comma else self.at
            if at >= limit:
                self.faults.append((self.end, f"no '{self.close}' closes it"))
                self.end = limit
                return
            if text[at] == self.close:
                if (more := GOES_ON.match(text, at + 1, limit)) and text.find(
                    "}", at + 1, limit
                ) > 0:
                    message = f"a '{self.close}' too many stands before '{more[1]}'"
                    self.faults.append((at, message))
                    self.at = at + 1
                    continue
                self.end = at + 1
                return
            match = FIELD.match(text, at, limit)
            if not match:
                self.at = self.end = self._skip(at)
                continue
            if "," not in text[self.at : at]:
                self.faults.append((at, f"a comma was assumed before '{match[1]}'"))
            end = self._value_end(match.end(), match[1])
            yield match[1], text[match.end() : end].strip(), Span(at, end)
            self.at = self.end = end

    def _skip(self, at: int) -> int:
        """Return the place after what is neither a field nor the end: up to a comma or line end."""
        match = re.compile(r"[,\n]").search(self.text, at, self.limit)
        end = match.start() if match else self.limit
        closing = self.text.rfind(self.close, at, end)
        if closing > at and not self.text[closing + 1 : end].strip():
            end = closing
        self.faults.append((at, f"not a field: {short(self.text[at:end])}"))
        return max(end, at + 1)

    def _closed(self, at: int) -> int:
        """Return where the brace or quotation mark at `at` closes, -1 for nowhere."""
        if self.text[at] == "{":
            return self.pairs.get(at, -1)
        limit = self.limit
        if self.lost_quote:
            # One mark without a partner is enough to look no further than the line.
            end = self.text.find("\n", at, limit)
            limit = limit if end < 0 else end
        end = closing(self.text, at, QUOTE, limit)
        self.lost_quote = self.lost_quote or end < 0
        return end

    def _value_end(self, at: int, name: str) -> int:
        text, limit = self.text, self.limit
        while at < limit:
            char = text[at]
            if char in '{"':
                end = self._closed(at)
                following = _NEXT_FIELD.search(text, at + 1, limit if end < 0 else end)
                if following:
                    self.faults.append(
                        (at, f"'{'}' if char == '{' else char}' was assumed at the end of '{name}'")
                    )
                    return following.start()
                if end < 0:
                    end = _line_end(text, at, limit)
                    self.faults.append((at, f"the value of '{name}' is never closed"))
                    return end
                at = end + 1
            else:
                match = NAME.match(text, at, limit)
                if not match:
                    return at
                at = match.end()
            more = re.compile(r"\s*#\s*").match(text, at, limit)
            if not more:
                return at
            at = more.end()
        return limit


def _line_end(text: str, at: int, limit: int) -> int:
    end = limit
    while end > at + 1 and text[end - 1] in " \t\n,})":
        end -= 1
    return end
