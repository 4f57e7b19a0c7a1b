"""Whose publication list it is: the person in the title line, or the name that recurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bibconv.plaintext.headings import meaning, strange_words
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

    @property
    def families(self) -> frozenset[str]:
        """The family names the person is or was known by, without regard to case."""
        names = {self.name.family or self.name.literal, *self.former}
        return frozenset(name.casefold() for name in names)


def given_owner(me: tuple[str, ...]) -> Owner | None:
    """Return the owner named by the caller; of several spellings the fullest."""
    names = [found.name for text in me for found in name_list(text) if found.name.family]
    if not names:
        return None
    name = max(names, key=lambda name: len(name.given))
    former = {other.family for other in names} - {name.family}
    return Owner(name, "owner-given", None, tuple(sorted(former)))


def titled_owner(lines: Iterable[Line]) -> Owner | None:
    """Return the person named by one of the first lines of a document, None where none is.

    That is a line labelled so ("Name: …", "#+AUTHOR: …", "氏名 …"), or the first one that is
    neither a rule nor a title like "Curriculum vitae"; further down, a marked heading.
    """
    shown = [line for line in lines if not line.blank][:_HEAD_LINES]
    for line in shown:
        label = _LABELLED.match(line.text)
        if label and (owner := _person(_behind(line, label.end()))):
            return owner
    above = True
    for line in shown[:_TITLE_LINES]:
        # "乔文渊 个人简历" is a title with a name in it.
        eastern = _HAN.search(line.text) is not None
        if _RULE.fullmatch(line.text) or (not eastern and _is_title(line.text)):
            continue
        marked = line.text.lstrip().startswith("#")
        if (above or marked) and (owner := _person(line)):
            return owner
        above = above and eastern and _is_title(line.text)
    return None


_HAN = re.compile("[\u3400-\u9fff]")


def _behind(line: Line, at: int) -> Line:
    return Line(line.start + at, line.text[at:])


def is_strange(owner: Owner, records: Iterable[Record]) -> bool:
    """Tell whether an owner read from a title is an author of none of the many records read.

    Where most entries print no author at all, the owner goes unsaid.
    """
    records = list(records)
    lists = [record.names["author"] for record in records if "author" in record.names]
    many = len(lists) >= 5 and len(lists) > _MOST * len(records)
    return many and not any(_is_one(name, owner) for one in lists for name in one)


def _is_one(name: Name, owner: Owner) -> bool:
    return (name.family or name.literal).casefold() in owner.families


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

    `text` is the entry's. "Ice (with X and Y)" means the owner, X and Y, "(ed. with X) Ice" the
    owner and X as editors. An entry that begins with its title and names nobody is the owner's, as
    editor where it or the heading says "edited".
    """
    role: NameVar = "author" if "author" in record.names else "editor"
    if people := record.names.get(role):
        if not any(_is_one(name, owner) for name in people) and _is_with(text, people):
            before = record.evidence.get(role)
            record.names[role] = [owner.name, *people]
            record.evidence[role] = Evidence(
                before.span if before else None, "owner-with", _IMPLIED
            )
    elif not record.names and _begins_with_title(record, text):
        edited = _EDITED.search(text) or _EDITED_HEADING.search(heading)
        role = "editor" if edited else "author"
        record.names = {role: [owner.name]}
        record.evidence[role] = Evidence(owner.span, "owner-implied", _IMPLIED)


# A list of one person's publications has others' too: reviews of the person's books, a festschrift.
_IMPLIED = 0.8


def _begins_with_title(record: Record, text: str) -> bool:
    """Tell whether nothing but a year or a number stands before the title."""
    title = record.texts.get("title", "")
    before = text.partition(title[:_NEAR])[0] if title else "?"
    return not re.search(r"[^\W\d_]{2}", before)


def _is_with(text: str, people: Sequence[Name]) -> bool:
    """Tell whether the first of the people is behind a "with" that begins a part of the entry."""
    first = people[0].family or people[0].literal
    at = text.find(first)
    return at > 0 and _WITH.search(text[max(0, at - _NEAR) : at]) is not None


