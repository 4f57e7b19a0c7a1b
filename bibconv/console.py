"""What a command writes to stderr: findings, a progress line, the summary."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bibconv import output
from bibconv.diagnostics import BibconvError, Diagnostic, Report, UsageError, printable
from bibconv.format import Item

NOTHING_READ, USAGE, FILE, STRICT, INTERRUPTED = 1, 2, 3, 4, 130

# A progress line is for who waits: after 2 seconds, and not more often than the eye can follow.
_PATIENCE, _PAUSE = 2.0, 0.2

# What `--explain` asks for, and shows even under `--quiet`.
_ACCOUNT = frozenset(("taken", "passed-over"))


class Console:
    """Writes to stderr, and nothing more once nobody reads it.

    With `explain` people are also told what was taken as publications; in JSON they always are.
    """

    def __init__(self, as_json: bool = False, quiet: bool = False, explain: bool = False) -> None:
        self.as_json = as_json
        self._explain = explain
        self._quiet = quiet
        self._gone = False
        self._progress = False
        output.as_utf8(sys.stderr)

    def show(self, diagnostic: Diagnostic) -> None:
        """Show a finding."""
        of_account = diagnostic.code in _ACCOUNT and self._explain
        if self._quiet and diagnostic.severity != "error" and not of_account:
            return
        if diagnostic.code == "taken" and not (self._explain or self.as_json):
            return
        if self.as_json:
            self._print_json(diagnostic.as_json())
        else:
            self._print(diagnostic.as_text())

    def fault(self, error: BibconvError) -> int:
        """Show what the caller did wrong; return the exit code for it."""
        code = USAGE if isinstance(error, UsageError) else FILE
        kind = "usage" if code == USAGE else "file"
        if self.as_json:
            self.show(Diagnostic("error", kind, str(error), hint=error.hint))
        else:
            self._print(printable(f"bibconv: error: {error}"))
            if error.hint:
                self._print(printable(f"    hint: {error.hint}"))
        return code

    def internal(self, error: Exception) -> int:
        """Show a fault of the program itself; return the exit code for it."""
        message = f"fault in bibconv itself ({type(error).__name__}: {error})"
        hint = "run it again with --debug and report what it prints"
        if self.as_json:
            self.show(Diagnostic("error", "internal", message, hint=hint))
        else:
            self._print(printable(f"bibconv: {message}; {hint}"))
        return NOTHING_READ

    def summary(self, reports: Sequence[Report], code: int) -> None:
        """Show how many records there were, and how many of them to check."""
        records = sum(report.records for report in reports)
        to_check = sum(len(report.flagged) for report in reports)
        if self._quiet:
            return
        if self.as_json:
            counts = sum((Counter(report.counts) for report in reports), Counter())
            self._print_json(
                {"records": records, "to_check": to_check, "exit": code}
                | {f"{severity}s": counts[severity] for severity in ("error", "warning", "info")}
            )
        else:
            self._print(f"{records} record{'s' * (records != 1)}, {to_check} to check")

    def watched(self, items: Iterable[Item], report: Report) -> Iterator[Item]:
        """Yield the items, with a progress line if they take long and stderr is a terminal."""
        if self._quiet or self.as_json or not sys.stderr.isatty():
            yield from items
            return
        due = time.monotonic() + _PATIENCE
        for item in items:
            if time.monotonic() >= due:
                due = time.monotonic() + _PAUSE
                self._progress = True
                self._write(f"\r{report.records} records …")
            yield item
        self._clear()

    def _print_json(self, found: Mapping[str, object]) -> None:
        self._print(json.dumps(found, ensure_ascii=False))

    def _print(self, text: str) -> None:
        self._clear()
        self._write(f"{text}\n")

    def _clear(self) -> None:
        if self._progress:
            self._progress = False
            # ECMA-48: back to the line's start, erase the line.
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        if self._gone:
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except BrokenPipeError:
            # Nobody listens any more; the output is still wanted.
            self._gone = True
