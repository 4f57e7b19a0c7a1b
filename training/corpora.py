"""The corpora's references as words with labels, their conventions evened out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bibconv.plaintext.tokens import clean
from bibconv.plaintext.words import Words, word_key, words_of

# What the network can say about a word, and what the corpora call it. "" is no value.
LABELS = (
    "", "author", "editor", "translator", "title", "journal", "container-title",
    "collection-title", "volume", "issue", "page", "number-of-pages", "number", "publisher",
    "publisher-place", "genre", "edition", "status", "issued", "accessed", "DOI", "URL", "arxiv",
    "PMID", "PMCID", "ISBN", "ISSN", "note", "citation-number",
)  # fmt: skip
_NAMES = {
    "collaboration": "author",
    "pages": "page",
    "location": "publisher-place",
    "institution": "publisher",
    "identifier": "number",
    "date": "issued",
    "doi": "DOI",
    "url": "URL",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "issn": "ISSN",
    "other": "note",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reference's words with a label each; `italics` tells which are printed so."""

    text: str
    words: Words
    labels: list[int]
    italics: list[bool]
    corpus: str


def read(path: Path) -> Iterator[Labelled]:
    """Yield the references of a corpus file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield labelled(json.loads(line))


def labelled(row: dict[str, Any]) -> Labelled:
    """Return one reference as the reader will see it: clean, in words."""
    text = clean([(0, row["text"])])
    words = words_of(text.text)
    labels = [""] * len(words.spans)
    spans = _spans(row)
    starts = [text.offsets[start] for start, _ in words.spans]
    for label, start, end in spans:
        inside = [at for at, place in enumerate(starts) if start <= place < end]
        shown = [_lead(text.text[slice(*words.spans[at])]) for at in inside]
        # "S278" is a page of a supplement, "S. 278" a page.
        glued = {k for k, at in enumerate(inside) if not words.gaps[at + 1]}
        for at, word_label in zip(inside, _evened(label, shown, glued, row), strict=True):
            labels[at] = word_label
    _addresses(text.text, words, labels)
    _et_al(text.text, words, labels)
    _pubmed(text.text, words, labels)
    italics = [any(start <= word < end for start, end in text.italics) for word, _ in words.spans]
    return Labelled(
        text.text, words, [LABELS.index(label) for label in labels], italics, row.get("corpus", "")
    )


def _lead(word: str) -> str:
    """Return a word as lead-ins are listed; the initial "A" is not the "a" of "a cura di"."""
    return word if len(word) == 1 else word.lower()


def _spans(row: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Return the labelled spans under the project's names, by what the corpora mean."""
    spans = [(_NAMES.get(s["label"], s["label"]), s["start"], s["end"]) for s in row["spans"]]
    text = row["text"]
    corpus = row.get("corpus", "")
    if corpus == "plos":
        spans = list(_plos(spans, row))
    out: list[tuple[str, int, int]] = []
    title = min((start for label, start, _ in spans if label == "title"), default=len(text))
    for at, (label, start, end) in enumerate(spans):
        shown = text[start:end]
        if label == "page" and _PAGE_COUNT.fullmatch(shown):
            label = "number-of-pages"
        elif label == "publisher" and start < min(title, 12) and at == 0:
            label = "author"  # GROBID: a corporate author at the beginning
        elif label == "note" and re.search(
            r"access|retrieved|consult|abgerufen|visited", shown, re.I
        ):
            label = "accessed" if re.search(r"\d{4}", shown) else ""
        elif label == "note" and re.fullmatch(r"\W*PMID:?\W*\d+\W*", shown):
            label = "PMID"
        elif label == "note" and _STATUS.fullmatch(shown):
            label = "status"
        elif label == "note" and len(shown.split()) == 1 and shown.strip(" :.").lower() == "doi":
            label = ""
        elif label == "URL" and re.fullmatch(r"\W*\d{5,8}\W*", shown):
            label = "PMID"
        elif label == "URL" and re.match(r"\W*10\.\d{4}", shown):
            label = "DOI"
        elif (label == "volume" and not re.search(r"\d|\b[IVXLC]+\b", shown)) or (
            label == "genre" and re.fullmatch(r"\W*(?:web|print|dvd|pdf)\W*", shown, re.I)
        ):
            label = "note"
        out.append((label, start, end))
    return out


