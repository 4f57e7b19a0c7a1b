"""Labelled references without limit: records varied, cited in many styles, and damaged.

    python -m training.synthesis CORPORA COUNT SEED > OUT.jsonl

Spans follow one convention, GROBID's: a span holds the bare value, and what leads to it ("In",
"pp.", "vol.", "doi:", "arXiv:", "(Hrsg.)"), quotes it or brackets it stays outside. Names with
their "et al." are one span. The section letter of "Phys. Rev. D" belongs to the journal, "ed." to
"3rd ed.", the letter to "2016a"; "n.d." is a date. A DOI printed as an address is `url`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypedDict

from bibconv.csl import elements, marks, name_elements
from bibconv.csl import engine as engines
from bibconv.csl.items import Item, item_of
from bibconv.csl.styles import find_style
from bibconv.format import Markup
from bibconv.record import Name, Record
from training import damage, layouts, native, words
from training.marked import OPEN, Span, mark, read_off
from training.styles import DIVERSE, EVERYDAY, LOCALES, OTHER_LOCALES
from training.variation import Pools, pools, record_of, varied


class Labelled(TypedDict):
    """A reference with its values; `style` is a CSL style, or the name of a layout."""

    text: str
    spans: list[Span]
    fields: dict[str, str]
    lang: str
    type: str
    style: str
    corpus: str


# References rendered one after the other with one engine. A style takes 20 to 200 ms to read, a
# reference a few: in runs of this length reading is a small part.
_RUN = 24
# The share of references that hand-written layouts make.
_LAYOUTS = 0.4
# The share of references in scripts that the records lack.
_NATIVE = 0.1


def references(corpora: Path, count: int, seed: int) -> Iterator[Labelled]:
    """Yield labelled references, the same ones for the same corpora and seed."""
    rng = Random(seed)
    source = pools(corpora)
    styles = _weighted()
    made = 0
    while made < count:
        style = rng.choices(styles[0], styles[1])[0]
        language = rng.choices(*_LANGUAGES)[0]
        locale = _locale(language, rng)
        for _ in range(min(_RUN, count - made)):
            yield _reference(source, style, language, locale, rng)
            made += 1


def _weighted() -> tuple[list[str], list[float]]:
    """Return all styles with weights such that half of the references are in everyday ones."""
    share = sum(EVERYDAY.values()) / len(DIVERSE)
    return [*EVERYDAY, *DIVERSE], [*EVERYDAY.values(), *(share for _ in DIVERSE)]


# How often each language of the records is drawn; English has most of them.
_LANGUAGES: tuple[Sequence[str], Sequence[float]] = (
    ("en", "de", "fr", "es", "pt", "nl", "it", "ru", "cjk"),
    (60, 12, 10, 6, 4, 2.5, 3.5, 1, 1),
)


def _locale(language: str, rng: Random) -> str:
    """Return a locale: mostly the records' own, else English, else any."""
    drawn = rng.random()
    if drawn < 0.72:
        own = LOCALES[language]
        return own[0] if rng.random() < 0.7 else rng.choice(own)
    if drawn < 0.88:
        return "en-US"
    return rng.choice((*OTHER_LOCALES, *(locale for own in LOCALES.values() for locale in own)))


def _reference(source: Pools, style: str, language: str, locale: str, rng: Random) -> Labelled:
    while True:
        pool = source.by_language.get(language) or source.records
        # A list in one language cites works in others.
        raw = rng.choice(pool if rng.random() < 0.8 else source.records)
        if rng.random() < _NATIVE:
            record, raw = native.record(rng), {}
        else:
            record = varied(record_of(raw), source, rng)
        if not raw and rng.random() < 0.9:
            used, text = layouts.native(record, rng)
        elif rng.random() < _LAYOUTS:
            used, text = layouts.laid_out(record, source, rng)
        else:
            used, text = style, _cited(record, style, locale, rng)
        text, spans = read_off(damage.damaged(text, record, rng))
        # A reference of one value or none teaches nothing.
        if (
            len({span["label"] for span in spans} - {"citation-number"}) > 1
            and 15 < len(text) < 1500
        ):
            return Labelled(
                text=text,
                spans=spans,
                fields={},
                lang=record.texts.get("language") or raw.get("language", ""),
                type=record.type,
                style=used,
                corpus="synthetic",
            )


