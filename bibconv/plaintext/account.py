"""The account of a text: which parts were taken as publications, which were passed over and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bibconv.diagnostics import Diagnostic
from bibconv.plaintext.sections import Section
from bibconv.source import Source, Span

# The codes of the findings that make the account.
TAKEN, PASSED = "taken", "passed-over"


@dataclass(slots=True)
class Account:
    """Collects what became of each part of a text, in any order."""

    _parts: list[_Part] = field(default_factory=list)

    def pass_over(self, start: int, end: int, why: str) -> None:
        """Note that a range was passed over."""
        before = self._parts[-1] if self._parts else None
        # Paragraphs one behind the other for one reason are one finding.
        near = before and not before.records and 0 <= start - before.end <= _APART
        if before and near and before.why == why:
            before.end = end
        else:
            self._parts.append(_Part(start, end, why))

    def pass_section(self, section: Section, why: str) -> None:
        """Note that all of a section was passed over."""
        shown = [line for line in section.lines if not line.blank]
        if shown:
            end = shown[-1].start + len(shown[-1].text)
            self.pass_over(shown[0].start, end, f"{_named(section)}{why}")

    def take(self, section: Section, spans: list[Span]) -> None:
        """Note that the entries at some spans were taken as publications."""
        if spans:
            records = f"{len(spans)} record{'s' * (len(spans) != 1)}"
            told = f", {section.type} by the heading" if section.type else ""
            start, end = min(span.start for span in spans), max(span.end for span in spans)
            what = f"{_named(section)}{records}{told}"
            self._parts.append(_Part(start, end, what, len(spans)))

    def findings(self, source: Source) -> Iterator[Diagnostic]:
        """Yield one finding a part, in the order of the text."""
        for part in sorted(self._parts, key=lambda one: (one.start, -one.records)):
            first, last = source.position(part.start)[0], source.position(part.end)[0]
            lines = f"line {first}" if first == last else f"lines {first}-{last}"
            code, became = (TAKEN, "taken") if part.records else (PASSED, "passed over")
            yield Diagnostic(
                "info",
                code,
                f"{lines} {became}, {part.why}",
                source=source.name,
                line=first,
                span=Span(part.start, part.end),
            )


@dataclass(slots=True)
class _Part:
    """A range of the source and what became of it; `records` is 0 where it was passed over."""

    start: int
    end: int
    why: str
    records: int = 0


# Between two paragraphs stand a blank line and perhaps a bullet.
_APART = 4


def _named(section: Section) -> str:
    return f"“{section.heading}”: " if section.heading else ""