# "(with ", ", with J. ", "(joint with Ana ", "(mit ", "(avec ", "(con ", "[в соавт. с "
_WITH = re.compile(
    r"[(\[,;.]\s*(?:(?:joint(?:ly)?|together|co-?authored|(?:co-?)?edited|gemeinsam|zusammen|avec"
    r"|conjointement|junto|insieme|совместно|в соавт\.|в соавторстве)\s)?"
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

# What labels a person's name in the head of a CV, of an org-mode or LaTeX file, of front matter.
_LABELLED = re.compile(
    r"\s*(?:\\(?:name|author|cvname)\s*\{|\#\+title:\s*"
    r"|(?:[-*•]\s+)?[*_:#+|]{0,3}(?:(?:full |family |last )?name|author|name and surname"
    r"|name, vorname|vor- und nachname|nom(?: et prénoms?)?|prénom et nom|nombre(?: y apellidos?)?"
    r"|nombre completo|apellidos y nombres?|nome(?: e cognome| completo)?|cognome e nome|naam"
    r"|imię i nazwisko|namn|navn|ф\.?\s?и\.?\s?о\.?|фамилия,? имя,? отчество|имя"
    r"|氏\s{0,4}名|姓\s{0,4}名|名\s{0,4}前|성\s{0,4}명|이\s{0,4}름)"
    r"[*_]{0,2}(?:\s*[:：|][*_]{0,2}\s*|\t\s*|(?<=[\u3040-\ud7af])\s+|\s{3,}))[\"']?",
    re.IGNORECASE,
)
# A name stands among the first lines, a labelled one in the head of a form or a file.
_TITLE_LINES, _HEAD_LINES = 6, 40
_RULE = re.compile(r"[\W_]*(?:!\[[^\[\]]{0,100}\]\([^()]{0,300}\)|<[^<>]{0,200}>)?[\W_]*")
# "Curriculum Vitae et Studiorum", "Currículum de …", "研究業績書": the title of the document
_NOT_NAMED = re.compile(
    r"\b(?:curriculum|currículum|currículo|curriculo|vita|vitae|vítae|lebenslauf|résumé|resumé|cv"
    r"|publi\w+|pubbl\w+|veröffent\w+|schriften\w*|biblio\w+|résumé|резюме|автобиография|список"
    r"|перечень|публика\w+|personal|information|page|list)\b"
    r"|^(?:[副准]?教授|講師|讲师|博士|研究员|研究員)$|履\s*歴|簡\s*歷|简\s*历|業\s*績|业\s*绩|이력|업적|経\s*歴",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"^(?:(?:curr[ií]culum v[ií]tae(?: et studiorum)?|cv|lebenslauf|résumé|resume|vita)"
    r"(?: of| von| de| di| del| della)?\b"
    r"|(?:prof(?:essor|essoressa|essore|esseur|\.)?(?:\.?ssa)?|dott(?:ssa|oressa|ore)?"
    r"|dr|dra|mr|mrs|ms|pd|priv|doz|ing|habil|rer|nat|med|phil|h\.? ?c|univ)\b\.?(?:ssa\b)?"
    r"|dipl\.?-\w+\.?)[\s:,–—-]*",
    re.IGNORECASE,
)


def _is_title(text: str) -> bool:
    """Tell whether a line says what the document is and names nobody."""
    shown = text.strip(" #*=_\ufeff\t")
    if not _TITLES.sub("", shown).strip():
        return True
    said = _TITLES.sub("", shown)
    return _NOT_NAMED.search(said) is not None or (
        meaning(said) is not None and strange_words(said) == 0
    )


# "(né Bach)", "(née Borg)", "geb. Meier", "formerly Smith"
_FORMER = re.compile(
    r"\(?\b(?:née?|geb\.|geborene?r?|born|formerly)\s+(?P<name>[^\W\d_][\w’'-]+)\)?"
)


def _person(line: Line) -> Owner | None:
    text = clean([(line.start, _HEAD_MARKS.sub(lambda m: " " * len(m[0]), line.text))])
    shown = text.text
    former = tuple(match["name"] for match in _FORMER.finditer(shown))
    start = len(shown) - len(shown.lstrip())
    while match := _TITLES.match(shown[start:]):
        start += match.end()
    end = len(shown)
    for mark in _ENDS:
        at = shown.find(mark, start + 1)
        end = at if 0 <= at < end else end
    name = _eastern(shown[start:end]) or _western(shown[start:end], shown)
    if name is None:
        return None
    return Owner(name, "owner-title", text.span(start, max(start + 1, end)), former)


# "## ", "<h3>", "<h1 class=x>"
_HEAD_MARKS = re.compile(r"^\s*(?:#+\s*|\*\s+)|</?h[1-6][^<>]{0,200}>")
_ENDS = (
    "(", "（", ",", "，", "、", "|", "•", "·", "・", " – ", " — ", " - ", " -- ", ";", ":", "：",
    "}", "  ", "\t", '"', "née ", "né ", "geb. ",
)  # fmt: skip
# "磯部 圭介", "水島 聡子", "乔文渊", "乔文渊教授", "周立群 个人简历", "김민수"
_EASTERN = re.compile(
    r"(?P<name>[\u3040-\u30ff\u3400-\u9fff]{1,4}\s[\u3040-\u30ff\u3400-\u9fff]{1,4}"
    r"|[\u3400-\u9fff]{2,4}?|[\uac00-\ud7af]{2,4})"
    r"\s{0,4}(?:教授|副教授|准教授|講師|讲师|博士|先生|老师|의)?"
    r"\s{0,4}(?:(?:个人|個人)?(?:简历|簡歷|履历|履歴書?|主页)|(?:研究)?業績(?:書|一覧|リスト)?)?"
)


def _eastern(text: str) -> Name | None:
    """Return a name in Chinese, Japanese or Korean, None where a text is none."""
    match = _EASTERN.fullmatch(text.strip())
    if not match or _is_title(match["name"]) or meaning(match["name"]):
        return None
    family, _, given = " ".join(match["name"].split()).partition(" ")
    return Name(family, given) if given else Name(literal=family)


def _western(text: str, line: str) -> Name | None:
    """Return a name in letters, None where a text is none; `line` is all that is printed."""
    words = text.split()
    proper = [word for word in words if word not in PARTICLES]
    if not 2 <= len(proper) <= 4 or not all(_is_name_word(word) for word in proper):
        return None
    if re.search(r"[“”„\"]|\b(?:and|et al)\b|&", line) or len(line.split()) > 14:
        return None  # the first entry of a list, not a title
    if _PATRONYMIC.search(words[-1]) and len(words) == _RUSSIAN_NAMES:
        return Name(_titled(words[0]), " ".join(map(_titled, words[1:])))
    names = name_list(" ".join(words))
    if len(names) != 1 or not names[0].name.family or names[0].name == OTHERS:
        return None
    name = names[0].name
    if name.family.isupper() and len(name.family) > 3:  # "Georges KUNSTLER"
        given = " ".join(map(_titled, name.given.split()))
        name = name._replace(family=name.family.title(), given=given)
    return name


# "Лукьяненко Валерий Сергеевич", "Кузнецова Анна Ильинична": the family name comes first.
_PATRONYMIC = re.compile(r"(?:вич|вна|ична|ьич|оглы|кызы)$", re.IGNORECASE)
_RUSSIAN_NAMES = 3


def _titled(word: str) -> str:
    """Return a word in capitals as names are written; initials stay."""
    return word.title() if word.isupper() and len(word.rstrip(".")) > 1 else word


def _is_name_word(word: str) -> bool:
    """Tell whether a word can be part of a name: `Marta`, `E.`, `O’Neil`, `Rodríguez-Sánchez`."""
    return re.fullmatch(r"[^\W\d_a-z][\w’'-]*\.?", word) is not None and word.casefold() not in (
        "university", "curriculum", "vitae", "list", "publications", "department", "institute",
        "the", "papers", "cv", "résumé", "resume", "references", "bibliography", "selected",
    )  # fmt: skip
