"""What the program has to say about data: one value a finding, a report that collects them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bibconv.source import Source, Span

Severity = Literal["error", "warning", "info"]
# What a value without a place in the format written is: an error, a warning, nothing to tell.
LossPolicy = Literal["error", "warn", "ignore"]


class Doubt(NamedTuple):
    """A field that a person should check: its value and how sure it is (0 to 1).

    `line` and `column` say where the value is printed, 1-based and 0 where it is not.
    """

    field: str
    value: str
    confidence: float
    line: int = 0
    column: int = 0

    def as_text(self) -> str:
        """Return the doubt as people read it: `title? 'Ice hears' (0.55)`."""
        half = _SHOWN // 2
        value = self.value
        shown = value if len(value) <= _SHOWN else f"{value[:half]}…{value[-half:]}"
        return f"{self.field}? '{shown}' ({self.confidence:.2f})"


# Of a longer value its beginning and end are shown, where it may be cut wrongly; with less than
# half of a line of 100 columns for each, two doubts still fit on it.
_SHOWN = 48


class Diagnostic(NamedTuple):
    """One finding about data.

    `line` and `column` are 1-based and 0 where unknown; `path` ("#/3/issued") takes their place in
    tree formats. `code` is stable and kebab-case. `excerpt` is the whole line the finding is in.
    `doubts` are the fields of the record `key` that the finding asks to check. `new_key` is the key
    that stands for `key` in the output.
    """

    severity: Severity
    code: str
    message: str
    source: str = ""
    line: int = 0
    column: int = 0
    span: Span | None = None
    path: str = ""
    key: str = ""
    hint: str = ""
    excerpt: str = ""
    doubts: tuple[Doubt, ...] = ()
    new_key: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the finding as a JSON object without its empty members."""
        found: dict[str, object] = {
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
        }
        for name in ("source", "line", "column", "path", "key", "new_key", "hint", "excerpt"):
            if value := getattr(self, name):
                found[name] = value
        if self.span:
            found["span"] = list(self.span)
        if self.doubts:
            # Processors differ in the seventh digit, and nobody is surer than in the second.
            found["fields"] = [
                doubt._replace(confidence=round(doubt.confidence, 4))._asdict()
                for doubt in self.doubts
            ]
        return found

    def as_text(self) -> str:
        """Return the finding as people read it: place, message, line, caret, hint."""
        line = str(self.line or "")
        if line and not self.source:
            line = f"line {line}"
        place = ":".join(part for part in (self.source, line, str(self.column or "")) if part)
        if self.path:
            place = f"{place}{self.path}" if place else self.path
        head = f"{place}: " if place else ""
        key = f"{self.key}: " if self.key else ""
        text = printable(f"{head}{self.severity}[{self.code}] {key}{self.message}")
        if self.excerpt:
            excerpt, caret = _fit(self.excerpt, self.column)
            text += f"\n    {excerpt}"
            if caret >= 0:
                text += f"\n    {' ' * caret}^"
        if self.hint:
            text += f"\n    hint: {printable(self.hint)}"
        return text


