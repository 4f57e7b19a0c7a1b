"""citeproc-py's elements, extended: the one place where its behaviour is changed, rule by rule.

citeproc-py 0.11.1 parses a style into elements whose classes come from a look-up table of its
parser. The classes below take the place of its own in that table (`bibconv.csl.engine`), so nothing
of citeproc-py is replaced for anybody else. What is kept of it: styles and locales, cs:choose,
cs:else, cs:macro and the joining of children. Each class cites the sentence of the CSL 1.0.2
specification that citeproc-py does not follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from citeproc import model  # type: ignore[import-untyped]
from citeproc.string import join  # type: ignore[import-untyped]

from bibconv.csl import collation, marks
from bibconv.csl.casing import cased
from bibconv.csl.dates import date_text, sort_date
from bibconv.csl.items import Item
from bibconv.csl.names import NameOptions, count, joined, sort_text
from bibconv.csl.numbers import is_numeric, number_text, page_text
from bibconv.variables import DATE_VARS, NAME_VARS, NUMBER_VARS

NAMESPACE = "http://purl.org/net/xbiblio/csl"
PREFIXES = {"cs": NAMESPACE}
CS = f"{{{NAMESPACE}}}"

# CSL 1.0.2, "Name and Names options": inherited from cs:bibliography or cs:citation and cs:style.
_INHERITED = {"form": "name-form", "delimiter": "name-delimiter"}

# CSL 1.0.2, "Terms": "verb-short" falls back to "verb", "symbol" to "short", both to "long".
_FALLBACKS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


class Style(model.Style):  # type: ignore[misc]
    """cs:style with its terms and macros in tables."""

    def get_macro(self, name: str) -> Any:
        """Return a macro; citeproc-py searches the tree for it each time."""
        return self.macros_table[name]

    def term_text(self, name: str, form: str = "long", plural: bool = False) -> str:
        """Return a term, in the next form that it has; empty where there is none."""
        while True:
            found = self.terms_table.get((name, form))
            if found is not None:
                return str(found.multiple if plural else found.single)
            if form not in _FALLBACKS:
                return ""
            form = _FALLBACKS[form]


class Layout(model.Layout):  # type: ignore[misc]
    """cs:layout: one entry, or one cite to compare with others."""

    def entry(self, item: Item) -> str:
        """Return the marked text of an entry.

        CSL 1.0.2, `second-field-align`: the first field is a label of its own; in running text a
        space parts it from the rest.
        """
        parts = [text for child in self if (text := child.render(item, context=self))]
        if not parts:
            return ""
        text = join(parts, "")
        if self.getparent().get("second-field-align") and len(parts) > 1:
            label, rest = parts[0], join(parts[1:], "")
            text = f"{label.rstrip()} {rest.lstrip()}"
        return _affixed(marks.decorated(text, self.attrib), self)

    def cite(self, item: Item) -> str:
        """Return an item's cite without affixes."""
        return str(join([text for child in self if (text := child.render(item, context=self))], ""))


class Text(model.Text):  # type: ignore[misc]
    """cs:text."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return the text of a variable, macro, term or value."""
        root = self.getroottree().getroot()
        if variable := self.get("variable"):
            text = self._variable_text(item, variable, root)
        elif macro := self.get("macro"):
            text = root.get_macro(macro).render(item, context)
        elif term := self.get("term"):
            text = root.term_text(term, self.get("form", "long"), self.get("plural") == "true")
        else:
            text = self.get("value")
        return _finished(text, self, item) if text else None

    def _variable_text(self, item: Item, variable: str, root: Any) -> str:
        if variable == "year-suffix":
            # Not a variable of the item: a group of it and nothing else is no reason to print.
            return item.year_suffix
        if variable == "citation-number":
            return str(item.number) if item.mode == "entry" else ""
        name = _named(item, variable, self.get("form") == "short")
        text = item.texts.get(name, "")
        if variable == "page-first" and not text:
            text = item.texts.get("page", "")
        if not item.take(variable, bool(text)):
            return ""
        if variable in ("page", "page-first"):
            delimiter = root.term_text("page-range-delimiter") or "–"
            first = variable == "page-first"
            return page_text(text, delimiter, root.get("page-range-format", ""), first)
        if variable in NUMBER_VARS:
            # "99-02" is a range here too: with an en dash.
            numeric = number_text(text, "numeric", root.term_text)
            return _padded(text) if item.mode == "sort" else numeric
        return text


