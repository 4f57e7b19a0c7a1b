"""What EndNote's XML means in both directions: faces, fields by type, names and dates."""

from __future__ import annotations

import re

from bibconv.formats.endnote_tables import NAMES, TEXTS
from bibconv.formats.tagged_values import has_letters_of, read_date, read_names
from bibconv.record import Date, Name, Record
from bibconv.values import dates
from bibconv.values.markup import Tag
from bibconv.values.names import is_initials
from bibconv.variables import ItemType, NameVar, TextVar
from bibconv.xmltree import Node

# EndNote keeps the keys that other programs have for a record under the programs' names.
APP = "bibconv"
# What a face is called in CSL, the outermost first; underlined text has no tag there.
FACES: tuple[tuple[str, Tag], ...] = (
    ("bold", "b"),
    ("italic", "i"),
    ("superscript", "sup"),
    ("subscript", "sub"),
)
# The first line of a table that fits an element and a type.
_TEXT_OF = {(path, type_): name for path, name, types in reversed(TEXTS) for type_ in types}
_LIST_OF = {(path, type_): name for path, name, types in reversed(NAMES) for type_ in types}


def is_whole_title(path: str, text: str, record: Record) -> bool:
    """Tell whether an alternate title is the whole of which the journal's is an abbreviation.

    PubMed's records come to EndNote so: `Nat Genet`, and beside it `Nature genetics`.
    """
    title = record.texts.get("container-title", "")
    if path != "titles/alt-title" or not title or len(text) <= len(title):
        return False
    return has_letters_of(title, text)


def variable_of(path: str, type_: ItemType) -> TextVar | None:
    """Return the variable that an element holds in a reference of a type."""
    return _TEXT_OF.get((path, type_))


def list_of(path: str, type_: ItemType) -> NameVar | None:
    """Return the variable that a list of names is in a reference of a type."""
    return _LIST_OF.get((path, type_))


def names_in(text: str) -> list[Name]:
    """Return the name of an `author`, or several that a program has put into one."""
    if ",," in text:
        # "University of California,, Berkeley": EndNote's way to write a comma in a body's name
        return [Name(literal=text.replace(",,", ",").rstrip(","))]
    body = text.removesuffix(",").strip()
    if body != text and "," in body and not is_initials(body.rpartition(",")[2].strip()):
        return [Name(literal=body)]
    return read_names(text)


def read_issued(root: Node) -> Date | None:
    """Return the date of the year and what makes it more precise."""
    year = root.first("dates/year")
    text = year.take() if year else ""
    issued = date_in(text) if text else None
    parts = [node for name in ("month", "day") if (node := root.first(f"dates/{name}"))]
    if issued and parts and len(issued.start) == 1:
        # JabRef's month and day.
        month = dates.month_number(parts[0].peek())
        dated = Date((*issued.start, month)) if month and len(parts) == 1 else None
        worded = " ".join(node.peek() for node in reversed(parts))
        if dated := dated or refined(worded, issued):
            issued = dated
            for node in parts:
                node.mark()
    for node in root.find("dates/pub-dates/date"):
        day = node.peek()
        if finer := refined(day, issued) if day else None:
            issued = finer
            node.mark()
        elif day and issued is None:
            issued = date_in(day)
            node.mark()
    return issued


def epub_in(text: str) -> Date | None:
    """Return the day of electronic publication, which EndNote has in the field of editions."""
    dated = read_date(text) if text else None
    return dated.date if dated and dated.date.start and not dated.rest else None


def date_in(text: str) -> Date:
    """Return the date that a text is in any of EndNote's forms, else a literal."""
    dated = read_date(text)
    if dated.date.literal and (printed := dates.printed_date(text)) and printed.whole:
        return printed.date
    return dated.date if not dated.rest else Date(literal=text)


def refined(text: str, issued: Date | None) -> Date | None:
    """Return the date of `May 17` in the year known, or of a whole date that is in that year."""
    year = issued.start[0] if issued and len(issued.start) == 1 and issued.end is None else 0
    if issued and not year:
        return issued if date_in(text) == issued else None
    dated = read_date(text, year)
    date = dated.date
    if date.literal and (printed := dates.printed_date(f"{text} {year}" if year else text)):
        date = printed.date if printed.whole else date
    if dated.rest or date.literal or (year and date.start[:1] != (year,)):
        return None
    return date


def is_pubmed(root: Node) -> bool:
    """Tell whether a record's database is PubMed, so that its accession number is a PMID."""
    provider = " ".join(node.peek() for name in _DATABASE for node in root.children(name))
    return _PUBMED.search(provider) is not None


_DATABASE = ("remote-database-name", "remote-database-provider")
_PUBMED = re.compile(r"\bNLM\b|pubmed|medline", re.IGNORECASE)
