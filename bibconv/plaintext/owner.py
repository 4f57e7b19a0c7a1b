"""Whose publication list it is: the person in the title line, or the name that recurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bibconv.plaintext.sections import Line
from bibconv.plaintext.tokens import clean
from bibconv.record import OTHERS, Evidence, Name, Record
from bibconv.source import Span
from bibconv.values.name_lists import name_list
from bibconv.values.names import PARTICLES
from bibconv.variables import NameVar


@dataclass(frozen=True, slots=True)
class Owner:
    """The CV's person; `former` are family names borne before ("née Borg")."""

    name: Name
    rule: str
    span: Span | None = None
    former: tuple[str, ...] = ()


def given_owner(me: tuple[str, ...]) -> Owner | None:
    """Return the owner named by the caller; of several spellings the fullest."""
    names = [found.name for text in me for found in name_list(text) if found.name.family]
    if not names:
        return None
    name = max(names, key=lambda name: len(name.given))
    former = {other.family for other in names} - {name.family}
    return Owner(name, "owner-given", None, tuple(sorted(former)))


def titled_owner(lines: Iterable[Line]) -> Owner | None:
    """Return the person named by one of the first lines of a document, None where none is."""
    shown = [line for line in lines if not line.blank][:_TITLE_LINES]
    for index, line in enumerate(shown):
        # Further down only a marked heading is a title, or what follows a bare "Curriculum vitae".
        marked = index == 0 or line.text.lstrip().startswith("#")
        if not marked and _TITLES.sub("", shown[index - 1].text.strip(" #*\ufeff")).strip():
            return None
        if owner := _person(line):
            return owner
    return None


def is_strange(owner: Owner, records: Iterable[Record]) -> bool:
    """Tell whether an owner read from a title is an author of none of the many records read.

    Where most entries print no author at all, the owner goes unsaid.
    """
    records = list(records)
    lists = [record.names["author"] for record in records if "author" in record.names]
    names = {owner.name.family.casefold(), *(name.casefold() for name in owner.former)}
    many = len(lists) >= 5 and len(lists) > _MOST * len(records)
    return many and not any(name.family.casefold() in names for one in lists for name in one)


_MOST = 0.6


def recurring_owner(records: Iterable[Record]) -> Owner | None:
    """Return the author of most records, None where nobody is."""
    counts: Counter[str] = Counter()
    fullest: dict[str, Name] = {}
    total = 0
    for record in records:
        authors = [name for name in record.names.get("author", ()) if name.family]
        total += bool(authors)
        for name in authors:
            counts[name.family] += 1
            if len(name.given) > len(fullest.get(name.family, Name()).given):
                fullest[name.family] = name
    # Three records and six of ten: fewer are a coincidence, and co-authors rarely reach it.
    for family, count in counts.most_common(2):
        if count >= 3 and count >= 0.6 * total and family in fullest:
            rival = counts.most_common(2)[-1]
            if rival[0] != family and rival[1] == count:
                return None
            return Owner(fullest[family], "owner-recurring")
    return None


def imply(record: Record, owner: Owner, text: str, heading: str) -> None:
    """Make the owner the author of a record whose entry, below a heading, leaves the owner out.

    `text` is the entry's. "Ice (with X and Y)" means the owner, X and Y. An entry that begins with
    its title and names nobody is the owner's, as editor where it or the heading says "edited".
    """
    if authors := record.names.get("author"):
        named = {name.family for name in authors}
        if named.isdisjoint({owner.name.family, *owner.former}) and _is_with(text, authors):
            before = record.evidence.get("author")
            record.names["author"] = [owner.name, *authors]
            record.evidence["author"] = Evidence(
                before.span if before else None, "owner-with", _IMPLIED
            )
    elif not record.names and _begins_with_title(record, text):
        edited = _EDITED.search(text) or _EDITED_HEADING.search(heading)
        role: NameVar = "editor" if edited else "author"
        record.names = {role: [owner.name]}
        record.evidence[role] = Evidence(owner.span, "owner-implied", _IMPLIED)


# A list of one person's publications has others' too: reviews of the person's books, a festschrift.
_IMPLIED = 0.8


def _begins_with_title(record: Record, text: str) -> bool:
    """Tell whether nothing but a year or a number stands before the title."""
    title = record.texts.get("title", "")
    before = text.partition(title[:_NEAR])[0] if title else "?"
    return not re.search(r"[^\W\d_]{2}", before)


