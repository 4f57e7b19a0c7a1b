"""A style in a language, ready to make entries: parsed, corrected, its terms in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from citeproc import (  # type: ignore[import-untyped]
    LANGUAGE_NAMES,
    PRIMARY_DIALECTS,
    model,
)
from citeproc.frontend import CitationStylesLocale  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from bibconv.csl import elements, marks
from bibconv.csl.disambiguation import disambiguate
from bibconv.csl.elements import CS, NAMESPACE, PREFIXES, ready
from bibconv.csl.items import Item
from bibconv.csl.name_elements import Names, Substitute
from bibconv.csl.sorting import Key, by_keys
from bibconv.csl.styles import StyleFile, errata
from bibconv.diagnostics import UsageError
from bibconv.format import WriteOptions

# The attribute `xml:lang`.
XML = "{http://www.w3.org/XML/1998/namespace}"

EXTENSIONS = (*elements.EXTENSIONS, Names, Substitute, Key)


class Term(NamedTuple):
    """A localized word, for one and for several."""

    single: str
    multiple: str


class Engine:
    """A style in a language, ready to make entries.

    `extensions` are the classes of the style's elements; others are for those who look on.
    """

    def __init__(
        self, style: StyleFile, locale: str, extensions: Sequence[type] = EXTENSIONS
    ) -> None:
        self._lead: list[str] = []
        self._lead_names: list[str] = []
        self.root = root = _parsed(style, extensions)
        # "en-US" is what nobody chose: a German style stays German unless asked otherwise.
        own = root.get("default-locale")
        self.locale = own if own and locale == WriteOptions().locale else locale
        try:
            locales = _locales(root, self.locale)
        except (ValueError, etree.XMLSyntaxError) as error:
            raise UsageError(f"the style {style.id} has no usable locale: {error}") from error
        self.bibliography = root.find("cs:bibliography", PREFIXES)
        self.citation = root.find("cs:citation", PREFIXES)
        root.bibliography_area, root.citation_area = self.bibliography, self.citation
        root.terms_table = _terms(locales)
        root.dates_table = _dates(locales)
        root.english = self.locale.startswith("en")
        root.ordinals_on_first_only = _option(locales, "limit-day-ordinals-to-day-1")
        root.page_delimiter = root.term_text("page-range-delimiter") or "–"
        root.macros_table = {
            macro.get("name"): macro for macro in root.findall("cs:macro", PREFIXES)
        }
        root.implicit_suffix = not root.xpath(
            "//cs:text[@variable='year-suffix']", namespaces=PREFIXES
        )
        root.author_substitute = (None, "complete-all")
        if self.bibliography is not None:
            attributes = self.bibliography.attrib
            root.author_substitute = (
                attributes.get("subsequent-author-substitute"),
                attributes.get("subsequent-author-substitute-rule", "complete-all"),
            )
        # Elements keep what Python knows of them only while something holds them.
        self._alive = list(root.iter())
        ready(root)
        self.layout = self.citation.find("cs:layout", PREFIXES)
        term = root.term_text
        self.quotes = marks.Quotes(
            term("open-quote") or "“",
            term("close-quote") or "”",
            term("open-inner-quote") or "‘",
            term("close-inner-quote") or "’",
            _option(locales, "punctuation-in-quote"),
        )

    def sort(self, items: Sequence[Item]) -> list[Item]:
        """Return items in the order of the bibliography, numbered, and told apart."""
        ordered = list(items)
        for number, item in enumerate(ordered, 1):
            item.number = number
        keys = [] if self.bibliography is None else _keys(self.bibliography)
        if keys:
            ordered = by_keys(ordered, keys)
            # CSL 1.0.2, "Sorting": numbers run the other way where they sort downwards.
            down = keys[0].options.get("variable") == "citation-number" and (
                keys[0].options.get("sort") == "descending"
            )
            for number, item in enumerate(reversed(ordered) if down else ordered, 1):
                item.number = number
        disambiguate(ordered, self.citation.options, self._bare_cite)
        return ordered

    def entry(self, item: Item) -> str:
        """Return the marked text of an item's bibliography entry, empty where there is none.

        Entries are asked for in the order of the bibliography: names may refer to the one before.
        """
        # A style without a bibliography, for notes only, prints a first cite in full.
        item.start("entry" if self.bibliography is not None else "citation")
        item.positions = frozenset() if self.bibliography is not None else _FIRST
        item.later = False
        item.lead_before, item.lead_names_before = self._lead, self._lead_names
        self._lead, self._lead_names = [], []
        area = self.citation if self.bibliography is None else self.bibliography
        text: str = area.find("cs:layout", PREFIXES).entry(item)
        self._lead, self._lead_names = item.lead, item.lead_names
        return text

    def _bare_cite(self, item: Item) -> str:
        """Return an item's first cite, to compare with others."""
        item.start("citation")
        item.positions, item.later = _FIRST, False
        suffix, number = item.year_suffix, item.number
        # Numbers and letters tell all cites apart, which says nothing.
        item.year_suffix, item.number = "", 0
        text = marks.bare(self.layout.cite(item))
        item.year_suffix, item.number = suffix, number
        return text