def _cited(record: Record, style: str, locale: str, rng: Random) -> str:
    engine = _engine(style, locale)
    item = item_of(record, "1", style, engine.locale)
    item.number = _number(rng)
    if rng.random() < 0.06:
        item.year_suffix = rng.choice("aaabbcd")
    drawn = rng.random()
    markup: Markup = "markdown" if drawn < 0.08 else "text"
    try:
        entry = engine.entry(item)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ""  # a style that cannot cope with a record: the caller draws another
    text = marks.finished(entry, engine.quotes, markup).strip()
    if drawn < 0.03:
        text = damage.latex_italics(text)
    # Some paste what a converter wrote, escapes and all.
    return damage.plain_markdown(text) if 0.01 < drawn < 0.08 else text


def _number(rng: Random) -> int:
    return rng.randint(1, rng.choice((9, 40, 150, 400)))


@lru_cache(maxsize=40)
def _engine(style: str, locale: str) -> engines.Engine:
    return engines.Engine(find_style(style), locale, EXTENSIONS)


# What each CSL variable is called in the labels; others stay unmarked.
_LABELS: dict[str, str] = {
    "title": "title", "title-short": "title", "collection-title": "collection-title",
    "volume": "volume", "collection-number": "volume", "issue": "issue", "page": "pages",
    "page-first": "pages", "number-of-pages": "number-of-pages", "publisher": "publisher",
    "authority": "publisher", "archive": "publisher", "publisher-place": "location",
    "event-place": "location", "edition": "edition", "version": "edition", "genre": "genre",
    "medium": "genre", "number": "number", "status": "status", "note": "note", "DOI": "doi",
    "URL": "url", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn", "ISSN": "issn",
    "citation-number": "citation-number",
    "citation-label": "citation-number", "author": "author", "editor": "editor",
    "translator": "translator", "issued": "date", "original-date": "date", "event-date": "date",
    "accessed": "accessed", "event-title": "container-title", "event": "container-title",
}  # fmt: skip
_PERIODICAL = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book", "article"}
)


def _label(variable: str, item: Item) -> str | None:
    if variable in ("container-title", "container-title-short", "journalAbbreviation"):
        return "journal" if item.type in _PERIODICAL else "container-title"
    if variable == "number" and item.type == "article-journal":
        # An article number stands where pages do.
        return "pages"
    return _LABELS.get(variable)


# "arXiv:2004.10484"
_ARXIV = re.compile(r"(?i)(arxiv: ?)(\S+)")


def _marked(variable: str, text: str, item: Item) -> str:
    label = _label(variable, item)
    if label is None or item.mode == "sort" or not text:
        return text
    if label == "number" and (found := _ARXIV.match(text)):
        return found[1] + mark("arxiv", found[2]) + text[found.end() :]
    if label in ("note", "genre", "date") and marks.bare(text).casefold() in _STATUSES:
        label = "status"
    return mark(label, text)


_STATUSES = frozenset(status.casefold() for status in (*words.STATUSES, "unpublished"))


def _marking(element: object, variable: str) -> None:
    """Let an element mark its value before it puts affixes, quotes and formatting round it."""
    finish: Callable[[str, Item], str] = element.finish  # type: ignore[attr-defined]
    element.finish = lambda text, item: finish(_marked(variable, text, item), item)  # type: ignore[attr-defined]


class Text(elements.Text):
    """cs:text whose variable is marked."""

    def read(self) -> None:
        """Mark what a variable has."""
        super().read()
        if self.variable:
            _marking(self, self.variable)
        elif self.options.get("term") == "no date":
            _marking(self, "issued")


class Number(elements.Number):
    """cs:number, marked."""

    def read(self) -> None:
        """Mark what a variable has."""
        super().read()
        _marking(self, self.options.get("variable", ""))


class Date(elements.Date):
    """cs:date, marked."""

    def read(self) -> None:
        """Mark what a variable has."""
        super().read()
        _marking(self, self.options.get("variable", ""))


class Names(name_elements.Names):
    """cs:names in which each list of names is marked, without its label."""

    def _labelled(self, text: str, people: Sequence[Name], role: str, *rest: object) -> str:
        variable = "editor" if role == "editortranslator" else role
        item = rest[-1]
        if isinstance(item, Item) and item.mode != "sort" and variable in OPEN:
            text = mark(variable, text)
        return str(super()._labelled(text, people, role, *rest))  # type: ignore[arg-type]


_OWN = (Text, Number, Date, Names)
EXTENSIONS = tuple(
    next((own for own in _OWN if issubclass(own, kind)), kind) for kind in engines.EXTENSIONS
)


def main(arguments: Sequence[str]) -> None:
    """Write references as JSON lines to the standard output."""
    corpora, count, seed = arguments
    for reference in references(Path(corpora), int(count), int(seed)):
        sys.stdout.write(json.dumps(reference, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