def printable(text: str) -> str:
    """Return a text in one line without control characters.

    An escape sequence or a line feed in hostile input must not reach a terminal, where it could
    pass for a finding.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)


# Wider lines are cut round the caret; 100 columns is what most terminals show without a wrap.
_WIDTH = 100


def _fit(line: str, column: int) -> tuple[str, int]:
    """Return the part of a line to show and the caret's place in it, -1 for none."""
    line = printable(line)
    if column > len(line) + 1:
        # The place is not in what is shown of the line.
        column = 0
    if len(line) <= _WIDTH:
        return line.rstrip(), column - 1
    start = max(0, min(column - 1 - _WIDTH // 2, len(line) - _WIDTH))
    end = start + _WIDTH
    shown = ("…" if start else "") + line[start:end].rstrip() + ("…" if end < len(line) else "")
    return shown, column - 1 - start + bool(start) if column else -1


@dataclass(slots=True)
class Loss:
    """How often one variable found no place in the format written, and where first."""

    count: int
    first: str


class Place(NamedTuple):
    """Where a record was read: its key, source, and first line there (0 for unknown)."""

    key: str = ""
    source: str = ""
    line: int = 0


class Tally(NamedTuple):
    """How much of everything a report was told of; `to_check` counts records."""

    records: int = 0
    to_check: int = 0
    doubtful: int = 0
    lost: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sums of what several reports have counted."""
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))


@dataclass(slots=True)
class Report:
    """Collects findings; `sink` is called with each one as it comes.

    With `keep` off (a command that prints as it goes) nothing but counts and keys stays in memory.
    `grouped` makes one finding of all losses of one variable, for people; without it each is its
    own. `loss` says what a loss is. `records` counts the records read, `doubtful` those with a
    field to check, `lost` the values that found no place in the format written; `flagged` holds
    the keys of the records with a warning or an error of their own.
    """

    sink: Callable[[Diagnostic], None] | None = None
    keep: bool = True
    grouped: bool = True
    loss: LossPolicy = "warn"
    records: int = 0
    doubtful: int = 0
    lost: int = 0
    flagged: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    counts: dict[Severity, int] = field(
        default_factory=lambda: {"error": 0, "warning": 0, "info": 0}
    )
    losses: dict[tuple[str, str], Loss] = field(default_factory=dict)
    # The record that is being written.
    writing: Place = field(default_factory=Place)

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a finding."""
        if diagnostic.code == "lost":
            self.lost += 1
            self._add_loss(diagnostic)
        else:
            self._add(diagnostic)

    def lose(self, variable: str, target: str, where: str) -> None:
        """Note that `variable` of the record with the key `where` has no place in `target`."""
        self.lost += 1
        place = self.writing if self.writing.key == where else Place(where)
        if self.grouped:
            loss = self.losses.get((variable, target))
            if loss:
                loss.count += 1
            else:
                first = ":".join(filter(None, (place.source, str(place.line or ""))))
                self.losses[variable, target] = Loss(1, f"{first} {place.key}".strip())
        else:
            message = f"'{variable}' has no place in {target}"
            finding = Diagnostic(
                "warning", "lost", message, place.source, place.line, key=place.key
            )
            self._add_loss(finding)

    def lose_all(self, losses: Mapping[tuple[str, str], Loss]) -> None:
        """Take the losses that another report has grouped and not told; it has counted them."""
        for lost, loss in losses.items():
            known = self.losses.setdefault(lost, Loss(0, loss.first))
            known.count += loss.count

    def finish(self) -> None:
        """Turn the losses noted so far into one finding a variable."""
        for diagnostic in _grouped(self.losses):
            self._add_loss(diagnostic)
        self.losses.clear()

    def tally(self) -> Tally:
        """Return the counts."""
        counts = (self.counts[severity] for severity in ("error", "warning", "info"))
        return Tally(self.records, len(self.flagged), self.doubtful, self.lost, *counts)

    def _add_loss(self, diagnostic: Diagnostic) -> None:
        if self.loss == "error":
            diagnostic = diagnostic._replace(severity="error")
        if self.loss != "ignore":
            self._add(diagnostic)

    def _add(self, diagnostic: Diagnostic) -> None:
        self.counts[diagnostic.severity] += 1
        self.doubtful += bool(diagnostic.doubts)
        # A loss is the target's, not the record's: it is not for its author to check.
        if diagnostic.key and diagnostic.severity != "info" and diagnostic.code != "lost":
            self.flagged.add(diagnostic.key)
        if self.keep:
            self.diagnostics.append(diagnostic)
        if self.sink:
            self.sink(diagnostic)


def _grouped(losses: dict[tuple[str, str], Loss]) -> Iterator[Diagnostic]:
    for (variable, target), loss in losses.items():
        records = "1 record" if loss.count == 1 else f"{loss.count} records"
        first = f" (first: {loss.first})" if loss.first else ""
        yield Diagnostic(
            "warning", "lost", f"{records}: '{variable}' has no place in {target}{first}"
        )


def about_encoding(source: Source) -> Diagnostic | None:
    """Return what there is to say about a text's encoding: that it was guessed, or is faulty."""
    encoding = source.encoding
    if encoding.faulty:
        message = f"some bytes are not {encoding.name}; '\ufffd' stands in their place"
        hint = "--encoding names another encoding"
        return Diagnostic("error", "encoding-faulty", message, source=source.name, hint=hint)
    if not encoding.certain:
        message = f"not UTF-8; read as {encoding.name}"
        hint = "--encoding says which encoding it is"
        return Diagnostic("warning", "encoding-guessed", message, source=source.name, hint=hint)
    return None


class BibconvError(Exception):
    """A fault of the caller; its text says what to do. `hint` may add how."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(BibconvError):
    """An unknown format, style or option, or options that contradict each other."""


class InputError(BibconvError):
    """A file that cannot be opened, read or written."""
