"""An entry of Hayagriva to a record: its own fields first, then those of its parents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bibconv.formats import hayagriva_values as values
from bibconv.formats.hayagriva_tables import (
    CONTAINER_FIELDS,
    CONTAINERS,
    DEFAULT_PARENTS,
    ENTRY_TYPES,
    EVENTS,
    INSTITUTIONAL,
    PRINTED,
    RICH_FIELDS,
    ROLES,
    SERIALS,
    TEXT_FIELDS,
    WHOLE,
    WRITTEN_TYPES,
    type_of,
)
from bibconv.formats.trees import Object, is_empty
from bibconv.formats.yaml_members import Keeper, Members
from bibconv.record import Record
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import wrap
from bibconv.variables import DateVar, NameVar, TextVar


def fill(record: Record, value: Object, keeper: Keeper) -> None:
    """Fill a record from an entry; what has no place in it is kept aside.

    What parents have is kept as "container/…", "event/…" and "series/…".
    """
    _Reading(record, Members(value), keeper).read()


@dataclass(slots=True)
class _Reading:
    record: Record
    own: Members
    keeper: Keeper
    container: Members = field(default_factory=lambda: Members({}, "container"))
    event: Members = field(default_factory=lambda: Members({}, "event"))
    series: Members = field(default_factory=lambda: Members({}, "series"))
    is_named: bool = False

    def read(self) -> None:
        """Take what is understood, and keep the rest aside."""
        self._take_parents()
        self._take_title(self.own, "title", "title-short")
        for name, variable in TEXT_FIELDS:
            self._take_text(self.own, name, variable)
        self._take_text(self.own, "location", self._own_place())
        self._take_publisher(self.own)
        self._take_serials(self.own)
        self._take_names(self.own, "author", "author")
        self._take_names(self.own, "editor", "editor")
        self._take_affiliated(self.own)
        self._take_date(self.own, "date", "issued")
        self._take_url()
        self._take_container()
        self._take_event()
        self._take_title(self.series, "collection-title", None)
        self._take_text(self.series, "volume", "collection-number")
        self._take_names(self.series, "editor", "collection-editor")
        for members in (self.own, self.container, self.event, self.series):
            self.keeper.keep_rest(members)

    def _take_parents(self) -> None:
        """Find what the work is part of, where it took place, its series; then its type."""
        at, name = self.own.at("type"), self.own.text("type")
        kind = name.lower()
        if name and kind not in ENTRY_TYPES:
            self.keeper.say("warning", "unknown-type", f"unknown type '{name}'", at)
        default = DEFAULT_PARENTS.get(kind, "misc")
        parents = self._parents_of(self.own, default)
        types = {type_ for type_, _ in parents}
        self.record.type = type_of(kind, types)
        if name and kind != WRITTEN_TYPES[self.record.type][0]:
            self.keeper.keep("type", kind if kind in ENTRY_TYPES else name)
        event = next((one for one in parents if one[0] in EVENTS), None)
        others = [one for one in parents if one is not event]
        container = self._container(others)
        if self.record.type == "paper-conference" and container and container[0] not in PRINTED:
            # A film of the talk is no proceedings.
            container = None
        if event:
            # Where no proceedings are named, they go by the name of the conference.
            self.is_named = container is None and self.record.type == "paper-conference"
            self.event = Members(event[1], "event")
            self._keep_type("event", event[0], "conference")
        if container and self.record.type in WHOLE:
            self.series = Members(container[1], "series")
            self._keep_type("series", container[0], "book")
        elif container:
            self.container = Members(container[1], "container")
            written = WRITTEN_TYPES[self.record.type][1] or "misc"
            self._keep_type("container", container[0], written)
            self._take_series()
        for one in others:
            if one is not container:
                self.keeper.keep("parent", one[1])

    def _parents_of(self, members: Members, default: str) -> list[tuple[str, Object]]:
        listed = members.get("parent")
        listed = listed if isinstance(listed, list) else [listed]
        if not listed or not all(isinstance(one, dict) for one in listed):
            return []
        members.pop("parent")
        return [(str(one.get("type") or default).lower(), one) for one in listed]

    def _container(self, parents: list[tuple[str, Object]]) -> tuple[str, Object] | None:
        order = {name: place for place, name in enumerate(CONTAINERS)}
        return min(parents, key=lambda one: order.get(one[0], len(order)), default=None)

    def _keep_type(self, role: str, type_: str, written: str) -> None:
        members = {"container": self.container, "event": self.event, "series": self.series}[role]
        members.pop("type")
        if type_ != written:
            self.keeper.keep(f"{role}/type", type_)

    def _take_series(self) -> None:
        parents = self._parents_of(self.container, "misc")
        if parents:
            self.series = Members(parents[0][1], "series")
            self._keep_type("series", parents[0][0], "book")
            for _, other in parents[1:]:
                self.keeper.keep("container/parent", other)

    def _take_title(self, members: Members, variable: TextVar, short: TextVar | None) -> None:
        title = members.get("title")
        if isinstance(title, dict):
            path = f"{members.path}/title" if members.path else "title"
            members.pop("title")
            parts = Members(title, path)
            text = values.formatted(parts.text("value"))
            if parts.text("verbatim") == "true" and text and "<span" not in text:
                text = wrap(text, "nocase")
            self._set(variable, text)
            if short:
                self._set(short, values.formatted(parts.text("short")))
            self.keeper.keep_rest(parts)
        else:
            self._take_text(members, "title", variable)

    def _take_text(self, members: Members, name: str, variable: TextVar) -> None:
        text = members.get(name)
        if not isinstance(text, str):
            return
        text = values.formatted(str(text)) if name in RICH_FIELDS else str(text)
        if self.record.texts.get(variable, text) == text:
            members.pop(name)
            self._set(variable, text)

    def _set(self, variable: TextVar, text: str) -> None:
        if text:
            self.record.texts.setdefault(variable, text)

    def _own_place(self) -> TextVar:
        return "event-place" if self.record.type in ("event", "performance") else "publisher-place"

    def _take_publisher(self, members: Members) -> None:
        publisher = members.get("publisher")
        if isinstance(publisher, dict) and "publisher" not in self.record.texts:
            path = f"{members.path}/publisher" if members.path else "publisher"
            parts = Members(publisher, path)
            members.pop("publisher")
            self._set("publisher", values.formatted(parts.text("name")))
            self._take_text(parts, "location", "publisher-place")
            self.keeper.keep_rest(parts)
        else:
            self._take_text(members, "publisher", "publisher")
        institutional = self.record.type in INSTITUTIONAL and "publisher" not in self.record.texts
        self._take_text(members, "organization", "publisher" if institutional else "authority")

    def _take_serials(self, members: Members) -> None:
        serials = members.get("serial-number")
        is_own = members is self.own
        if isinstance(serials, str) and is_own:
            self._take_text(members, "serial-number", "number")
            return
        if not isinstance(serials, dict):
            return
        members.pop("serial-number")
        path = f"{members.path}/serial-number" if members.path else "serial-number"
        parts = Members(serials, path)
        for name, variable in SERIALS:
            if (is_own or name in ("isbn", "issn")) and isinstance(text := parts.get(name), str):
                text = normal_doi(text) if name == "doi" else str(text)
                if self.record.texts.setdefault(variable, text) == text:
                    parts.pop(name)
        if is_own and "number" not in self.record.texts and (arxiv := parts.text("arxiv")):
            self._set("number", f"arXiv:{arxiv}")
        self.keeper.keep_rest(parts)

    def _take_names(self, members: Members, name: str, variable: NameVar) -> None:
        if variable in self.record.names or is_empty(members.get(name)):
            return
        path = f"{members.path}/{name}" if members.path else name
        self._add_names(members.pop(name), path, variable)

    def _add_names(self, value: Any, path: str, variable: NameVar) -> None:
        known = self.record.names.get(variable, [])
        for name, rest in values.names(value):
            if rest:
                rest.path = f"{path}/{len(known)}"
                self.keeper.keep_rest(rest)
            if name:
                known.append(name)
        if known:
            self.record.names[variable] = known
        for entry in value if isinstance(value, list) else [value]:
            if not isinstance(entry, str | dict) and not is_empty(entry):
                self.keeper.keep(path, entry)
                self.keeper.say("warning", "kept-aside", f"'{path}' has what is no name", -1)

    def _take_affiliated(self, members: Members) -> None:
        listed = members.pop("affiliated")
        roles = dict(ROLES)
        left: list[Any] = []
        for entry in listed if isinstance(listed, list) else [listed]:
            role = str(entry.get("role", "")).lower() if isinstance(entry, dict) else ""
            variable = roles.get(role)
            if variable and entry.keys() == {"role", "names"} and not is_empty(entry["names"]):
                self._add_names(entry["names"], f"affiliated/{role}", variable)
            elif not is_empty(entry):
                left.append(entry)
        for entry in left:
            self.keeper.keep(f"{members.path}/affiliated" if members.path else "affiliated", entry)

    def _take_date(self, members: Members, name: str, variable: DateVar) -> None:
        text = members.get(name)
        if isinstance(text, str) and text:
            date = values.date(str(text))
            if self.record.dates.setdefault(variable, date) == date:
                members.pop(name)

    def _take_url(self) -> None:
        url = self.own.get("url")
        if isinstance(url, dict):
            self.own.pop("url")
            parts = Members(url, "url")
            self._set("URL", parts.text("value"))
            self._take_date(parts, "date", "accessed")
            self.keeper.keep_rest(parts)
        else:
            self._take_text(self.own, "url", "URL")

    def _take_container(self) -> None:
        container = self.container
        self._take_title(container, "container-title", "container-title-short")
        fields = dict(TEXT_FIELDS)
        for name in CONTAINER_FIELDS:
            if fields[name] not in self.record.texts:
                self._take_text(container, name, fields[name])
        self._take_publisher(container)
        self._take_text(container, "location", "publisher-place")
        self._take_serials(container)
        self._take_names(container, "author", "container-author")
        self._take_names(container, "editor", "editor")
        self._take_date(container, "date", "issued")

    def _take_event(self) -> None:
        if self.is_named:
            self._take_title(self.event, "container-title", "container-title-short")
        self._take_title(self.event, "event-title", None)
        self._take_text(self.event, "location", "event-place")
        self._take_date(self.event, "date", "event-date")