def _plos(spans: list[tuple[str, int, int]], row: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """JATS: editors are authors behind the title; books have only a container; PLOS journals."""
    titled = any(label == "title" for label, _, _ in spans)
    journal = row.get("type") in ("journal", "", None)
    seen_title = False
    for label, start, end in spans:
        if label == "title":
            seen_title = True
        if label == "author" and seen_title:
            label = "editor"
        elif label == "container-title":
            seen_title = True
            label = "journal" if journal else label if titled else "title"
        yield label, start, end


# "108 p.", "xii, 264 с", "24 pp"
_PAGE_COUNT = re.compile(
    r"\W*(?:[ivxlc]+\s?[,+]\s?)?\d+\s?(?:p|pp|pages|S|Seiten|s|с|стр|págs?)\b\W*"
)
# "in press", "forthcoming", "submitted", "Soumis", "to appear"
_STATUS = re.compile(
    r"\W*(?:in press|forthcoming|submitted|to appear|accepted|soumis|à paraître|im druck|in prep\w*"
    r"|unpublished|n\.?\s?d\.?)\W*",
    re.IGNORECASE,
)

# Words that lead to a value or mark it, inside the spans of some corpora and outside in others.
_LEADS: dict[str, frozenset[str]] = {
    label: frozenset(words.split())
    for label, words in {
        "page": "p P S pp pag pages page pg pgs s ss seiten seite str стр с С págs pág hal sid",
        "volume": "vol vols volume volumes v V band bd jg jahrgang t T tome tomo т Т том",
        "issue": "no nr nos n N issue heft h H num número numero number вып fasc iss nº no №",
        "edition": "",
        "container-title": "in dans en em nel in: aus",
        "journal": "in dans en em nel",
        "collection-title": "of coll collection series",
        "publisher": "",
        "editor": "in ed eds edited by hrsg hg von dir editor editors dans sous la direction de a "
        "cura di ed. herausgegeben par éd éds coord org orgs edit",
        "translator": "translated by trans transl tr traduit par übersetzt von translator "
        "translators traduction de edited and",
        "author": "",
        "DOI": "doi http https dx org",
        "URL": "url available at from online retrieved web",
        "accessed": "accessed retrieved consulted on the consulté le abgerufen am last visited "
        "zugriff viewed from at access date data de acesso em",
        "ISBN": "isbn",
        "ISSN": "issn",
        "PMID": "pmid pubmed",
        "arxiv": "arxiv preprint eprint",
        "number": "",
    }.items()
}


def _evened(label: str, words: list[str], glued: set[int], row: dict[str, Any]) -> list[str]:
    """Return the labels of the words of a span, those that only lead to its value without one."""
    labels = [label] * len(words)
    leads = _LEADS.get(label, frozenset())
    at = 0
    while at < len(words) - 1 and words[at] in leads and not (at in glued and len(words[at]) == 1):
        labels[at] = ""
        at += 1
    end = len(words)
    while (
        label in ("editor", "translator", "volume", "page")
        and end - 1 > at
        and words[end - 1] in leads
    ):
        if label in ("volume", "page") and words[end - 1] not in ("p", "pp", "vol", "s"):
            break
        end -= 1
        labels[end] = ""
    if label == "volume":
        _split_volume(words, at, labels, row["fields"])
    if label == "citation-number" and not any(char.isalnum() for word in words for char in word):
        labels = [""] * len(words)
    return labels


def _split_volume(words: list[str], start: int, labels: list[str], fields: dict[str, Any]) -> None:
    """Part the year, the issue and the pages from a volume: "2000;355(9222)", "128(1):183–269"."""
    if len(words) - start > 1 and words[start] == str(fields.get("year")):
        labels[start] = "issued"
        start += 1
    values = {name: _WORDS.findall(str(fields.get(name, "")).lower()) for name in ("issue", "page")}
    if not values["issue"]:
        if len(words) == 2 and words[0] in _ISSUE_MARKS:
            labels[:] = ["", "issue"]
        return
    first = next((k for k in range(start + 1, len(words)) if words[k] == values["issue"][0]), None)
    if first is None:
        return
    for at in range(start, first):
        if words[at] in _ISSUE_MARKS:
            labels[at] = ""
    for at in range(first, len(words)):
        labels[at] = "issue" if at < first + len(values["issue"]) else "page"


_WORDS = re.compile(r"\w+")
_ISSUE_MARKS = _LEADS["issue"]


def _addresses(text: str, words: Words, labels: list[str]) -> None:
    """Call a DOI a DOI, whether or not it is printed as an address."""
    for at, span in enumerate(words.spans):
        if labels[at] in ("URL", "DOI") and (key := word_key(text[slice(*span)]))[0] == "#":
            labels[at] = {"#doi": "DOI", "#doi-address": "DOI"}.get(key, labels[at])


def _et_al(text: str, words: Words, labels: list[str]) -> None:
    """Give "et al." behind authors to them, whether or not the corpus does."""
    for at in range(1, len(labels) - 1):
        pair = tuple(text[slice(*words.spans[k])].lower() for k in (at, at + 1))
        if pair in (("et", "al"), ("and", "others"), ("u", "a")) and labels[at - 1] in (
            "author",
            "editor",
        ):
            labels[at] = labels[at + 1] = labels[at - 1]


# "doi: 10.1038/nrg1272 14735121", "22415112; PubMed Central PMCID: PMC3553365": what PLOS prints
# where EndNote's style has "PubMed PMID:"; no corpus labels it.
_PUBMED = re.compile(
    r"(?<=\s)(?P<PMID>\d{7,8})(?=\.?\s*\Z|; PubMed)|PMCID: ?(?P<PMCID>PMC\w*\d)", re.ASCII
)


def _pubmed(text: str, words: Words, labels: list[str]) -> None:
    """Call PubMed's numbers behind a reference what they are."""
    for match in _PUBMED.finditer(text):
        name = match.lastgroup or ""
        start, end = match.span(name)
        inside = [at for at, span in enumerate(words.spans) if start <= span[0] < end]
        if not any(labels[at] for at in inside):
            for at in inside:
                labels[at] = name


def counts(references: Iterable[Labelled]) -> dict[str, int]:
    """Return how many words carry each label."""
    table = dict.fromkeys(LABELS, 0)
    for reference in references:
        for label in reference.labels:
            table[LABELS[label]] += 1
    return table
