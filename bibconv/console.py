"""What a command writes to stderr: findings, a progress line, the summary."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from bibconv import output
from bibconv.diagnostics import BibconvError, Diagnostic, Report, Tally, UsageError, printable
from bibconv.format import Item
from bibconv.streams import FILE

NOTHING_READ, USAGE, STRICT, INTERRUPTED = 1, 2, 4, 130

# A progress line is for who waits: after 2 seconds, and not more often than the eye can follow.
_PATIENCE, _PAUSE = 2.0, 0.2
# Columns of a progress bar: with the numbers behind it, it fits into 80.
_BAR = 30

# What `--explain` asks for, and shows even under `--quiet`.
_ACCOUNT = frozenset(("taken", "passed-over"))


class Files(NamedTuple):
    """How many files there are, and what has become of how many of them."""

    files: int
    written: int = 0
    kept: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """How many are behind us."""
        return self.written + self.kept + self.failed

    def with_one(self, failed: bool, kept: bool) -> Files:
        """Return the counts with one file more."""
        return self._replace(
            written=self.written + (not failed and not kept),
            kept=self.kept + kept,
            failed=self.failed + (failed and not kept),
        )

    def as_text(self) -> str:
        """Return the counts as people read them: "200 files: 198 written, 2 failed"."""
        said = [f"{self.written} written"]
        said += [f"{self.kept} unchanged"] if self.kept else []
        said += [f"{self.failed} failed"] if self.failed else []
        return f"{self.files} file{'s' * (self.files != 1)}: {', '.join(said)}"


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
        self._due = time.monotonic() + _PATIENCE
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

    def internal(self, error: Exception, file: str = "") -> int:
        """Show a fault of the program itself; return the exit code for it."""
        with_file = f"with {file} " if file else ""
        message = f"fault in bibconv itself {with_file}({type(error).__name__}: {error})"
        hint = "run it again with --debug and report what it prints"
        if self.as_json:
            self.show(Diagnostic("error", "internal", message, hint=hint))
        else:
            self._print(printable(f"bibconv: {message}; {hint}"))
        return NOTHING_READ

    def summary(self, counts: Tally, code: int, files: Files | None = None) -> None:
        """Show how many records there were, and how many of them to check."""
        if self._quiet:
            return
        if self.as_json:
            told: dict[str, int] = {"records": counts.records, "to_check": counts.to_check}
            rest = ("errors", "warnings", "infos", "lost")
            told |= {"exit": code} | {name: getattr(counts, name) for name in rest}
            self._print_json(told | (files._asdict() if files else {}))
        else:
            records = f"{counts.records} record{'s' * (counts.records != 1)}"
            behind = f"; {files.as_text()}" if files else ""
            self._print(f"{records}, {counts.to_check} to check{behind}")

    def interrupted(self, files: Files) -> None:
        """Show how far a run over many files has come."""
        if not self.as_json and not self._quiet:
            self._print(f"interrupted, {files.done} of {files.as_text()}; --resume does the rest")

    def watched(self, items: Iterable[Item], report: Report) -> Iterator[Item]:
        """Yield the items, with a progress line if they take long and stderr is a terminal."""
        if not self._shows_progress():
            yield from items
            return
        for item in items:
            self._tell_progress(lambda: f"{report.records} records …")
            yield item
        self._clear()

    def progress(self, files: Files) -> None:
        """Show a bar of the files done if they take long and stderr is a terminal."""
        if self._shows_progress():
            filled = _BAR * files.done // files.files
            bar = f"[{'#' * filled:<{_BAR}}]"
            self._tell_progress(
                lambda: f"{bar} {files.done} of {files.files} files, {files.failed} failed …"
            )
            if files.done == files.files:
                self._clear()

    def _shows_progress(self) -> bool:
        return not self._quiet and not self.as_json and sys.stderr.isatty()

    def _tell_progress(self, line: Callable[[], str]) -> None:
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + _PAUSE
            self._progress = True
            self._write(f"\r{line()}")

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