class Number(model.Number):  # type: ignore[misc]
    """cs:number."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return a number in the form asked for; what is no number stays as it is."""
        root = self.getroottree().getroot()
        variable = self.get("variable")
        text = item.texts.get(variable, "")
        if variable == "citation-number":
            text = str(item.number)
        if not item.take(variable, bool(text)):
            return None
        if item.mode == "sort":
            return _padded(text)
        if variable == "page":
            delimiter = root.term_text("page-range-delimiter") or "–"
            text = page_text(text, delimiter, root.get("page-range-format", ""), False)
        else:
            text = number_text(text, self.get("form", "numeric"), root.term_text)
        return _finished(text, self, item)


class Label(model.Label):  # type: ignore[misc]
    """cs:label of a number; those of names are made by `Names`."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return the term of a variable.

        CSL 1.0.2, "Label": "The term is only rendered if the selected variable is non-empty."
        """
        variable = self.get("variable")
        text = item.texts.get(variable, "")
        if not text or variable in item.suppressed:
            return None
        plural = self.get("plural", "contextual")
        several = plural == "always" or (plural == "contextual" and _is_plural(variable, text))
        term = self.getroottree().getroot().term_text(variable, self.get("form", "long"), several)
        return _finished(term, self, item) if term else None


class Date(model.Date):  # type: ignore[misc]
    """cs:date."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return a date in the style's or the locale's order."""
        root = self.getroottree().getroot()
        variable = self.get("variable")
        date = item.dates.get(variable)
        if date is None or not item.take(variable, True):
            item.called += date is None
            return None
        parts, delimiter, shown = self._parts(root)
        if item.mode == "sort":
            return sort_date(date, shown)
        suffix = ""
        if root.implicit_suffix and variable == "issued" and not item.suffix_printed:
            # CSL 1.0.2: "By default, the year-suffix is appended to the first year rendered
            # through cs:date".
            suffix = item.year_suffix
        text = date_text(date, parts, delimiter, root.term_text, root.english, suffix)
        item.suffix_printed = item.suffix_printed or bool(suffix)
        if not text:
            item.filled -= 1
            return None
        if date.literal and not date.start:
            text = marks.value(text)
        return _finished(text, self, item)

    def _parts(self, root: Any) -> tuple[list[Mapping[str, str]], str, set[str]]:
        own: dict[str, Mapping[str, str]] = {
            part.get("name"): part.attrib for part in self.findall("cs:date-part", PREFIXES)
        }
        form = self.get("form")
        if not form:
            return list(own.values()), self.get("delimiter", ""), set(own)
        # CSL 1.0.2, "Localized Date Formats": `date-parts` selects among the locale's parts, whose
        # attributes but affixes the style's own cs:date-part may override.
        shown = set(self.get("date-parts", "year-month-day").split("-"))
        for locale in root.locales:
            found = locale.find(f"cs:date[@form='{form}']", PREFIXES)
            if found is not None:
                parts: list[Mapping[str, str]] = [
                    {**part.attrib, **own.get(part.get("name"), {})}
                    for part in found.findall("cs:date-part", PREFIXES)
                    if part.get("name") in shown
                ]
                return parts, found.get("delimiter", ""), shown
        return list(own.values()), "", shown


