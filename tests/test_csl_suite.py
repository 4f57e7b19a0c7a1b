"""The CSL test suite: what citeproc-js prints, entry by entry and citation by citation.

`csl-suite-passes.txt` names the fixtures that pass; the test fails where one of them no longer
does, and where another one does that is not in the list. `python -m tests.test_csl_suite` prints
the figures, `--write` writes the list, names of fixtures show what is wrong with them.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bibconv.csl import clusters, marks
from bibconv.csl.engine import Engine
from bibconv.csl.items import Item, item_of
from bibconv.csl.styles import StyleFile
from bibconv.diagnostics import Report, UsageError
from bibconv.format import ReadOptions
from bibconv.formats import csl_json
from bibconv.record import Record
from bibconv.source import Source
from tests.conftest import ROOT

SUITE = ROOT.parent / "shared" / "csl-suite"
PASSES = Path(__file__).with_name("csl-suite-passes.txt")

_SECTION = re.compile(r">>=+ ([A-Z-]+) =+>>\n(.*?)\n?<<=+ \1 =+<<", re.DOTALL)
# What citeproc-js puts around the boxes of an entry.
_LAYOUT = (
    (r'(<div class="csl-left-margin">.*?</div>)', r"\n    \1"),
    (r'(<div class="csl-(?:right-inline|indent)">.*?</div>)', r"\1\n  "),
    (r'(<div class="csl-block">.*?</div>)', r"\n\n    \1\n"),
)


def sections(name: str) -> dict[str, str]:
    """Return the sections of a fixture."""
    text = (SUITE / f"{name}.txt").read_text("utf-8")
    return {match[1]: match[2] for match in _SECTION.finditer(text)}


def fixtures(mode: str) -> Iterator[str]:
    """Yield the names of the fixtures of a mode."""
    for path in sorted(SUITE.glob("*_*.txt")):
        if sections(path.stem)["MODE"].strip() == mode:
            yield path.stem


def passes(name: str, folder: Path) -> bool:
    """Tell whether a fixture comes out as it should, but for white space at the end of lines."""
    fixture = sections(name)
    try:
        return _stripped(result(name, fixture, folder)) == _stripped(fixture["RESULT"])
    except (UsageError, KeyError, AttributeError, ValueError, TypeError, IndexError):
        # A style or citation beyond what can be read fails like any other.
        return False


def _stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).rstrip()


def result(name: str, fixture: dict[str, str], folder: Path) -> str:
    """Return what comes out of a fixture's input."""
    path = folder / f"{name}.csl"
    path.write_text(fixture["CSL"].strip(), "utf-8")
    engine = Engine(StyleFile(name, path), "en-US")
    records = csl_json.read(Source.from_text(fixture["INPUT"]), Report(), ReadOptions())
    items = [
        item_of(record, record.id, name, engine.locale)
        for record in records
        if isinstance(record, Record)
    ]
    by_id = {item.key: item for item in items}
    if "CITATIONS" in fixture:
        return _processed(engine, fixture, by_id)
    clustered = json.loads(fixture["CITATION-ITEMS"]) if "CITATION-ITEMS" in fixture else None
    ordered = engine.sort(items)
    if fixture["MODE"].strip() == "bibliography":
        return _bibliography(engine, ordered)
    places = clustered or [[{"id": item.key} for item in items]]
    return "\n".join(
        _html(engine, clusters.citation(engine, [_cite(by_id, cite) for cite in place]))
        for place in places
    )


def _bibliography(engine: Engine, items: list[Item]) -> str:
    entries = [text for item in items if (text := _html(engine, engine.entry(item)))]
    lines = [f'  <div class="csl-entry">{_laid_out(entry)}</div>' for entry in entries]
    return "\n".join(['<div class="csl-bib-body">', *lines, "</div>"])


def _laid_out(entry: str) -> str:
    for pattern, replacement in _LAYOUT:
        entry = re.sub(pattern, replacement, entry)
    return entry


