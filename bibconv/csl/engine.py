"""A style in a language, ready to make entries: parsed, corrected, its terms in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from citeproc import model  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from bibconv.csl import marks
from bibconv.csl.elements import CS, EXTENSIONS, NAMESPACE, PREFIXES
from bibconv.csl.items import Item
from bibconv.csl.styles import StyleFile, errata
from bibconv.diagnostics import UsageError
from bibconv.format import WriteOptions
from bibconv.record import Name


class Term(NamedTuple):
    """A localized word, for one and for several."""

    single: str
    multiple: str


class Engine:
    """A style in a language, ready to make entries."""

    def __init__(self, style: StyleFile, locale: str) -> None:
        self._lead: tuple[Name, ...] = ()
        self.root = _parsed(style)
        # "en-US" is what nobody chose: a German style stays German unless asked otherwise.
        own = self.root.get("default-locale")
        self.locale = own if own and locale == WriteOptions().locale else locale
        try:
            self.root.set_locale_list(self.locale, validate=False)
        except (ValueError, etree.XMLSyntaxError) as error:
            raise UsageError(f"the style {style.id} has no usable locale: {error}") from error
        self.bibliography = self.root.find("cs:bibliography", PREFIXES)
        self.citation = self.root.find("cs:citation", PREFIXES)
        self.root.terms_table = _terms(self.root.locales)
        self.root.english = self.locale.startswith("en")
        self.root.macros_table = {
            macro.get("name"): macro for macro in self.root.findall("cs:macro", PREFIXES)
        }
        self.root.implicit_suffix = not self.root.xpath(
            "//cs:text[@variable='year-suffix']", namespaces=PREFIXES
        )
        # Elements keep what Python knows of them only while something holds them.
        self._alive = list(self.root.iter())
        self.root.formatter = marks
        term = self.root.term_text
        self.quotes = marks.Quotes(
            term("open-quote") or "“",
            term("close-quote") or "”",
            term("open-inner-quote") or "‘",
            term("close-inner-quote") or "’",
            self.root.get_locale_option("punctuation-in-quote") == "true",
        )

    def sort(self, items: Sequence[Item]) -> list[Item]:
        """Return items in the order of the bibliography, numbered, with year suffixes."""
        ordered = list(items)
        sort = None if self.bibliography is None else self.bibliography.find("cs:sort", PREFIXES)
        for number, item in enumerate(ordered, 1):
            item.number = number
        if sort is not None:
            # The last key first: each sort keeps the order of the one before.
            for sort_key in reversed(sort.findall("cs:key", PREFIXES)):
                ordered = sort_key.sorted(ordered)
            for number, item in enumerate(ordered, 1):
                item.number = number
        self._add_year_suffixes(ordered)
        return ordered

    def entry(self, item: Item) -> str:
        """Return the marked text of an item's bibliography entry, empty where there is none.

        Entries are asked for in the order of the bibliography: names may refer to the one before.
        """
        item.start("entry")
        item.lead_before, self._lead = self._lead, ()
        area = self.citation if self.bibliography is None else self.bibliography
        text: str = area.find("cs:layout", PREFIXES).entry(item)
        self._lead = item.lead
        return text

    def _add_year_suffixes(self, items: Iterable[Item]) -> None:
        """Tell apart cites that look the same.

        CSL 1.0.2, `disambiguate-add-year-suffix`: "an alphabetic year-suffix is added to ambiguous
        cites […] and their corresponding bibliographic entries", in the bibliography's order.
        """
        if self.citation is None or self.citation.get("disambiguate-add-year-suffix") != "true":
            return
        overrides = {}
        if self.citation.get("disambiguate-add-names") == "true":
            # Names are added first: only cites whose whole lists agree need a suffix.
            overrides = {"et-al-min": "0"}
        if self.citation.get("disambiguate-add-givenname") == "true":
            overrides["form"] = "long"
        cites: dict[str, list[Item]] = {}
        layout = self.citation.find("cs:layout", PREFIXES)
        for item in items:
            item.year_suffix = ""
            item.start("citation", overrides)
            cites.setdefault(marks.bare(layout.cite(item)), []).append(item)
        for same in cites.values():
            for number, item in enumerate(same if len(same) > 1 else ()):
                item.year_suffix = _letters(number)


def _parsed(style: StyleFile) -> Any:
    """Parse a style with the classes above, and correct what its manual has otherwise."""
    lookup = etree.ElementNamespaceClassLookup()
    classes = lookup.get_namespace(NAMESPACE)
    base = model.CitationStylesElement
    classes[None] = base
    for kind in (*base.__subclasses__(), *EXTENSIONS):
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


def _terms(locales: Iterable[Any]) -> dict[tuple[str, str], Term]:
    """Return the terms of a list of locales; what comes first wins.

    CSL 1.0.2, "Ordinal Suffixes": a locale that has any of them hides those of all others.
    """
    table: dict[tuple[str, str], Term] = {}
    for locale in locales:
        ordinals = any(name.startswith("ordinal") for name, _ in table)
        for term in locale.findall("cs:terms/cs:term", PREFIXES):
            if ordinals and term.get("name").startswith("ordinal"):
                continue
            single = term.find("cs:single", PREFIXES)
            multiple = term.find("cs:multiple", PREFIXES)
            text = term.text or ""
            table.setdefault(
                (term.get("name"), term.get("form", "long")),
                Term(
                    text if single is None else single.text or "",
                    text if multiple is None else multiple.text or "",
                ),
            )
    return table


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, … for 0, 1, …"""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("a") + digit) + text
    return text
