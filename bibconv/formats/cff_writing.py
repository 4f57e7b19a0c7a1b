"""Records to CITATION.cff: the software, and all other works as its references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TextIO

from bibconv.diagnostics import Diagnostic, Report
from bibconv.formats import yaml_text
from bibconv.formats.cff_tables import (
    ARTICLES,
    CONTAINED,
    INSTITUTIONAL,
    LIST_KEYS,
    MESSAGE,
    NAME_KEYS,
    ORDER,
    PERSON_KEYS,
    PREFERRED,
    REPOSITORIES,
    ROOT_KEYS,
    TEXT_KEYS,
    TYPES,
    VERSION,
    WRITTEN_TYPES,
)
from bibconv.formats.writers import in_words
from bibconv.formats.yaml_members import place, without_empty
from bibconv.record import Date, Json, Name, Record
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import plain
from bibconv.values.ranges import page_range
from bibconv.variables import DateVar, ItemType, TextVar


def written(records: Iterable[Record], stream: TextIO, report: Report) -> None:
    """Write records as one file.

    The software is the first record that was read as such, else the first software or data set.
    """
    held = list(records)
    root = next((one for one in held if VERSION in one.extra), None)
    root = root or next((one for one in held if _may_be_root(one)), None)
    preferred = next((one for one in held if PREFERRED in one.extra and one is not root), None)
    others = [one for one in held if one is not root and one is not preferred]
    if root is None:
        message = (
            "none of the records is software, whose title and authors a CITATION.cff must have"
        )
        hint = "add title and authors to the file before it is used"
        report.add(Diagnostic("warning", "incomplete", message, hint=hint))
    head: dict[str, Any] = {"cff-version": _VERSION, "message": _MESSAGE}
    for line in yaml_text.block(head | (_Writing(root, report, True).members() if root else {})):
        stream.write(line)
    if preferred:
        members = _Writing(preferred, report, False).members()
        stream.writelines(yaml_text.member("preferred-citation", members))
    if others:
        stream.write("references:\n")
    for one in others:
        stream.writelines(yaml_text.block([_Writing(one, report, False).members()], 2))


def _may_be_root(record: Record) -> bool:
    """Tell whether a record is software, and no reference of a file that was read."""
    is_reference = record.origin is not None and record.origin.format == "cff"
    return record.type in ("software", "dataset") and not is_reference


_VERSION = "1.2.0"
# The guide's own example.
_MESSAGE = "If you use this software, please cite it using the metadata from this file."


@dataclass(slots=True)
class _Writing:
    """A record on its way to a mapping."""

    record: Record
    report: Report
    is_root: bool
    out: dict[str, Any] = field(default_factory=dict)
    # What the type that is written will be read as.
    type_: ItemType = "document"

    def members(self) -> dict[str, Any]:
        """Return the members of the mapping in order."""
        origin = self.record.origin
        if self.record.id and not (origin and origin.format == "cff"):
            self._lose("id")
        self._put_type()
        self._put_texts()
        self._put_names()
        self._put_dates()
        self._put_extra()
        out: dict[str, Any] = without_empty(self.out)
        order = {name: number for number, name in enumerate(ORDER)}
        return dict(sorted(out.items(), key=lambda pair: order.get(pair[0], len(order))))

    def _lose(self, what: str) -> None:
        self.report.lose(what, "cff", self.record.id)

    def _put_type(self) -> None:
        record = self.record
        kept = record.extra.get("cff:type", [])
        name = kept[0] if len(kept) == 1 and isinstance(kept[0], str) else ""
        if TYPES.get(name, "document") != record.type or not name:
            name = WRITTEN_TYPES[record.type]
            if TYPES[name] != record.type:
                self._lose("type")
        self.type_ = record.type if self.is_root else TYPES.get(name, "document")
        # Software is what the root is where it does not say, and version 1.1 has no such key.
        if not self.is_root or name not in ("software", WRITTEN_TYPES["dataset"]):
            self.out["type"] = name
        elif record.type == "dataset":
            self.out["type"] = "dataset"

    def _put_texts(self) -> None:
        texts = dict(self.record.texts)
        for name, text in texts.items():
            texts[name] = plain(text)
            if texts[name] != text:
                self._lose(f"markup of {name}")
        if self._is_repository(texts.get("URL", "")):
            del texts["URL"]
        self._put_entities(texts)
        if not self.is_root and (page := texts.pop("page", "")):
            ends = page_range(page) or (page, "")
            self.out |= {"start": ends[0], "end": ends[1]}
        for key, variable, types in TEXT_KEYS:
            text = texts.get(variable, "")
            if not text or key in self.out or self.type_ not in types:
                continue
            if (self.is_root and key not in ROOT_KEYS) or self._is_misread(key, variable, text):
                continue
            self.out[key] = normal_doi(texts.pop(variable)) if key == "doi" else texts.pop(variable)
        for key, variable, sign in LIST_KEYS:
            if variable in texts and (key in ROOT_KEYS or not self.is_root):
                self.out[key] = _listed(texts.pop(variable), sign)
        for name in texts:
            self._lose(name)

    def _is_misread(self, key: str, variable: TextVar, text: str) -> bool:
        """Tell whether a reader would take a key for something else."""
        if key == "pages":
            return page_range(text) is not None
        contained = self.type_ in CONTAINED | ARTICLES
        series = key == variable == "collection-title"
        return series and contained and "container-title" not in self.record.texts

    def _is_repository(self, address: str) -> bool:
        """Tell whether a reader will find an address where the repository is named."""
        for key in REPOSITORIES:
            if kept := self.record.extra.get(f"cff:{key}"):
                return kept == [address]
        return False

    def _put_entities(self, texts: dict[TextVar, str]) -> None:
        if self.is_root:
            return
        for key, name, location in _ENTITIES:
            if name in texts:
                # A thesis is submitted at an institution, and seldom published.
                shown = "institution" if (key, self.type_) == ("publisher", "thesis") else key
                self.out[shown] = {"name": texts.pop(name), "city": texts.pop(location, "")}
        as_publisher = self.type_ in INSTITUTIONAL and "publisher" not in self.out
        if "authority" in texts and "institution" not in self.out and not as_publisher:
            self.out["institution"] = {"name": texts.pop("authority")}

    def _put_names(self) -> None:
        keys = {variable: key for key, variable in NAME_KEYS}
        for variable, names in self.record.names.items():
            key = keys.get(variable, "")
            if not key or (self.is_root and key not in ROOT_KEYS):
                self._lose(variable)
                continue
            self.out[key] = [_name(name) for name in names]
            if any(
                name.dropping_particle or bool(name.literal) == bool(name.family) for name in names
            ):
                self._lose(f"part of a name in {variable}")

    def _put_dates(self) -> None:
        for variable, date in self.record.dates.items():
            if not self._put_date(variable, date):
                self._lose(variable)

    def _put_date(self, variable: DateVar, date: Date) -> bool:
        """Write a date where it has a key; return False where it, or a part of it, has none."""
        start = date.start
        whole = date == Date(start) and bool(start) and 1 <= start[0] <= 9999
        if variable == "event-date":
            entity = self.out.get("conference")
            ends = [start, date.end if date.end is not None else start]
            if entity and date == Date(start, date.end) and all(len(end) == 3 for end in ends):
                entity |= {"date-start": _iso(ends[0])}
                entity |= {"date-end": _iso(ends[1])} if date.end is not None else {}
                return True
            return False
        if not start or not 1 <= start[0] <= 9999:
            return False
        if variable == "issued" and len(start) == 3:
            software = self.is_root or self.type_ in ("software", "dataset")
            self.out["date-released" if software else "date-published"] = _iso(start)
            return whole
        if self.is_root:
            return False
        if variable == "issued":
            self.out |= dict(zip(("year", "month"), start, strict=False))
        elif variable == "accessed" and len(start) == 3:
            self.out["date-accessed"] = _iso(start)
        elif variable == "original-date":
            self.out["year-original"] = start[0]
            return whole and len(start) == 1
        else:
            return False
        return whole

    def _put_extra(self) -> None:
        for kept, values in sorted(self.record.extra.items()):
            key = kept.removeprefix("cff:")
            if kept in (PREFERRED, "cff:type") and (kept != PREFERRED or not self.is_root):
                continue
            if kept in (VERSION, MESSAGE) and self.is_root:
                self.out[key] = values[0]
            elif not (len(values) == 1 and key != kept and self._place(key, values[0])):
                self._lose(in_words(kept))

    def _place(self, path: str, value: Json) -> bool:
        first, _, rest = path.partition("/")
        if first == "unreadable":
            return False
        # What would be beside a name is nowhere where the name is not written.
        return (not rest or first in self.out) and place(self.out, path, value)


_ENTITIES: tuple[tuple[str, TextVar, TextVar], ...] = (
    ("publisher", "publisher", "publisher-place"),
    ("conference", "event-title", "event-place"),
    ("location", "archive", "archive-place"),
)


def _listed(text: str, sign: str) -> list[str]:
    sign = ";" if ";" in text else sign.strip()
    return [part for part in (part.strip() for part in text.split(sign)) if part] or [text]


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"name": name.literal}
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    parts = {"given": given, "family": name.family}
    parts |= {"suffix": name.suffix, "non_dropping_particle": name.non_dropping_particle}
    return {key: parts[part] for key, part in PERSON_KEYS.items() if parts[part]}


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join((f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])))