class Names(model.Names):  # type: ignore[misc]
    """cs:names, with its cs:name, cs:et-al, cs:label and cs:substitute."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return the names of the first variables that have any, else the substitute."""
        root = self.getroottree().getroot()
        roles = self.get("variable").split()
        names = item.names
        if (
            {"editor", "translator"} == set(roles)
            and names.get("editor") == names.get("translator") is not None
            and root.term_text("editortranslator")
        ):
            # CSL 1.0.2, "Names": same editor and translator print once, with their own term.
            roles = ["editor"]
            label_role = "editortranslator"
        else:
            label_role = ""
        model_names = self._described()
        options = _name_options(self, model_names, item)
        texts = []
        for role in roles:
            people = names.get(role, [])
            if not item.take(role, bool(people)):
                continue
            if item.mode == "sort" and options.form != "count":
                texts.append(sort_text(people, options))
            elif options.form == "count":
                texts.append(str(count(people, options)))
            else:
                texts.append(self._labelled(people, label_role or role, model_names, options, item))
        if options.form == "count" and texts:
            total = sum(int(text) for text in texts)
            return str(total) if total else None
        if texts:
            delimiter = self.get("delimiter", _inherited(self, item, "names-delimiter", ""))
            text = join(texts, delimiter) + marks.EDGE
            return _finished(text, self, item)
        substitute = self.find("cs:substitute", PREFIXES)
        if substitute is None:
            return None
        text = substitute.render(item, context=context)
        return _affixed(marks.decorated(text, self.attrib), self) if text else None

    def _described(self) -> Any:
        """Return the cs:names whose children describe how to print.

        CSL 1.0.2, "Substitute": "A shorthand version of cs:names without child elements, which
        uses the attributes values set on the cs:name and cs:et-al child elements of the original
        cs:names element, may also be used."
        """
        if len(self):
            return self
        parent = self.getparent()
        while parent is not None and parent.tag != f"{CS}substitute":
            parent = parent.getparent()
        return self if parent is None else parent.getparent()

    def _labelled(
        self, people: list[Any], role: str, model_names: Any, options: NameOptions, item: Item
    ) -> str:
        text = joined(people, options)
        if item.mode == "entry" and not item.lead:
            item.lead = tuple(people)
            if item.lead == item.lead_before:
                text = _substitute_of(self) or text
        label = model_names.find("cs:label", PREFIXES)
        if label is None:
            return text
        plural = label.get("plural", "contextual")
        several = plural == "always" or (plural == "contextual" and len(people) > 1)
        root = self.getroottree().getroot()
        term = root.term_text(role, label.get("form", "long"), several)
        if not term:
            return text
        shown = _finished(term, label, item)
        name = model_names.find("cs:name", PREFIXES)
        first = name is not None and model_names.index(label) < model_names.index(name)
        return str(join([shown, text] if first else [text + marks.EDGE, shown], ""))


class Substitute(model.Substitute):  # type: ignore[misc]
    """cs:substitute."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return the first child that renders anything, and suppress what it rendered.

        CSL 1.0.2, "Substitute": "To prevent duplication, variables used […] in cs:substitute are
        suppressed in the rest of the output." That holds for those inside macros as well.
        """
        for child in self:
            trace: set[str] = set()
            item.traces.append(trace)
            text: str | None = child.render(item, context=context)
            item.traces.pop()
            if text:
                item.suppressed |= trace
                return text
        return None


class Group(model.Group):  # type: ignore[misc]
    """cs:group."""

    def render(self, item: Item, context: Any = None, **_: Any) -> str | None:
        """Return the children, joined.

        CSL 1.0.2, "Group": "cs:group and its child elements are suppressed if a) at least one
        rendering element in cs:group calls a variable (either directly or via a macro), and b) all
        variables that are called are empty." And: "a nested non-empty cs:group element behaves as
        a non-empty variable". citeproc-py decides by the tree, not by what is called.
        """
        called, filled = item.called, item.filled
        delimiter = self.get("delimiter", "")
        texts = []
        for child in self:
            if child.tag == f"{CS}choose":
                text = child.render(item, context=context, delimiter=delimiter)
            else:
                text = child.render(item, context=context)
            if text:
                texts.append(text)
        if not texts or (item.called > called and item.filled == filled):
            return None
        item.called += 1
        item.filled += 1
        return _affixed(marks.decorated(join(texts, delimiter), self.attrib), self)