def _is_with(text: str, authors: Sequence[Name]) -> bool:
    """Tell whether the first author is behind a "with" that follows the title."""
    first = authors[0].family or authors[0].literal
    at = text.find(first)
    return at > 0 and _WITH.search(text[max(0, at - _NEAR) : at]) is not None


# "(with ", ", with J. ", "(joint with Ana ", "(mit ", "(avec ", "(con ", "[в соавт. с "
_WITH = re.compile(
    r"[(\[,;.]\s*(?:(?:joint(?:ly)?|together|co-?authored|gemeinsam|zusammen|avec|conjointement|junto"
    r"|insieme|совместно|в соавт\.|в соавторстве)\s)?"
    r"(?:with|mit|avec|con|com|met|med|со?)\s(?:[^\W\d_][\w.’'-]*\s){0,3}$"
)
# "(with " and the given names before the family name
_NEAR = 60
# "(ed.)", "(Eds)", "(Hrsg.)", "edited by me"
_EDITED = re.compile(
    r"[(\[,]\s?(?:[Ee]ds?|[Ee]ditors?|Hrsg|Hg|dir|coord|org|a cura di|ред)\.?\s?[)\],.]"
)

# "Edited books", "Herausgeberschaften", "Direction d'ouvrages", "Curatele", "編著"
_EDITED_HEADING = re.compile(
    r"\bedit(?:ed|or)|herausge|\bdirection d"
    r"|\bcuratel|\bedici[oó]n de|\bорганизац|под ред|編著|主编",
    re.IGNORECASE,
)

# A name stands in the title, at most below "Curriculum vitae" and a date.
_TITLE_LINES = 4
_TITLES = re.compile(
    r"^(?:(?:curriculum vitae|cv|lebenslauf|résumé|resume|vita)(?: of| von| de)?\b"
    r"|(?:prof(?:essor|\.)?|dr|mr|mrs|ms|pd|priv|doz|ing|habil|rer|nat|med|phil|h\.? ?c)\b\.?"
    r"|dipl\.?-\w+\.?)[\s:,–—-]*",
    re.IGNORECASE,
)
# "(né Bach)", "(née Borg)", "geb. Meier", "formerly Smith"
_FORMER = re.compile(
    r"\(?\b(?:née?|geb\.|geborene?r?|born|formerly)\s+(?P<name>[^\W\d_][\w’'-]+)\)?"
)


def _person(line: Line) -> Owner | None:
    text = clean([(line.start, re.sub(r"^\s*#+\s*", lambda m: " " * len(m[0]), line.text))])
    shown = text.text
    former = tuple(match["name"] for match in _FORMER.finditer(shown))
    start = 0
    while match := _TITLES.match(shown[start:]):
        start += match.end()
    end = len(shown)
    for mark in ("(", ",", "|", "•", "·", " – ", " — ", " - ", ";", ":", "née ", "né ", "geb. "):
        at = shown.find(mark, start)
        end = at if 0 <= at < end else end
    words = shown[start:end].split()
    proper = [word for word in words if word not in PARTICLES]
    if not 2 <= len(proper) <= 4 or not all(_is_name_word(word) for word in proper):
        return None
    if re.search(r"[“”„\"]|\b(?:and|et al)\b|&", shown) or len(shown.split()) > 14:
        return None  # the first entry of a list, not a title
    start += len(shown[start:end]) - len(shown[start:end].lstrip())
    names = name_list(" ".join(words))
    if len(names) != 1 or not names[0].name.family or names[0].name == OTHERS:
        return None
    name = names[0].name
    if name.family.isupper() and len(name.family) > 3:  # "Georges KUNSTLER"
        name = Name(name.family.title(), name.given, name.suffix)
    return Owner(name, "owner-title", text.span(start, max(start + 1, end)), former)


def _is_name_word(word: str) -> bool:
    """Tell whether a word can be part of a name: `Marta`, `E.`, `O’Neil`, `Rodríguez-Sánchez`."""
    return re.fullmatch(r"[^\W\d_a-z][\w’'-]*\.?", word) is not None and word.casefold() not in (
        "university", "curriculum", "vitae", "list", "publications", "department", "institute",
        "the", "papers", "cv", "résumé", "resume", "references", "bibliography", "selected",
    )  # fmt: skip
