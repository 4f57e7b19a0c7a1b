"""citeproc-py's elements, extended: the one place where its behaviour is changed, rule by rule.

citeproc-py 0.11.1 parses a style into elements whose classes come from a look-up table of its
parser. The classes here, in `name_elements` and in `sorting` take the place of its own in that
table (`bibconv.csl.engine`), so nothing of citeproc-py is replaced for anybody else. Each class
cites the sentence of the CSL 1.0.2 specification that citeproc-py does not follow.

An element of a style is read once, by `ready`, and rendered often: what it says is kept in Python's
own dicts and lists, because each look into the tree of lxml costs as much as a whole rendering.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from citeproc import model  # type: ignore[import-untyped]

from bibconv.csl import marks
from bibconv.csl.casing import cased
from bibconv.csl.dates import date_text, sort_date
from bibconv.csl.items import Item
from bibconv.csl.numbers import is_numeric, number_text, padded, page_text
from bibconv.variables import NUMBER_VARS

NAMESPACE = "http://purl.org/net/xbiblio/csl"
PREFIXES = {"cs": NAMESPACE}
CS = f"{{{NAMESPACE}}}"

# CSL 1.0.2, "Terms": "verb-short" falls back to "verb", "symbol" to "short", both to "long".
_FALLBACKS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


def ready(root: Any) -> None:
    """Let each element of a style read what it says."""
    for element in root.iter("{*}*"):
        element.options = dict(element.attrib)
        element.parts = list(element.iterchildren("{*}*"))
        element.style = root
    for element in root.iter("{*}*"):
        if read := getattr(type(element), "read", None):
            read(element)


class Rendered:
    """An element that renders one text; cs:choose has several."""

    def texts(self: Any, item: Item) -> list[str]:
        """Return the text in a list, empty where there is none."""
        text = self.render(item)
        return [text] if text else []


class Style(model.Style):  # type: ignore[misc]
    """cs:style with its terms and macros in tables."""

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
    """cs:layout: one entry, or one cite."""

    def read(self) -> None:
        """Note the suffix."""
        self.suffix = marks.joint(self.options.get("suffix", ""))

    def entry(self, item: Item) -> str:
        """Return the marked text of an entry.

        CSL 1.0.2, `second-field-align`: the first field is a label of its own; in running text a
        space parts it from the rest.
        """
        parts = [text for child in self.parts if (text := child.render(item))]
        if not parts:
            return ""
        suffix = self.suffix
        if self.getparent().options.get("second-field-align") and len(parts) > 1:
            label = marks.wrapped(parts[0], "left-margin")
            text = label + marks.wrapped("".join(parts[1:]) + suffix, "right-inline")
        else:
            text = marks.appended("".join(parts), suffix)
        return str(self.options.get("prefix", "")) + marks.decorated(text, self.options)

    def cite(self, item: Item) -> str:
        """Return an item's cite without affixes."""
        return "".join([text for child in self.parts if (text := child.render(item))])


class Text(Rendered, model.Text):  # type: ignore[misc]
    """cs:text."""

    def read(self) -> None:
        """Find out where the text comes from."""
        options = self.options
        self.finish = finisher(self)
        self.variable = options.get("variable", "")
        self.macro = self.style.macros_table.get(options.get("macro"))
        self.words = options.get("value", "")
        if term := options.get("term"):
            plural = options.get("plural") == "true"
            self.words = self.style.term_text(term, options.get("form", "long"), plural)

    def render(self, item: Item) -> str | None:
        """Return the text of a variable, macro, term or value."""
        if self.variable:
            text = self._variable_text(item, self.variable)
        elif self.macro is not None:
            # citeproc-js takes a macro for a cs:group, see there: of words alone ("In:") it counts
            # as a variable, of words and empty variables it is suppressed.
            called, filled = item.called, item.filled
            text = self.macro.render(item)
            if text and item.called == called:
                item.called += 1
                item.filled += 1
            elif item.filled == filled:
                text = None
        else:
            text = self.words
            if self.options.get("term") == "no date" and not item.suffix_printed:
                text += self._undated_suffix(item)
        return self.finish(text, item) if text else None

    def _undated_suffix(self, item: Item) -> str:
        """Return what tells undated items apart: `n.d.-a`, as citeproc-js has it."""
        if not (self.style.implicit_suffix and item.year_suffix):
            return ""
        item.suffix_printed = True
        return f"-{item.year_suffix}"

    def _variable_text(self, item: Item, variable: str) -> str:
        if variable == "year-suffix":
            # Not a variable of the item: a group of it and nothing else is no reason to print.
            return item.year_suffix
        if variable == "citation-number":
            item.take(variable, item.number > 0)
            return str(item.number) if item.number else ""
        if variable == "citation-label":
            item.take(variable, True)
            item.suffix_printed = True
            return item.label() + item.year_suffix
        name = _named(item, variable, self.options.get("form") == "short")
        text = item.texts.get(name, "")
        if variable == "page-first" and not text:
            text = item.texts.get("page", "")
        if not item.take(variable, bool(text)):
            return ""
        return _number_or_text(self.style, item, variable, text, "numeric")