class If(model.If):  # type: ignore[misc]
    """cs:if."""

    def render(self, item: Item, context: Any = None, delimiter: str = "", **_: Any) -> str | None:
        """Return the children where the conditions hold."""
        results = [result for name in self.attrib for result in _tests(self, name, item)]
        match = self.get("match", "all")
        holds = any(results) if match in ("any", "none") else all(results)
        if holds == (match == "none"):
            raise model.ConditionFailed
        text: str | None = self.render_children(item, context=context, delimiter=delimiter)
        return text or None


class Else_If(If):
    """cs:else-if."""


class Key(model.Key):  # type: ignore[misc]
    """cs:key."""

    def sorted(self, items: Sequence[Item]) -> list[Item]:
        """Return items in the order of this key.

        CSL 1.0.2, "Sorting": "Items with an empty sort key value are placed at the end of the
        sort, both for ascending and descending sorts."
        """
        filled: list[tuple[collation.Key, Item]] = []
        empty: list[Item] = []
        for item in items:
            text = marks.bare(self._value(item))
            if text:
                filled.append((collation.key(text), item))
            else:
                empty.append(item)
        filled.sort(key=lambda pair: pair[0], reverse=self.get("sort") == "descending")
        return [item for _, item in filled] + empty

    def _value(self, item: Item) -> str:
        overrides = {"name-as-sort-order": "all"}
        for own, name in (
            ("names-min", "et-al-min"),
            ("names-use-first", "et-al-use-first"),
            ("names-use-last", "et-al-use-last"),
        ):
            if own in self.attrib:
                overrides[name] = self.get(own)
        item.start("sort", overrides)
        if macro := self.get("macro"):
            return self.getroottree().getroot().get_macro(macro).render(item, self) or ""
        variable = self.get("variable")
        if variable in NAME_VARS:
            return sort_text(item.names.get(variable, []), NameOptions())
        if variable in DATE_VARS:
            date = item.dates.get(variable)
            return sort_date(date, {"year", "month", "day"}) if date else ""
        if variable == "citation-number":
            return f"{item.number:09}"
        text = item.texts.get(variable, "")
        return _padded(text) if variable in NUMBER_VARS else text


EXTENSIONS = (
    Style, Layout, Text, Number, Label, Date, Names, Substitute, Group, If, Else_If, Key,
)  # fmt: skip


def _named(item: Item, variable: str, short: bool) -> str:
    """Return the variable that holds a variable's short form, where there is one."""
    if short:
        for name in (f"{variable}-short", _SHORT.get(variable, "")):
            if name in item.texts:
                return name
    return variable


_SHORT = {"title": "shortTitle", "container-title": "journalAbbreviation"}


def _finished(text: str, element: Any, item: Item) -> str:
    """Apply what CSL 1.0.2, "Style Behavior", lets an element do to its text, in its order."""
    if element.get("strip-periods") == "true":
        text = text.replace(".", "")
    if case := element.get("text-case"):
        text = cased(text, case, _english(element, item))
    text = marks.decorated(text, element.attrib)
    if element.get("quotes") == "true":
        text = marks.OPEN["quote"] + text + marks.CLOSE["quote"]
    return _affixed(text, element)


def _affixed(text: str, element: Any) -> str:
    return str(join([element.get("prefix", ""), text, element.get("suffix", "")], ""))


def _english(element: Any, item: Item) -> bool:
    """Tell whether title case applies.

    CSL 1.0.2, "Title Case Conversion": to English items only; an item without a language has
    that of the output. Labels and terms are the style's own words: `(Éd.)` in French APA.
    """
    if element.tag == f"{CS}label" or "term" in element.attrib:
        return True
    if item.language:
        return item.language.lower().startswith("en")
    return bool(element.getroottree().getroot().english)


