"""Records as lists have them: values missing, shortened, from elsewhere; types of every kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, cast

from bibconv.record import OTHERS, Date, Name, Record
from bibconv.variables import ITEM_TYPES, ItemType, TextVar
from training import words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pools:
    """The records of a folder of corpora, and what their values may be replaced by."""

    records: list[Json]
    by_language: dict[str, list[Json]]
    journals: list[tuple[str, tuple[str, ...]]]
    abbreviations: dict[str, tuple[str, ...]]
    publishers: list[str]
    places: list[str]
    series: list[str]
    names: list[Name]
    titles: list[str]


def pools(corpora: Path) -> Pools:
    """Read the records and the journals of a folder of corpora."""
    records: list[Json] = []
    for path in sorted((corpora / "records").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            records += [json.loads(line) for line in lines]
    by_language: dict[str, list[Json]] = {}
    for record in records:
        by_language.setdefault(record.get("language", "en"), []).append(record)
    journals = list(_journals(corpora / "journals" / "journals.tsv"))
    return Pools(
        records,
        by_language,
        journals,
        {full.lower(): short for full, short in journals if short},
        _values(records, "publisher"),
        [place for place in _values(records, "publisher-place") if place[:3] != "Ms."],
        _values(records, "collection-title"),
        [_name(name) for record in records[::3] for name in record.get("author", ())[:3]],
        [title for title in _values(records, "title") if len(title) > 12],
    )


def _journals(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            full, _, short = line.rstrip("\n").partition("\t")
            full = full.strip(' "')
            if full:
                shorter = tuple(part for part in short.split("|") if part and part != full)
                yield full, shorter


def _values(records: Sequence[Json], variable: str) -> list[str]:
    found = (str(record.get(variable, "")).strip() for record in records)
    return [text for text in found if 2 < len(text) < 200 and text != "None"]


def record_of(item: Json) -> Record:
    """Return an item of CSL-JSON as a record, without what is no value."""
    kind = item.get("type") or ("article-journal" if "volume" in item else "book")
    record = Record(str(item["id"]), cast(ItemType, kind) if kind in ITEM_TYPES else "document")
    for variable, value in item.items():
        match variable:
            case "author" | "editor" | "translator":
                names = [name for name in map(_name, value) if name != Name()]
                if names:
                    record.names[cast(Any, variable)] = names
            case "issued":
                parts = [tuple(int(part) for part in part if part) for part in value["date-parts"]]
                if parts and parts[0]:
                    record.dates["issued"] = Date(parts[0], parts[1] if len(parts) > 1 else None)
            case "id" | "type" | "language":
                pass
            case _:
                text = " ".join(str(value).split())
                if text and _is_sound(variable, text):
                    record.texts[cast(TextVar, variable)] = text
    if "language" in item and item["language"] != "cjk":
        record.texts["language"] = item["language"]
    return record


def _name(name: Json) -> Name:
    return Name(
        *(
            " ".join(str(name.get(part, "")).split())
            for part in (
                "family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal"
            )
        )
    )  # fmt: skip


# What the corpora have in fields of numbers and is none: "mars 1998", "<i>Special Issue: …</i>".
_SOUND = {
    # "12", "XII", "A12", "57-58", "3/4", "S2", "98B", "12.1"
    "volume": re.compile(r"[A-Z]{0,2}[\dIVXLC]{1,6}[A-Za-z]?(?:[-–/.]\d{1,4})?"),
    # "3", "3-4", "Suppl. 1", "S1", "1/2"
    "issue": re.compile(r"(?:[A-Za-z]{1,6}\.? ?)?\d{1,5}(?:[-–/]\d{1,4})?[A-Z]?"),
    # "12-15", "S3", "xi-xxiv", "e1000", "123456"
    "page": re.compile(r"[A-Za-z]{0,5}\d{0,7}(?: ?[-–]{1,2} ?[A-Za-z]{0,5}\d{0,7})?"),
    "edition": re.compile(r"[^<>]{1,40}"),
    "collection-title": re.compile(r"(?!None$).{2,200}"),
    "publisher-place": re.compile(r"(?!Ms\.)[^<>]{2,60}"),
}


def _is_sound(variable: str, text: str) -> bool:
    pattern = _SOUND.get(variable)
    return pattern is None or pattern.fullmatch(text) is not None


def varied(record: Record, source: Pools, rng: Random) -> Record:
    """Return a record as another list might have had it."""
    texts, names = record.texts, record.names
    if rng.random() < 0.06:
        # Titles of other records: what follows a title does not depend on it.
        texts["title"] = rng.choice(source.titles)
    if record.type == "article-journal":
        _recast(record, source, rng)
    elif record.type == "book" and rng.random() < 0.08:
        record.type = "report"
        texts["genre"], texts["number"] = rng.choice(words.REPORTS), words.report_number(rng)
    if record.type == "paper-conference" and _is_journal(texts.get("container-title", ""), source):
        record.type = "article-journal"
    kind = record.type
    if kind in ("article-journal", "article-magazine", "article-newspaper"):
        _periodical(record, source, rng)
    elif kind in ("book", "chapter", "paper-conference", "thesis", "report"):
        _published(record, source, rng)
    _missing(record, rng)
    for role in ("author", "editor", "translator"):
        people = names.get(cast(Any, role))
        if people:
            names[cast(Any, role)] = _people(people, source, rng)
    if "author" in names and rng.random() < 0.02:
        names["author"] = [Name(literal=rng.choice(words.ORGANISATIONS))]
    _date(record, rng)
    _identified(record, rng)
    if "title" in texts:
        texts["title"] = _title(texts["title"], source, rng)
    return record


def _is_journal(container: str, source: Pools) -> bool:
    return container.lower() in source.abbreviations


# How often a journal article of the records becomes something that they have too little of.
_KINDS: tuple[tuple[ItemType, float], ...] = (
    ("paper-conference", 0.10), ("report", 0.03), ("article-newspaper", 0.015), ("thesis", 0.02),
    ("article-magazine", 0.01), ("webpage", 0.025), ("post-weblog", 0.008), ("patent", 0.012),
    ("standard", 0.008), ("software", 0.012), ("dataset", 0.012), ("article", 0.035),
    ("manuscript", 0.015), ("book", 0.02), ("entry-encyclopedia", 0.008), ("speech", 0.012),
    ("review-book", 0.02),
)  # fmt: skip


def _recast(record: Record, source: Pools, rng: Random) -> None:
    """Make some journal articles papers, reports, pages, patents and so on."""
    shares = [share for _, share in _KINDS]
    kinds: list[ItemType] = [kind for kind, _ in _KINDS]
    kind = rng.choices([*kinds, record.type], [*shares, 1 - sum(shares)])[0]
    if kind == record.type:
        return
    record.type = kind
    texts = record.texts
    journal = texts.pop("container-title", "")
    if kind not in ("paper-conference", "review-book"):
        gone: tuple[TextVar, ...] = ("volume", "issue", "page", "DOI", "ISSN")
        for variable in gone:
            texts.pop(variable, None)
    match kind:
        case "paper-conference":
            texts.pop("issue", None)
            texts["container-title"] = words.proceedings(rng)
            if rng.random() < 0.6:
                texts.pop("volume", None)
            if rng.random() < 0.3:
                texts["event-place"] = words.place(rng, source.places)
        case "report":
            texts["genre"] = rng.choice(words.REPORTS)
            texts["publisher"] = rng.choice(words.ORGANISATIONS)
            if rng.random() < 0.8:
                texts["number"] = words.report_number(rng)
            if rng.random() < 0.3:
                texts["number-of-pages"] = str(rng.randint(4, 400))
        case "article-newspaper" | "article-magazine":
            texts["container-title"] = rng.choice(words.NEWSPAPERS)
            if rng.random() < 0.4:
                texts["page"] = rng.choice(("A1", "B4", "12", "1", "C3", "27-31", "5"))
        case "thesis":
            texts["genre"] = rng.choice(words.THESES)
            texts["publisher"] = words.university(rng)
        case "webpage" | "post-weblog":
            texts["URL"] = words.address(rng)
            if rng.random() < 0.7:
                texts["container-title"] = rng.choice(words.SITES)
            if rng.random() < 0.35:
                record.names["author"] = [Name(literal=rng.choice(words.ORGANISATIONS))]
        case "patent":
            texts["number"] = words.patent_number(rng)
            texts["genre"] = rng.choice(("Patent", "US Patent", "European Patent Application"))
        case "standard":
            texts["number"] = words.standard_number(rng)
            texts["publisher"] = rng.choice(words.STANDARD_BODIES)
            record.names.pop("author", None)
        case "software" | "dataset":
            texts["publisher"] = rng.choice(words.ARCHIVES)
            if rng.random() < 0.5:
                texts["genre"] = "Computer software" if kind == "software" else "Data set"
            if rng.random() < 0.6:
                texts["URL"] = words.address(rng)
            if rng.random() < 0.3:
                texts["version"] = f"{rng.randint(0, 9)}.{rng.randint(0, 20)}.{rng.randint(0, 9)}"
        case "article":
            texts["number"] = f"arXiv:{words.arxiv(rng)}"
            if rng.random() < 0.4:
                texts["publisher"] = "arXiv"
        case "manuscript":
            texts["genre"] = rng.choice(words.MANUSCRIPTS)
        case "book":
            texts["publisher"] = rng.choice(source.publishers)
            texts["publisher-place"] = words.place(rng, source.places)
        case "entry-encyclopedia":
            texts["container-title"] = rng.choice(words.ENCYCLOPEDIAS)
            texts["publisher"] = rng.choice(source.publishers)
        case "speech":
            texts["event-title"] = words.proceedings(rng).removeprefix("Proceedings of the ")
            texts["event-place"] = words.place(rng, source.places)
            texts["genre"] = rng.choice(("Paper presentation", "Poster", "Conference presentation"))
        case _:
            texts["container-title"] = journal
            texts["genre"] = "Review"


def _periodical(record: Record, source: Pools, rng: Random) -> None:
    texts = record.texts
    journal = texts.get("container-title", "")
    drawn = rng.random()
    if record.type == "article-journal":
        if drawn < 0.45 or not journal:
            full, short = rng.choice(source.journals)
            texts["container-title"] = journal = full
            if short and rng.random() < 0.55:
                texts["container-title"] = _abbreviated(rng.choice(short), rng)
        elif drawn < 0.6 and (found := source.abbreviations.get(journal.lower())):
            texts["container-title"] = _abbreviated(rng.choice(found), rng)
        elif drawn < 0.72:
            texts["container-title"] = words.journal(rng)
        if short_of := source.abbreviations.get(journal.lower()):
            texts["container-title-short"] = rng.choice(short_of)
    if rng.random() < 0.8:
        # Few lists print the publisher of a journal.
        texts.pop("publisher", None)
    if record.type != "article-journal":
        return
    if rng.random() < 0.12:
        texts["volume"] = words.volume(rng)
    if ("issue" not in texts and rng.random() < 0.2) or rng.random() < 0.05:
        texts["issue"] = words.issue(rng)
    if rng.random() < 0.12:
        texts["page"] = words.pages(rng)
    if rng.random() < 0.05:
        texts["issue"] = texts.pop("volume", words.volume(rng))


def _abbreviated(text: str, rng: Random) -> str:
    """Return an abbreviated journal with or without full stops, and spaces behind them."""
    drawn = rng.random()
    if drawn < 0.35:
        return text.replace(".", "")
    return text.replace(". ", ".") if drawn < 0.42 else text


def _published(record: Record, source: Pools, rng: Random) -> None:
    texts, kind = record.texts, record.type
    if kind in ("book", "chapter") or rng.random() < 0.25:
        if ("publisher" not in texts and rng.random() < 0.6) or rng.random() < 0.25:
            texts["publisher"] = rng.choice(source.publishers)
        if ("publisher-place" not in texts and rng.random() < 0.5) or rng.random() < 0.25:
            texts["publisher-place"] = words.place(rng, source.places)
    if "publisher" in texts:
        texts["publisher"] = _shortened(texts["publisher"], rng)
    if kind in ("chapter", "paper-conference"):
        if kind == "chapter" and "container-title" not in texts:
            texts["container-title"] = rng.choice(source.titles)
        if "editor" not in record.names and rng.random() < 0.45:
            record.names["editor"] = [
                rng.choice(source.names) for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))
            ]
        if "page" not in texts and rng.random() < 0.7:
            texts["page"] = words.pages(rng)
    if kind == "book" and rng.random() < 0.12 and "author" in record.names:
        record.names["editor"] = record.names.pop("author")
    if kind in ("book", "chapter"):
        if rng.random() < 0.14:
            texts["edition"] = rng.choice(words.EDITIONS)
        if rng.random() < 0.07:
            record.names["translator"] = [rng.choice(source.names)]
        if rng.random() < 0.1:
            texts["volume"] = words.volume(rng)
    if kind == "book" and rng.random() < 0.2:
        texts["number-of-pages"] = str(rng.randint(48, 1300))
    if rng.random() < 0.12:
        texts["collection-title"] = rng.choice(source.series)
    if "collection-title" in texts and rng.random() < 0.55:
        texts["collection-number"] = str(rng.randint(1, 999))
    if kind == "thesis" and rng.random() < 0.3:
        texts["publisher"] = words.university(rng)
    if kind == "thesis" and rng.random() < 0.5:
        texts["genre"] = rng.choice(words.THESES)


def _shortened(publisher: str, rng: Random) -> str:
    """Return a publisher as lists shorten it: "Oxford UP", "Princeton Univ. Press"."""
    if "University Press" not in publisher or rng.random() > 0.3:
        return publisher
    short = rng.choice(("UP", "Univ. Press", "Univ. Press", "U.P.", "Univ. Pr."))
    return publisher.replace("University Press", short)


# How often lists leave out what their records had.
_OMITTED: tuple[tuple[str, float], ...] = (
    ("DOI", 0.45), ("URL", 0.5), ("ISSN", 0.75), ("ISBN", 0.4), ("issue", 0.3), ("page", 0.05),
    ("publisher-place", 0.12), ("publisher", 0.06), ("collection-title", 0.3), ("volume", 0.02),
    ("title", 0.02), ("number", 0.05),
)  # fmt: skip


def _missing(record: Record, rng: Random) -> None:
    for variable, share in _OMITTED:
        if rng.random() < share:
            record.texts.pop(cast(TextVar, variable), None)
    if rng.random() < 0.02:
        record.names.pop("author", None)
    if rng.random() < 0.04:
        record.dates.pop("issued", None)
        if rng.random() < 0.6:
            record.dates["issued"] = Date(literal=rng.choice(words.STATUSES))


def _people(people: list[Name], source: Pools, rng: Random) -> list[Name]:
    """Return a list of names with others in it, shortened, or with initials for given names."""
    if rng.random() < 0.12:
        people = [rng.choice(source.names) for _ in people]
    if rng.random() < 0.15:
        people = people[: rng.randint(1, len(people))]
    drawn = rng.random()
    if drawn < 0.3:
        people = [_initialled(name, drawn) for name in people]
    if len(people) > 1 and rng.random() < 0.06:
        people = [*people[: rng.randint(1, 3)], OTHERS]
    if len(people) > 12:
        people = people[: rng.randint(4, 12)] + ([OTHERS] if rng.random() < 0.5 else [])
    return people


def _initialled(name: Name, drawn: float) -> Name:
    if not name.given or not name.family:
        return name
    letters = [part[0] for part in re.split(r"[\s.]+", name.given) if part[:1].isupper()]
    joint = "" if drawn < 0.08 else " " if drawn < 0.15 else ". "
    given = joint.join(letters) + ("." if joint == ". " else "")
    return Name(
        name.family, given or name.given, name.suffix, name.dropping_particle,
        name.non_dropping_particle,
    )  # fmt: skip


def _date(record: Record, rng: Random) -> None:
    issued = record.dates.get("issued")
    if issued is None or not issued.start:
        return
    year = issued.start[0]
    if rng.random() < 0.1:
        year = rng.choice(
            (rng.randint(1850, 1950), rng.randint(1950, 1999), rng.randint(2000, 2026))
        )
        record.dates["issued"] = Date((year,))
    detailed = record.type in ("article-newspaper", "webpage", "post-weblog", "speech", "patent")
    if detailed or rng.random() < 0.05:
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        record.dates["issued"] = Date(
            (year, month, day) if detailed and rng.random() < 0.8 else (year, month)
        )
    if record.type == "book" and rng.random() < 0.03:
        record.dates["original-date"] = Date((year - rng.randint(3, 80),))


def _identified(record: Record, rng: Random) -> None:
    texts = record.texts
    if rng.random() < 0.1 and record.type in ("article-journal", "chapter", "paper-conference"):
        texts["DOI"] = words.doi(rng)
    if rng.random() < 0.05:
        texts["URL"] = words.address(rng)
    if "URL" in texts and rng.random() < 0.55:
        record.dates["accessed"] = Date(
            (rng.randint(1997, 2026), rng.randint(1, 12), rng.randint(1, 28))
        )
    if rng.random() < 0.02 and record.type == "article-journal":
        texts["PMID"] = str(rng.randint(1000000, 39999999))
    if rng.random() < 0.06 and record.type == "book":
        texts["ISBN"] = words.isbn(rng)
    if rng.random() < 0.015 and record.type == "article-journal":
        texts["ISSN"] = (
            f"{rng.randint(0, 9999):04}-{rng.randint(0, 999):03}{rng.choice('0123456789X')}"
        )
    if rng.random() < 0.02:
        texts["note"] = rng.choice(words.NOTES)
    if rng.random() < 0.015:
        texts["status"] = rng.choice(words.STATUSES)


def _title(title: str, source: Pools, rng: Random) -> str:
    drawn = rng.random()
    if drawn < 0.05:
        plain = re.sub(r"</?[a-z][^<>]{0,40}>", "", title)
        return plain.upper() if drawn < 0.03 else plain.lower()
    if drawn < 0.09:
        return " ".join(word[:1].upper() + word[1:] for word in title.split(" "))
    if drawn < 0.14 and ": " in title:
        return title.split(": ")[0]
    words = re.sub(r"</?[a-z][^<>]{0,40}>", "", title).split(" ")
    if 0.2 < drawn < 0.25 and len(words) > 5:  # essays, poems, entries of dictionaries
        short = " ".join(words[: rng.randint(1, 4)]).rstrip(",:;.-–—")
        return short[:1].upper() + short[1:] if len(short) > 3 else title
    if 0.25 < drawn < 0.28:
        listed = [word.strip(',:;.()“”"') for word in rng.choice(source.titles).split(" ")]
        listed = [word.capitalize() for word in listed if len(word) > 4][:3]
        if len(listed) == 3:  # "Food, Law and the State: …"
            last = rng.choice((" and ", ", ", " & ", " und ", " et ", " y ", " e "))
            return f"{listed[0]}, {listed[1]}{last}{listed[2]}{rng.choice((': ', '. '))}{title}"
    # "Мужчина и женщина [Man and woman]": a translation is part of the title.
    return f"{title} [{rng.choice(source.titles)}]" if drawn < 0.155 else title