class Number(Rendered, model.Number):  # type: ignore[misc]
    """cs:number."""

    def read(self) -> None:
        """Make the finishing touches a function."""
        self.finish = finisher(self)

    def render(self, item: Item) -> str | None:
        """Return a number in the form asked for; what is no number stays as it is."""
        variable = self.options["variable"]
        text = item.texts.get(variable, "")
        if variable == "citation-number":
            text = str(item.number)
        if not item.take(variable, bool(text)):
            return None
        form = self.options.get("form", "numeric")
        return str(self.finish(_number_or_text(self.style, item, variable, text, form), item))


def _number_or_text(style: Any, item: Item, variable: str, text: str, form: str) -> str:
    """Return the value of a variable; numbers and pages have a form of their own."""
    if variable in ("page", "page-first"):
        first = variable == "page-first"
        shortening = style.options.get("page-range-format", "")
        return page_text(text, style.page_delimiter, shortening, first)
    if variable not in NUMBER_VARS and variable != "locator":
        return text
    if item.mode == "sort":
        return padded(text)
    return number_text(text, form, style.term_text, style.page_delimiter)


class Label(Rendered, model.Label):  # type: ignore[misc]
    """cs:label of a number; those of names are made by `Names`."""

    def read(self) -> None:
        """Find out whose label it is.

        CSL 1.0.2, "Label": "The term is only rendered if the selected variable is non-empty." But
        styles print `276 pp.` and `5 vols.` as cs:number of `number-of-pages` and cs:label of
        `page` in one cs:group, as there are no such terms; citeproc-js does so.
        """
        self.finish = finisher(self)
        self.variable = self.options.get("variable", "")
        beside = {other.get("variable") for other in self.getparent() if other is not self}
        self.labelled = {self.variable}
        if self.variable not in beside and self.getparent().tag == f"{CS}group":
            self.labelled |= beside & NUMBER_VARS

    def render(self, item: Item) -> str | None:
        """Return the term of a variable."""
        name = variable = self.variable
        if variable in item.suppressed and not item.substituting:
            return None
        if not any(number in item.texts for number in self.labelled):
            return None
        text = item.texts.get(variable, "")
        if variable == "locator":
            name = item.texts.get("locator-label", "page")
        plural = self.options.get("plural", "contextual")
        several = plural == "always" or (plural == "contextual" and _is_plural(name, text))
        term = self.style.term_text(name, self.options.get("form", "long"), several)
        return self.finish(term, item) if term else None


class Date(Rendered, model.Date):  # type: ignore[misc]
    """cs:date."""

    def read(self) -> None:
        """Take the parts from the style or from its locale.

        CSL 1.0.2, "Localized Date Formats": `date-parts` selects among the locale's parts, whose
        attributes but affixes the style's own cs:date-part may override.
        """
        self.finish = finisher(self)
        own = {part.options["name"]: part.options for part in self.parts if "name" in part.options}
        self.date_parts: list[Mapping[str, str]] = list(own.values())
        self.delimiter = self.options.get("delimiter", "")
        form = self.options.get("form")
        if form in self.style.dates_table:
            delimiter, found = self.style.dates_table[form]
            shown = set(self.options.get("date-parts", "year-month-day").split("-"))
            self.delimiter = delimiter
            self.date_parts = [
                {**part, **own.get(part["name"], {})} for part in found if part["name"] in shown
            ]
        self.names_shown = {part["name"] for part in self.date_parts}

    def render(self, item: Item) -> str | None:
        """Return a date in the style's or the locale's order."""
        variable = self.options["variable"]
        date = item.dates.get(variable)
        if date is None or not item.take(variable, True):
            item.called += date is None
            return None
        if item.mode == "sort":
            return sort_date(date, self.names_shown)
        style = self.style
        suffix = ""
        if style.implicit_suffix and variable == "issued" and not item.suffix_printed:
            # CSL 1.0.2: "By default, the year-suffix is appended to the first year rendered
            # through cs:date".
            suffix = item.year_suffix
        text = date_text(
            date,
            self.date_parts,
            self.delimiter,
            style.term_text,
            style.english,
            suffix,
            style.ordinals_on_first_only,
        )
        item.suffix_printed = item.suffix_printed or bool(suffix)
        if not text:
            item.filled -= 1
            return None
        if date.literal and not date.start:
            text = marks.value(text) + suffix
        return str(self.finish(text, item))


class Group(Rendered, model.Group):  # type: ignore[misc]
    """cs:group."""

    def read(self) -> None:
        """Make the finishing touches a function."""
        self.finish = finisher(self)
        self.delimiter = marks.joint(self.options.get("delimiter", ""))

    def render(self, item: Item) -> str | None:
        """Return the children, joined.

        CSL 1.0.2, "Group": "cs:group and its child elements are suppressed if a) at least one
        rendering element in cs:group calls a variable (either directly or via a macro), and b) all
        variables that are called are empty." And: "a nested non-empty cs:group element behaves as
        a non-empty variable". citeproc-py decides by the tree, not by what is called.
        """
        called, filled = item.called, item.filled
        texts = [text for child in self.parts for text in child.texts(item)]
        if not texts or (item.called > called and item.filled == filled):
            return None
        item.called += 1
        item.filled += 1
        return str(self.finish(self.delimiter.join(texts), item))


