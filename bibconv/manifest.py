"""What has been made of which file: the record of a folder of outputs, by which a run goes on.

One JSON object a line. While a run lasts, a line is added for each file that is done; at its end
they are put in order. There are no dates in it: the same run writes the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from bibconv import output
from bibconv.diagnostics import Tally
from bibconv.plan import Plan

NAME = "bibconv.manifest.jsonl"


class Entry(NamedTuple):
    """What was made of one file: digests of what was read and written, and of the settings.

    `written` is empty where there is no output; `failed` says why.
    """

    file: str
    output: str
    read: str = ""
    written: str = ""
    settings: str = ""
    failed: str = ""
    tally: Tally = Tally()

    def as_json(self) -> str:
        """Return the entry as a line."""
        found = {name: value for name, value in self._asdict().items() if value}
        # Warnings are more where each loss is one: they are told, and not kept.
        tally = self.tally._replace(warnings=0, infos=0)._asdict()
        counts = {name: count for name, count in tally.items() if count}
        return json.dumps(found | {"tally": counts}, ensure_ascii=False)


def load(path: Path) -> dict[str, Entry]:
    """Return the entries of a manifest by file; lines that are none are passed over."""
    try:
        text = path.read_text("utf-8", "replace")
    except FileNotFoundError:
        return {}
    entries = (_entry(line) for line in text.split("\n") if line)
    return {entry.file: entry for entry in entries if entry}


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write a manifest, ordered by file; raise InputError if it cannot be written."""
    with output.replacing(path) as stream:
        for entry in sorted(entries):
            stream.write(entry.as_json() + "\n")


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def settings(plan: Plan, version: str) -> str:
    """Return a digest of all that an output depends on beside its input."""
    asked = asdict(plan)
    # It makes keys and is none.
    del asked["reading"]["keys"]
    # How findings are told changes nothing in an output.
    del asked["grouped"]
    files = [Path(one) for one in (*plan.keys_from, plan.to)]
    read = [fingerprint(file) for file in files if file.is_file()]
    told = json.dumps([version, asked, read], default=sorted, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _entry(line: str) -> Entry | None:
    """Return the entry of a line, None for what a crash or a person has left."""
    try:
        found = json.loads(line)
        tally = Tally(**found.pop("tally"))
        entry = Entry(**found, tally=tally)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    texts = all(isinstance(value, str) for value in entry[:-1])
    return entry if texts and all(isinstance(count, int) for count in tally) else None
