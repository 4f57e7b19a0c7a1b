"""What a program cannot take, changed in records before they are written for it.

Each function returns the record itself or a changed copy, and tells `lose` what it has taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from bibconv.formats.bibfields import BIBTEX_TYPES, ROWS
from bibconv.formats.latex import encode
from bibconv.formats.ris_tables import NAME_TAGS
from bibconv.formats.writers import in_words
from bibconv.record import Date, Json, Name, Record
from bibconv.values.dates import to_iso
from bibconv.values.keys import ascii_word
from bibconv.variables import DateVar, ItemType, TextVar

Lose = Callable[[str], None]
Adjustment = Callable[[Record, Lose], Record]


def older_types(record: Record, lose: Lose) -> Record:
    """Replace types that came with CSL 1.0.2 and that Zotero has no item for.

    Zotero refuses a whole file for one type unknown to it. The first lines of its field Extra,
    which is `note`, may name a type: "Type: classic".
    """
    older = _OLDER_TYPES.get(record.type)
    if not older:
        return record
    note = record.texts.get("note")
    line = f"Type: {record.type}"
    texts = {**record.texts, "note": f"{line}\n{note}" if note else line}
    return replace(record, type=older, texts=texts)


def known_entry_types(record: Record, lose: Lose) -> Record:
    """Forget an entry type that is not BibTeX's own: Zotero discards entries of unknown types."""
    kept = record.extra.get("bibtex:@type", [])
    if not kept or kept[0] in BIBTEX_TYPES:
        return record
    lose("entry type of the .bib file")
    return replace(record, extra=_without(record.extra, {"bibtex:@type"}))


def year_only(record: Record, lose: Lose) -> Record:
    """Keep the year of `issued` alone: Mendeley takes DA for the day of access."""
    record = _without_tags(record, {"DA"}, lose)
    issued = record.dates.get("issued")
    if not issued or not issued.start or issued == Date(issued.start[:1]):
        return record
    lose("all but the year of issued")
    return replace(record, dates={**record.dates, "issued": Date(issued.start[:1])})


def no_further_authors(record: Record, lose: Lose) -> Record:
    """Leave out the names that RIS has in A3 and A4, which Mendeley adds to the authors."""
    tags = {"A3", "A4"}
    record = _without_tags(record, tags, lose)
    gone = {name for tag, name, types in NAME_TAGS if tag in tags and record.type in types}
    for variable in sorted(gone & record.names.keys()):
        lose(variable)
    kept = {name: people for name, people in record.names.items() if name not in gone}
    return record if kept.keys() == record.names.keys() else replace(record, names=kept)


def plain_dates(record: Record, lose: Lose) -> Record:
    """Keep years of four digits, months and days in dates, and put what is none of them in `note`.

    Typst stops at a date it cannot read: seasons, years beyond 9999, "in press".
    """
    dates: dict[DateVar, Date] = {}
    words: list[str] = []
    for variable, date in record.dates.items():
        if not all(0 <= ends[0] <= 9999 for ends in (date.start, date.end) if ends) or date.literal:
            printed = to_iso(date)
            words.append(printed if variable == "issued" else f"{variable}: {printed}")
            continue
        if date.season:
            lose(f"season of {variable}")
        if date.circa:
            lose(f"circa of {variable}")
        dates[variable] = date._replace(season=0, circa=False)
    # Fields that were no date when they were read are none now.
    kept = {f"bibtex:{name}" for name in _DATE_FIELDS} & record.extra.keys()
    for name in sorted(kept):
        lose(f"field {name.removeprefix('bibtex:')} of the .bib file")
    texts = record.texts
    if words:
        texts = {**texts, "note": "; ".join(filter(None, (texts.get("note"), *words)))}
    return replace(record, dates=dates, texts=texts, extra=_without(record.extra, kept))


def plain_ascii(record: Record, lose: Lose) -> Record:
    """Transliterate what has no LaTeX command, or put "?" for it; percent-encode addresses.

    ORCID and Symplectic take plain ASCII. What has a command is left to the writer.
    """

    def spelt(text: str, what: str, spell: Callable[[str], str] = _spelt) -> str:
        plain = "".join(map(spell, text))
        if plain != text:
            lose(f"letters beyond LaTeX's in {what}")
        return plain

    texts: dict[TextVar, str] = {}
    for variable, text in record.texts.items():
        if variable in _ADDRESSES:
            texts[variable] = quote(text, _PRINTED)
        else:
            texts[variable] = spelt(text, variable, _latin if variable in _VERBATIM else _spelt)
    names = {
        variable: [Name(*(spelt(part, variable) for part in name)) for name in people]
        for variable, people in record.names.items()
    }
    dates = {
        variable: date._replace(literal=spelt(date.literal, variable))
        for variable, date in record.dates.items()
    }
    extra: dict[str, list[Json]] = {}
    for name, values in record.extra.items():
        what = in_words(name)
        if name.isascii():
            plain = [spelt(one, what) if isinstance(one, str) else one for one in values]
            # Fields of a .bib file were kept as they stood there; the writer makes LaTeX of others.
            raw = name.startswith("bibtex:")
            extra[name] = [_commands(one) if raw and isinstance(one, str) else one for one in plain]
        else:
            lose(what)
    key = "".join(char if char.isascii() else ascii_word(char) for char in record.id)
    return replace(record, id=key, texts=texts, names=names, dates=dates, extra=extra)


# The nearest types of CSL 1.0.1.
_OLDER_TYPES: dict[ItemType, ItemType] = {
    "classic": "book",
    "collection": "book",
    "event": "speech",
    "performance": "speech",
    "periodical": "book",
    "regulation": "legislation",
}

# Fields that a .bib file's reader keeps in `extra` where it cannot make a date of them.
_DATE_FIELDS = ("date", "year", "month", "day", "urldate", "eventdate", "origdate")

_ADDRESSES: frozenset[TextVar] = frozenset({"DOI", "URL"})
# Fields in which LaTeX is not read.
_VERBATIM: frozenset[TextVar] = frozenset(
    {row.variable for row in ROWS if row.form == "verbatim"} | {"archive", "archive_location"}
)
# The printable characters of ASCII: what is left is encoded.
_PRINTED = "".join(map(chr, range(32, 127)))


def _without(extra: dict[str, list[Json]], names: set[str]) -> dict[str, list[Json]]:
    return {name: values for name, values in extra.items() if name not in names}


def _without_tags(record: Record, tags: set[str], lose: Lose) -> Record:
    """Leave out tags that a RIS file has kept beside the record."""
    kept = {f"ris:{tag}" for tag in tags} & record.extra.keys()
    for name in sorted(kept):
        lose(f"tag {name.removeprefix('ris:')} of the RIS file")
    return replace(record, extra=_without(record.extra, kept)) if kept else record


def _spelt(char: str) -> str:
    """Return a character that is in ASCII or has a LaTeX command, or what comes nearest to it."""
    return char if char.isascii() or encode(char, ascii=True).isascii() else _latin(char)


def _latin(char: str) -> str:
    """Return a character in ASCII: "Shch" for "Щ", "?" for "王", a space for "→"."""
    if char.isascii():
        return char
    word = ascii_word(char)
    return (word.capitalize() if char.isupper() else word) or ("?" if char.isalnum() else " ")


def _commands(raw: str) -> str:
    """Return raw LaTeX with commands for letters beyond ASCII."""
    return "".join(char if char.isascii() else encode(char, ascii=True) for char in raw)
