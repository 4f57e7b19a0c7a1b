"""A record to an entry of Hayagriva: its container, its event and its series become parents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bibconv.diagnostics import Report
from bibconv.formats.hayagriva_tables import (
    CONTAINER_FIELDS,
    EVENTS,
    INSTITUTIONAL,
    RICH_FIELDS,
    ROLES,
    SERIALS,
    TEXT_FIELDS,
    WHOLE,
    WRITTEN_TYPES,
    type_of,
)
from bibconv.formats.hayagriva_values import names as read_names
from bibconv.formats.hayagriva_values import printed, printed_date, printed_name
from bibconv.formats.writers import in_words
from bibconv.formats.yaml_members import place, without_empty
from bibconv.record import OTHERS, Json, Record
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import pieces, plain
from bibconv.variables import NameVar, TextVar


def entry(record: Record, key: str, report: Report) -> dict[str, Any]:
    """Return the members of a record's entry in order; what has no place is reported."""
    return _Writing(record, key, report, dict(record.texts)).entry()


@dataclass(slots=True)
class _Writing:
    record: Record
    key: str
    report: Report
    texts: dict[TextVar, str]
    own: dict[str, Any] = field(default_factory=dict)
    container: dict[str, Any] = field(default_factory=dict)
    event: dict[str, Any] = field(default_factory=dict)
    series: dict[str, Any] = field(default_factory=dict)
    parents: list[Any] = field(default_factory=list)

    def entry(self) -> dict[str, Any]:
        """Return the members in order."""
        self._put_titles()
        self._put_names()
        self._put_dates()
        self._put_publisher()
        self._put_serials()
        for name, variable in TEXT_FIELDS:
            contained = name in CONTAINER_FIELDS and name != "language" and self._is_part()
            self._put_text(self.container if contained else self.own, name, variable)
        for variable in self.texts:
            self._lose(variable)
        kinds = self._kinds()
        self._put_extra()
        return self._joined(*kinds)

    def _lose(self, what: str) -> None:
        self.report.lose(what, "hayagriva", self.key)

    def _is_whole(self) -> bool:
        """Tell whether the work is read as one whose parent is its series."""
        written, parent = WRITTEN_TYPES[self.record.type]
        return type_of(written, {parent}) in WHOLE

    def _is_part(self) -> bool:
        """Tell whether the work is part of another that the entry names."""
        return not self._is_whole() and (
            "container-title" in self.record.texts
            or type_of(WRITTEN_TYPES[self.record.type][0], set()) != self.record.type
        )

    def _text(self, variable: TextVar, name: str) -> str:
        """Take a text, as the field of a name has it."""
        text = self.texts.pop(variable, "")
        if name not in RICH_FIELDS:
            bare = plain(text)
        else:
            bare = printed(text)
            if plain(text) == text or _only_braces(text):
                return bare
        if plain(text) != text:
            self._lose(f"markup of {variable}")
        return bare

    def _put_text(self, target: dict[str, Any], name: str, variable: TextVar) -> None:
        if text := self._text(variable, name):
            target[name] = text

    def _put_titles(self) -> None:
        short = self._text("title-short", "title")
        title = self._text("title", "title")
        self.own["title"] = {"value": title, "short": short} if short else title
        if self._is_whole():
            self._put_text(self.series, "title", "collection-title")
            self._put_text(self.series, "volume", "collection-number")
        else:
            short = self._text("container-title-short", "title")
            title = self._text("container-title", "title")
            self.container["title"] = {"value": title, "short": short} if short else title
            self._put_text(self.series, "title", "collection-title")
            self._put_text(self.series, "volume", "collection-number")
        is_event = self.record.type in ("event", "performance")
        if is_event:
            self._put_text(self.own, "location", "event-place")
        else:
            self._put_text(self.event, "title", "event-title")
            self._put_text(self.event, "location", "event-place")

    def _put_names(self) -> None:
        roles = {variable: role for role, variable in ROLES}
        affiliated: list[Any] = []
        for variable, names in self.record.names.items():
            known = [name for name in names if name != OTHERS]
            path = f"affiliated/{roles[variable]}" if variable in roles else _PATHS.get(variable)
            shown = [
                printed_name(name, by_parts=self._has_more(f"{path}/{number}"))
                for number, name in enumerate(known)
            ]
            if len(known) < len(names):
                self._lose(f"and others in {variable}")
            if [name for name, _ in read_names(shown)] != known:
                self._lose(f"part of a name in {variable}")
            if not shown:
                continue
            if variable in roles:
                affiliated.append({"role": roles[variable], "names": shown})
            elif target := self._target(variable):
                target[0][target[1]] = shown
            else:
                self._lose(variable)
        self.own["affiliated"] = affiliated

    def _has_more(self, path: str) -> bool:
        """Tell whether something beside a name is kept, which needs a mapping."""
        start = f"hayagriva:{path}/"
        return any(key.startswith(start) for key in self.record.extra)

    def _target(self, variable: NameVar) -> tuple[dict[str, Any], str] | None:
        match variable:
            case "author":
                return self.own, "author"
            case "editor":
                return self.container if self._is_part() else self.own, "editor"
            case "container-author" if not self._is_whole():
                return self.container, "author"
            case "collection-editor":
                return self.series, "editor"
        return None

    def _put_dates(self) -> None:
        for variable, date in self.record.dates.items():
            text = printed_date(date)
            if variable == "issued":
                self.own["date"] = text or printed_date(type(date)(date.start))
            elif variable == "accessed" and text and "URL" in self.texts:
                self.own["url"] = {"date": text}
            elif variable == "event-date" and text and self.record.type not in ("event",):
                self.event["date"] = text
            else:
                text = ""
            if not text:
                self._lose(variable)

    def _put_publisher(self) -> None:
        target = self.container if self._is_part() else self.own
        if "publisher" in self.texts:
            name = self._text("publisher", "publisher")
            location = self._text("publisher-place", "location")
            target["publisher"] = {"name": name, "location": location} if location else name
        elif self.record.type not in ("event", "performance"):
            self._put_text(target, "location", "publisher-place")
        if self.record.type not in INSTITUTIONAL or "publisher" in target:
            self._put_text(self.own, "organization", "authority")

    def _put_serials(self) -> None:
        serials: dict[str, str] = {}
        number = self.texts.get("number", "")
        if number.startswith("arXiv:") and number != "arXiv:":
            serials["arxiv"] = self.texts.pop("number").removeprefix("arXiv:")
        for name, variable in SERIALS:
            text = self._text(variable, name)
            if not text:
                continue
            if name in ("isbn", "issn") and self._is_part():
                self.container.setdefault("serial-number", {})[name] = text
            else:
                serials[name] = normal_doi(text) if name == "doi" else text
        self.own["serial-number"] = serials
        url = self._text("URL", "url")
        if "url" in self.own:
            self.own["url"] = {"value": url, **self.own["url"]}
        elif url:
            self.own["url"] = url

    def _kinds(self) -> tuple[str, str]:
        """Return the types of the entry and of its container, which are read as the record's."""
        record = self.record
        written, parent = WRITTEN_TYPES[record.type]
        kept = [_kept(record, "type"), _kept(record, "container/type"), _kept(record, "event/type")]
        parents = set(filter(None, kept[1:]))
        if kept[0] and type_of(kept[0].lower(), parents) == record.type:
            written = kept[0].lower()
            parent = kept[1] or parent
        elif kept[1] and type_of(written, {kept[1]}) == record.type:
            parent = kept[1]
        return written, parent

    def _put_extra(self) -> None:
        for key, values in sorted(self.record.extra.items()):
            path = key.removeprefix("hayagriva:")
            if path in ("type", "container/type", "event/type", "series/type"):
                continue
            if path == key or path == "unreadable" or not self._placed(path, values):
                self._lose(in_words(key))

    def _placed(self, path: str, values: list[Json]) -> bool:
        if path == "parent":
            self.parents += values
            return all(isinstance(value, dict) for value in values)
        if path == "affiliated":
            self.own["affiliated"] += values
            return True
        first, _, rest = path.partition("/")
        beside = {"container": self.container, "event": self.event, "series": self.series}
        target = beside.get(first)
        if target is not None:
            return len(values) == 1 and bool(target) and place(target, rest, values[0])
        return len(values) == 1 and place(self.own, path, values[0])

    def _joined(self, written: str, parent: str) -> dict[str, Any]:
        own, container, event, series = (
            without_empty(one) for one in (self.own, self.container, self.event, self.series)
        )
        record = self.record
        if series:
            series = {"type": _kept(record, "series/type") or "book", **series}
        parents: list[Any] = []
        if self._is_whole():
            parents += [series] if series else []
        elif container or series or event or type_of(written, set()) != record.type:
            # Of an article whose only parent is a conference, that would be the container.
            container = {"type": parent or "misc", **container}
            parents.append(container | ({"parent": series} if series else {}))
        if event or record.type == "speech":
            kind = _kept(record, "event/type")
            parents.append({"type": kind if kind in EVENTS else "conference", **event})
        parents += self.parents
        types = {str(one.get("type")) for one in parents if isinstance(one, dict)}
        if type_of(written, types) != record.type:
            self._lose("type")
        entry = {"type": written, **own}
        if parents:
            entry["parent"] = parents if len(parents) > 1 else parents[0]
        return entry


# Where the names of a variable stand, if no role says it.
_PATHS: dict[NameVar, str] = {
    "author": "author",
    "editor": "editor",
    "container-author": "container/author",
    "collection-editor": "series/editor",
}


def _only_braces(text: str) -> bool:
    """Tell whether all the markup of a text is what braces say."""
    return all(piece.tag in (None, "nocase") for piece in pieces(text))


def _kept(record: Record, name: str) -> str:
    values = record.extra.get(f"hayagriva:{name}", [])
    return str(values[0]) if len(values) == 1 and isinstance(values[0], str) else ""