_FIRST = frozenset({"first"})


def _keys(area: Any) -> list[Any]:
    return list(area.findall("cs:sort/cs:key", PREFIXES))


def _parsed(style: StyleFile, extensions: Sequence[type]) -> Any:
    """Parse a style with the classes above, and correct what its manual has otherwise."""
    lookup = etree.ElementNamespaceClassLookup()
    classes = lookup.get_namespace(NAMESPACE)
    base = model.CitationStylesElement
    classes[None] = base
    for kind in (*base.__subclasses__(), *extensions):
        classes[kind.__name__.replace("_", "-").lower()] = kind
    parser = etree.XMLParser(
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
    )
    parser.set_element_class_lookup(lookup)
    try:
        root = etree.parse(str(style.path), parser).getroot()
        for erratum in errata(style.id):
            for element in root.xpath(erratum["select"], namespaces=PREFIXES):
                for name, value in erratum.get("set", {}).items():
                    element.set(name, value)
                if source := erratum.get("before"):
                    element.addprevious(etree.fromstring(source, parser))
    except (etree.XMLSyntaxError, OSError) as error:
        raise UsageError(f"{style.path} is not a CSL style: {error}") from error
    if root.tag != f"{CS}style" or root.find("cs:citation", PREFIXES) is None:
        raise UsageError(f"{style.path} is not a CSL style")
    return root


def _locales(root: Any, locale: str) -> list[Any]:
    """Return what a style takes its words from, the first one that has them wins.

    CSL 1.0.2, "Locale Fallback": the style's own cs:locale of the dialect, of the language, of no
    language, then the files of the dialect, of the language's main dialect, of American English.
    """
    language = locale.split("-")[0]
    own = root.findall("cs:locale", PREFIXES)
    found = [
        element for wanted in (locale, language, None) for element in own
        if element.get(f"{XML}lang") == wanted
    ]  # fmt: skip
    files = [locale] if locale in LANGUAGE_NAMES else []
    files += [PRIMARY_DIALECTS[language]] if language in PRIMARY_DIALECTS else []
    return found + [_locale_file(name) for name in dict.fromkeys([*files, "en-US"])]


@cache
def _locale_file(name: str) -> Any:
    return CitationStylesLocale(name, validate=False).root


def _option(locales: Iterable[Any], name: str) -> bool:
    for locale in locales:
        options = locale.find("cs:style-options", PREFIXES)
        if options is not None and name in options.attrib:
            return bool(options.get(name) == "true")
    return False


def _dates(locales: Iterable[Any]) -> dict[str, tuple[str, list[dict[str, str]]]]:
    """Return the localized date formats: delimiter and parts by form."""
    table: dict[str, tuple[str, list[dict[str, str]]]] = {}
    for locale in locales:
        for date in locale.findall("cs:date", PREFIXES):
            parts = [dict(part.attrib) for part in date.findall("cs:date-part[@name]", PREFIXES)]
            table.setdefault(date.get("form"), (date.get("delimiter", ""), parts))
    return table


def _terms(locales: Iterable[Any]) -> dict[tuple[str, str], Term]:
    """Return the terms of a list of locales; what comes first wins.

    CSL 1.0.2, "Ordinal Suffixes": a locale that has any of them hides those of all others.
    """
    table: dict[tuple[str, str], Term] = {}
    for locale in locales:
        ordinals = any(name.startswith("ordinal") for name, _ in table)
        for term in locale.findall("cs:terms/cs:term", PREFIXES):
            if ordinals and term.get("name", "").startswith("ordinal"):
                continue
            single = term.find("cs:single", PREFIXES)
            multiple = term.find("cs:multiple", PREFIXES)
            text = term.text or ""
            table.setdefault(
                (term.get("name", ""), term.get("form", "long")),
                Term(
                    text if single is None else single.text or "",
                    text if multiple is None else multiple.text or "",
                ),
            )
    return table