class Macro(model.Macro):  # type: ignore[misc]
    """cs:macro."""

    def render(self, item: Item) -> str | None:
        """Return the children's texts one after the other."""
        return "".join([text for child in self.parts for text in child.texts(item)]) or None


class Choose(model.Choose):  # type: ignore[misc]
    """cs:choose."""

    def texts(self, item: Item) -> list[str]:
        """Return what each child of the branch that holds renders.

        CSL 1.0.2, "Choose": a delimiter of the cs:group around it stands between them.
        """
        for branch in self.parts:
            if branch.holds(item):
                return [text for child in branch.parts for text in child.texts(item)]
        return []

    def render(self, item: Item) -> str | None:
        """Return the text of the branch that holds."""
        return "".join(self.texts(item)) or None


class If(model.If):  # type: ignore[misc]
    """cs:if."""

    def read(self) -> None:
        """Make the conditions a list of functions."""
        self.tests = [
            _test(name, word)
            for name, words in self.options.items()
            if name != "match"
            for word in words.split()
        ]
        self.match = self.options.get("match", "all")

    def holds(self, item: Item) -> bool:
        """Tell whether the conditions hold."""
        if self.match == "all":
            return all(test(item) for test in self.tests)
        return any(test(item) for test in self.tests) is (self.match == "any")


class Else_If(If):
    """cs:else-if."""


class Else(model.Else):  # type: ignore[misc]
    """cs:else."""

    def holds(self, item: Item) -> bool:
        """Hold where nothing before did."""
        return True


Finish = Callable[[str, Item], str]


def finisher(element: Any) -> Finish:
    """Return what does to a text what CSL 1.0.2, "Style Behavior", lets an element ask for.

    In this order: periods stripped, case, formatting, quotes, affixes, display.
    """
    options = element.options
    prefix = marks.joint(options.get("prefix", ""))
    suffix = marks.joint(options.get("suffix", ""))
    strip = options.get("strip-periods") == "true"
    case = options.get("text-case", "")
    quotes = options.get("quotes") == "true"
    display = options.get("display", "")
    # CSL 1.0.2, "Title Case Conversion": to English items only; an item without a language has
    # that of the output. Labels and terms are the style's own words: `(Éd.)` in French APA.
    words = element.tag == f"{CS}label" or "term" in options
    english = bool(element.style.english)

    def finish(text: str, item: Item) -> str:
        if strip:
            text = text.replace(".", "")
        if case:
            is_english = item.language.startswith("en") if item.language else english
            text = cased(text, case, words or is_english)
        text = marks.decorated(text, options)
        if quotes:
            text = marks.wrapped(text, "quote")
        text = prefix + text + suffix
        return marks.wrapped(text, display) if display else text

    if not (strip or case or quotes or display or marks.decorates(options)):
        return lambda text, item: prefix + text + suffix
    return finish


def _named(item: Item, variable: str, short: bool) -> str:
    """Return the variable that holds a variable's short form, where there is one."""
    if short:
        for name in (f"{variable}-short", _SHORT.get(variable, "")):
            if name in item.texts:
                return name
    return variable


_SHORT = {"title": "shortTitle", "container-title": "journalAbbreviation"}


def _is_plural(variable: str, text: str) -> bool:
    """Tell whether a number is several: `1-2`, `3, 5`, or more than one of a `number-of-…`."""
    text = marks.bare(text)
    if variable.startswith("number-of-"):
        # "x, 617" are 617 pages
        return not re.search(r"(?<!\d)[01]\s*$", text)
    if variable != "page" and not is_numeric(text):
        return False
    # "12–15", "3 & 4", "1, 7", "S1-S9", "ii–v"; "2.0", "e0130140" and "US2019311023A1" are one
    return _SEVERAL.search(text) is not None


_SEVERAL = re.compile(
    r"(?:\d[^\W\d_]?|\b[ivxlc]+)\s?(?:[-–;&]|,? ?(?:and|et|und|y)\b|,)"
    r"\s?(?:[^\W\d_]{0,2}\d|[ivxlc]+\b)"
)


def _test(name: str, word: str) -> Callable[[Item], bool]:
    """Return the function of one word of a condition's attribute."""
    match name:
        case "type":
            return lambda item: item.type == word
        case "variable":
            return lambda item: item.has(word)
        case "is-numeric":
            return lambda item: is_numeric(marks.bare(item.texts.get(word, "")))
        case "is-uncertain-date":
            return lambda item: word in item.dates and item.dates[word].circa
        case "position":
            return lambda item: word in item.positions
        case "locator":
            return lambda item: item.texts.get("locator-label") == word
        case "disambiguate":
            return lambda item: item.condition
        case _:
            return lambda item: False


EXTENSIONS = (
    Style, Layout, Text, Number, Label, Date, Group, Macro, Choose, If, Else_If, Else,
)  # fmt: skip