def _html(engine: Engine, marked: str) -> str:
    # Character references: citeproc-js writes decimal ones.
    return (
        marks.finished(marked, engine.quotes, "html")
        .replace("&amp;", "&#38;")
        .replace("&lt;", "&#60;")
        .replace("&gt;", "&#62;")
    )


_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def _cite(by_id: dict[str, Item], cite: dict[str, Any]) -> clusters.Cite:
    number = int(cite.get("position", 0))
    positions = {"first"} if number == 0 else {"subsequent", *_POSITIONS[2 : number + 1]}
    if cite.get("near-note"):
        positions.add("near-note")
    only = "author" if cite.get("author-only") else "rest" if cite.get("suppress-author") else ""
    return clusters.Cite(
        by_id[str(cite["id"])],
        str(cite.get("locator", "")),
        cite.get("label") or "page",
        cite.get("prefix", ""),
        cite.get("suffix", ""),
        only,
        frozenset(positions),
    )


def _processed(engine: Engine, fixture: dict[str, str], by_id: dict[str, Item]) -> str:
    """Return the citations of a document after the last change, those that it changed marked."""
    cited: list[str] = []
    places: list[dict[str, Any]] = []
    before: list[str] = []
    texts: list[str] = []
    changed = 0
    for place, earlier, later in json.loads(fixture["CITATIONS"]):
        by_place = {known["citationID"]: known for known in places} | {place["citationID"]: place}
        order = [*(ref[0] for ref in earlier), place["citationID"], *(ref[0] for ref in later)]
        before = texts
        places = [by_place[key] for key in order]
        changed = len(earlier)
        cited = list(
            dict.fromkeys(str(cite["id"]) for known in places for cite in known["citationItems"])
        )
        ordered = engine.sort([by_id[key] for key in cited])
        if fixture["MODE"].strip() == "bibliography":
            continue
        texts = [
            _html(engine, clusters.citation(engine, cites))
            for cites in _positioned(engine, places, by_id)
        ]
    if fixture["MODE"].strip() == "bibliography":
        return _bibliography(engine, ordered)
    return "\n".join(
        f"{'>>' if at == changed or text not in before else '..'}[{at}] {text}"
        for at, text in enumerate(texts)
    )


def _positioned(
    engine: Engine, places: list[dict[str, Any]], by_id: dict[str, Item]
) -> Iterator[list[clusters.Cite]]:
    """Yield the cites of each place with their positions."""
    notes = [
        (place.get("properties", {}).get("noteIndex", 0), place["citationItems"])
        for place in places
    ]
    written = [[_cite(by_id, cite) for cite in cites] for _, cites in notes]
    yield from clusters.positioned(
        engine, [(note, cites) for (note, _), cites in zip(notes, written, strict=True)]
    )


@pytest.mark.skipif(not SUITE.is_dir(), reason="no shared data")
@pytest.mark.parametrize("mode", ["bibliography", "citation"])
def test_the_suite_passes_as_listed(mode: str, tmp_path: Path) -> None:
    listed = set(PASSES.read_text("utf-8").split())
    found = {name: passes(name, tmp_path) for name in fixtures(mode)}
    assert [name for name, passed in found.items() if not passed and name in listed] == []
    assert [name for name, passed in found.items() if passed and name not in listed] == []


def main() -> None:
    """Print figures, or what is wrong with the fixtures named."""
    names = [name for name in sys.argv[1:] if name != "--write"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in names:
            fixture = sections(name)
            lines = difflib.unified_diff(
                fixture["RESULT"].split("\n"), result(name, fixture, folder).split("\n"), n=0
            )
            print(f"== {name}", *lines, sep="\n")
        if names:
            return
        passed: list[str] = []
        for mode in ("bibliography", "citation"):
            all_names = list(fixtures(mode))
            good = [name for name in all_names if passes(name, folder)]
            print(f"{mode}: {len(good)} of {len(all_names)}")
            passed += good
    if "--write" in sys.argv:
        PASSES.write_text("".join(f"{name}\n" for name in sorted(passed)), "utf-8")


if __name__ == "__main__":
    main()
