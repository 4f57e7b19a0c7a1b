"""cs:names and cs:substitute: whose names an entry prints, with labels, and what stands for none.

These are citeproc-py's elements, extended as `bibconv.csl.elements` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from citeproc import model  # type: ignore[import-untyped]

from bibconv.csl import marks
from bibconv.csl.elements import CS, PREFIXES, Finish, Rendered, finisher
from bibconv.csl.items import Item
from bibconv.csl.names import NameOptions, count, joined, shown_names
from bibconv.record import Name

# CSL 1.0.2, "Name and Names options": inherited from cs:bibliography or cs:citation and cs:style.
_INHERITED = {"form": "name-form", "delimiter": "name-delimiter"}


class Names(Rendered, model.Names):  # type: ignore[misc]
    """cs:names, with its cs:name, cs:et-al, cs:label and cs:substitute."""

    def read(self) -> None:
        """Find what describes the names, for entries, cites and sorting alike."""
        self.roles = self.options.get("variable", "").split()
        self.finish = finisher(self)
        self.described = described = self._description()
        self.name = described.find("cs:name", PREFIXES)
        self.et_al = described.find("cs:et-al", PREFIXES)
        self.label = described.find("cs:label", PREFIXES)
        self.substitute = self.find("cs:substitute", PREFIXES)
        self.label_finish: Finish | None = None if self.label is None else finisher(self.label)
        self.label_first = (
            self.label is not None
            and self.name is not None
            and described.index(self.label) < described.index(self.name)
        )
        self.plans: dict[str, tuple[NameOptions, str]] = {}

    def _description(self) -> Any:
        """Return the cs:names whose children describe how to print.

        CSL 1.0.2, "Substitute": "A shorthand version of cs:names without child elements, which
        uses the attributes values set on the cs:name and cs:et-al child elements of the original
        cs:names element, may also be used."
        """
        if self.parts:
            return self
        parent = self.getparent()
        while parent is not None and parent.tag != f"{CS}substitute":
            parent = parent.getparent()
        return self if parent is None else parent.getparent()

    def render(self, item: Item) -> str | None:
        """Return the names of the variables that have any, else the substitute."""
        if item.only == "rest" and not item.led:
            # CSL-JSON's `suppress-author`: the names that begin a cite stand in the text already.
            item.led = True
            item.suppressed.update(role for role in self.roles if role in item.names)
            return None
        options, between = self._options(item)
        texts: list[str] = []
        total = 0
        for role, label_role in self._merged(item):
            people = item.names.get(role, [])
            if not item.take(role, bool(people)):
                continue
            if options.form == "count":
                total += count(people, options)
                continue
            told = item.list_options(options, people)
            text = joined(people, told)
            if text:
                texts.append(self._labelled(text, people, label_role, told, item))
        if options.form == "count" and total:
            return str(total)
        if texts:
            text = between.join(texts) + marks.EDGE
        elif self.substitute is not None:
            text = self.substitute.render(item) or ""
        else:
            return None
        text = self._led(text, item, options) if text else ""
        # The mark for the names of the entry before may be empty.
        return str(self.finish(text, item)) if marks.bare(text) else None

    def _merged(self, item: Item) -> list[tuple[str, str]]:
        """Return the variables to print, and which term labels each.

        CSL 1.0.2, "Names": the same editor and translator print once, with a term of their own.
        """
        names = item.names
        if (
            {"editor", "translator"} == set(self.roles)
            and names.get("editor") == names.get("translator") is not None
            and self.style.term_text("editortranslator")
        ):
            return [("editor", "editortranslator")]
        return [(role, role) for role in self.roles]

    def _labelled(
        self, text: str, people: Sequence[Name], role: str, options: NameOptions, item: Item
    ) -> str:
        if not item.led:
            item.lead.append(text)
            text = self._replaced(text, people, options, item)
        if self.label_finish is None or item.mode == "sort":
            return text
        plural = self.label.options.get("plural", "contextual")
        several = plural == "always" or (plural == "contextual" and len(people) > 1)
        term = self.style.term_text(role, self.label.options.get("form", "long"), several)
        if not term:
            return text
        shown = self.label_finish(term, item)
        return str(shown + text if self.label_first else text + marks.EDGE + shown)

    def _replaced(self, text: str, people: Sequence[Name], options: NameOptions, item: Item) -> str:
        """Return names with those of the entry before replaced.

        CSL 1.0.2, "Reference Grouping": `subsequent-author-substitute` and its rules.
        """
        mark, rule = self.style.author_substitute
        if item.mode != "entry" or mark is None or rule == "complete-all":
            return text
        item.lead_names = [
            joined([name], replace(options, et_al_min=0)) for name in shown_names(people, options)
        ]
        before, now = item.lead_names_before, item.lead_names
        same = 0
        while same < min(len(before), len(now)) and before[same] == now[same]:
            same += 1
        whole = now == before
        if rule == "complete-each" and not whole:
            return text
        changed = {"partial-first": min(same, 1)}.get(rule, same)
        if not changed:
            return text
        return joined(people, replace(options, replaced=changed, replacement=mark))

    def _led(self, text: str, item: Item, options: NameOptions) -> str:
        """Return the first names of an entry, or what stands for those of the entry before."""
        if item.mode != "entry" or item.led:
            return text
        item.led = True
        item.lead = item.lead or [text]
        mark, rule = self.style.author_substitute
        if mark is None or item.lead != item.lead_before:
            return text
        if rule == "complete-all":
            # Labels stay: "---, ed."
            return text.replace(item.lead[0], str(mark), 1)
        # Nothing is put for parts of a title, or of another substitute that is no list of names.
        return text if item.lead_names else str(mark)

    def _options(self, item: Item) -> tuple[NameOptions, str]:
        """Return how to print names in this kind of output, and what parts variables."""
        key: str = item.mode
        if item.overrides:
            key = "\0".join((key, *item.overrides, *item.overrides.values()))
        if item.later:
            key += "\0later"
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = (
                self._read_options(item),
                marks.joint(
                    self.options.get("delimiter", self._inherited(item, "names-delimiter", ""))
                ),
            )
        return plan

    def _inherited(self, item: Item, name: str, default: str) -> str:
        area = self.style.citation_area if item.of_citation else self.style.bibliography_area
        if area is not None and name in area.options:
            return str(area.options[name])
        return str(self.style.options.get(name, default))

    def _read_options(self, item: Item) -> NameOptions:
        own = {} if self.name is None else self.name.options

        def option(key: str, default: str) -> str:
            if key in item.overrides:
                return item.overrides[key]
            if key in own:
                return str(own[key])
            return self._inherited(item, _INHERITED.get(key, key), default)

        root = self.style
        connective = option("and", "")
        if connective:
            connective = "&" if connective == "symbol" else root.term_text("and")
        cut = root.term_text("et-al")
        if self.et_al is not None:
            term = self.et_al.options.get("term", "et-al")
            cut = finisher(self.et_al)(root.term_text(term), item)
        minimum, first = option("et-al-min", "0"), option("et-al-use-first", "")
        if item.later:
            # CSL 1.0.2, "Et-al Abbreviation": for cites that follow one of the same item.
            minimum = option("et-al-subsequent-min", minimum)
            first = option("et-al-subsequent-use-first", first)
        initialize_with = option("initialize-with", "\0")
        sorting = item.mode == "sort"
        return NameOptions(
            form=option("form", "long"),
            delimiter=option("delimiter", ", "),
            connective="" if sorting else connective,
            precedes_last=option("delimiter-precedes-last", "contextual"),
            precedes_et_al=option("delimiter-precedes-et-al", "contextual"),
            et_al_min=_integer(minimum),
            et_al_use_first=_integer(first) if first else -1,
            et_al_use_last=option("et-al-use-last", "false") == "true",
            initialize=option("initialize", "true") == "true",
            initialize_with=None if initialize_with == "\0" else initialize_with,
            hyphens=root.options.get("initialize-with-hyphen", "true") == "true",
            sort_order="all" if sorting else option("name-as-sort-order", ""),
            sort_separator=" " if sorting else option("sort-separator", ", "),
            demote=demotion(root) if sorting else _demoted(root),
            cut="" if sorting else cut,
            whole={} if sorting else own,
            parts={}
            if self.name is None or sorting
            else {
                part.options["name"]: part.options
                for part in self.name.findall("cs:name-part", PREFIXES)
            },
        )


class Substitute(model.Substitute):  # type: ignore[misc]
    """cs:substitute."""

    def render(self, item: Item) -> str | None:
        """Return the first child that renders anything, and suppress what it rendered.

        CSL 1.0.2, "Substitute": "To prevent duplication, variables used […] in cs:substitute are
        suppressed in the rest of the output." That holds for those inside macros as well, and for
        the rest of the very macro.
        """
        for child in self.parts:
            item.substituting += 1
            texts = child.texts(item)
            item.substituting -= 1
            if texts:
                return "".join(texts)
        return None


def demotion(style: Any) -> str:
    """Return where particles stand in sort keys: CSL's `demote-non-dropping-particle`."""
    return "never" if _demoted(style) == "never" else "display-and-sort"


def _demoted(style: Any) -> str:
    return str(style.options.get("demote-non-dropping-particle", "display-and-sort"))


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