def _is_plural(variable: str, text: str) -> bool:
    """Tell whether a number is several: `1-2`, `3, 5`, or more than one of a `number-of-…`."""
    text = marks.bare(text)
    if variable.startswith("number-of-"):
        return text.strip() not in ("0", "1")
    # "12–15", "3 & 4", "1, 7", "S1-S9"; "2.0", "e0130140" and "US2019311023A1" are one
    return re.search(r"\d[^\W\d_]?\s?[-–,;&]\s?[^\W\d_]?\d", text) is not None


def _tests(element: Any, name: str, item: Item) -> Iterator[bool]:
    """Yield the results of one attribute of cs:if, a result a word."""
    words = element.get(name).split()
    match name:
        case "type":
            yield from (word == item.type for word in words)
        case "variable":
            yield from (item.has(word) for word in words)
        case "is-numeric":
            yield from (is_numeric(marks.bare(item.texts.get(word, ""))) for word in words)
        case "is-uncertain-date":
            yield from (word in item.dates and item.dates[word].circa for word in words)
        case "position":
            # A bibliography has no positions; the cite that is compared is a first one.
            yield from (item.mode == "citation" and word == "first" for word in words)
        case "locator" | "disambiguate":
            yield from (False for _ in words)


def _inherited(element: Any, item: Item, name: str, default: str) -> str:
    root = element.getroottree().getroot()
    area = root.find("cs:citation" if item.mode == "citation" else "cs:bibliography", PREFIXES)
    if area is not None and name in area.attrib:
        return str(area.get(name))
    return str(root.get(name, default))


def _substitute_of(element: Any) -> str:
    """Return what stands for names that are those of the entry before, empty for themselves.

    CSL 1.0.2, "Reference Grouping": "the substitute […] replaces the entire name list". The rules
    "partial-each" and "partial-first" are for parts of lists and are not followed.
    """
    area = element.getroottree().getroot().find("cs:bibliography", PREFIXES)
    if area is None or area.get("subsequent-author-substitute-rule", "").startswith("partial"):
        return ""
    return str(area.get("subsequent-author-substitute", ""))


def _name_options(element: Any, described: Any, item: Item) -> NameOptions:
    root = element.getroottree().getroot()
    name = described.find("cs:name", PREFIXES)
    et_al = described.find("cs:et-al", PREFIXES)

    def option(key: str, default: str) -> str:
        if key in item.overrides:
            return item.overrides[key]
        if name is not None and key in name.attrib:
            return str(name.get(key))
        return _inherited(element, item, _INHERITED.get(key, key), default)

    connective = option("and", "")
    if connective:
        connective = "&" if connective == "symbol" else root.term_text("and")
    cut = root.term_text("et-al" if et_al is None else et_al.get("term", "et-al"))
    if et_al is not None:
        cut = marks.decorated(cut, et_al.attrib)
    initialize_with = option("initialize-with", "\0")
    return NameOptions(
        form=option("form", "long"),
        delimiter=option("delimiter", ", "),
        connective=connective,
        precedes_last=option("delimiter-precedes-last", "contextual"),
        precedes_et_al=option("delimiter-precedes-et-al", "contextual"),
        et_al_min=_integer(option("et-al-min", "0")),
        et_al_use_first=_integer(option("et-al-use-first", "1")),
        et_al_use_last=option("et-al-use-last", "false") == "true",
        initialize=option("initialize", "true") == "true",
        initialize_with=None if initialize_with == "\0" else initialize_with,
        hyphens=root.get("initialize-with-hyphen", "true") == "true",
        sort_order=option("name-as-sort-order", ""),
        sort_separator=option("sort-separator", ", "),
        demote=root.get("demote-non-dropping-particle", "display-and-sort"),
        cut=cut,
        parts={}
        if name is None
        else {part.get("name"): part.attrib for part in name.findall("cs:name-part", PREFIXES)},
    )


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _padded(text: str) -> str:
    """Return a number so that it sorts by its value."""
    return re.sub(r"\d{1,18}", lambda match: match[0].zfill(18), marks.bare(text))
