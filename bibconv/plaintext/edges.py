"""Where a value begins and ends: a tagger labels words, a value has brackets and full stops too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibconv.plaintext.tagging import Label, Tag
from bibconv.values.identifiers import address_start, doi_start

NAMES: frozenset[Label] = frozenset(("author", "editor", "translator"))
_VENUES: frozenset[Label] = frozenset(("container-title", "journal", "collection-title"))


def runs(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags with runs of one label joined and their edges brought to the value's.

    Notes may enclose other tags and are left as they are.
    """
    joined: list[Tag] = []
    for tag in tags:
        before = joined[-1] if joined else None
        if before and before.label == tag.label and _is_one(text, before, tag):
            sure = min(before.confidence, tag.confidence)
            joined[-1] = Tag(tag.label, before.start, tag.end, before.rule, sure)
        else:
            joined.append(tag)
    found: list[Tag] = []
    low = 0
    for index, tag in enumerate(joined):
        if tag.label == "note":
            found.append(tag)
            continue
        high = joined[index + 1].start if index + 1 < len(joined) else len(text)
        start, end = trimmed(text, tag.label, tag.start, tag.end, low, max(high, tag.end))
        if start < end:
            found.append(Tag(tag.label, start, end, tag.rule, tag.confidence))
        low = max(low, end)
    return found


def trimmed(text: str, label: Label, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Return the range of a value whose words are those of `start` to `end`.

    Words that lead in ("In", "edited by") go, what belongs to the last word comes in: the full stop
    of an abbreviation, a question mark, a bracket that is open, "et al.". `low` and `high` are
    where the neighbours end and begin.
    """
    while start < end and not text[start].isalnum():
        start += 1
    if lead := _LEAD_INS.get(label):
        while (match := lead.match(text, start, end)) and match.end() < end:
            start = match.end()
            while start < end and not text[start].isalnum():
                start += 1
    if label == "title":
        start = _behind_opening(text, start, end)
    if trail := _TRAILS.get(label):
        end = _without_trail(trail, text, start, end)
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if start == end:
        return start, end
    if label in NAMES and (others := _OTHERS.match(text, end, high)):
        end = others.end()
    if label == "author" and (group := _GROUP.match(text, end, high)):
        end = group.end()
    start = _taken_in(text, label, start, end, low)
    return start, _taken_up(text, label, start, end, high)


def gaps(text: str, tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text between tags, without white space at their edges."""
    at = 0
    for start, end in [*((tag.start, tag.end) for tag in tags), (len(text), len(text))]:
        first, last = at, start
        while first < last and text[first] == " ":
            first += 1
        while last > first and text[last - 1] == " ":
            last -= 1
        if first < last:
            yield first, last
        at = max(at, end)


_WORD = re.compile(r"[^\W\d_]+|\d+")
_AND = frozenset("and und et y e i и і та й with mit og och en 및 와 과 と 和 与 與".split())
# How many words that no label covers may stand inside a value of a label, and which: a title's
# "of" that a tagger missed; between a volume and its issue their marks.
_INSIDE: dict[Label, int] = {"title": 2, "container-title": 1, "journal": 1, "collection-title": 1}
_NUMBER_MARKS = frozenset(
    "vol volume no nr n issue number heft h bd band t iss pt part вып вип кн т № "
    "제 권 호 卷 期 巻 号 第".split()
)
# Farther apart, two dates or numbers are two.
_NEAR = 12


# Words in brackets or behind a full stop are no part of a title that goes on behind them.
_PARTING = re.compile(r"[()\[\]”\"]|\.\s")


def _is_one(text: str, first: Tag, second: Tag) -> bool:
    """Tell whether two runs of one label are parts of one value."""
    if first.label in ("note", "citation-number"):
        return False
    gap = text[first.end : second.start]
    words = [word.casefold() for word in _WORD.findall(gap)]
    if first.label in NAMES:
        return all(word in _AND for word in words)
    if first.label in ("volume", "issue"):
        # "61" "(2)" is one, "2, 36" is two: the second may be a page
        marked = bool(words) or "(" in gap or not gap.strip(" /-–")
        return len(gap) <= _NEAR and marked and all(word in _NUMBER_MARKS for word in words)
    if first.label == "page":
        return not gap.strip(" ,;-–—")
    if first.label in ("URL", "DOI", "arxiv"):
        following = text[second.start : second.end]
        return not words and address_start(following) != 0 and doi_start(following) != 0
    if first.label in ("publisher", "publisher-place"):
        return all(word in _AND for word in words) and ";" not in gap and ")" not in gap
    if words and _PARTING.search(gap):
        return False
    return len(words) <= _INSIDE.get(first.label, 0) and len(gap) <= 3 * _NEAR


_IN = r"(?:[Ii]n|IN|[Dd]ans|[Ee]n|[Ee]m|[Nn]el|[ВвIi] кн)"
_BY = (
    r"(?:[Ee]dited|[Ee]ds?\.|[Ee]d|[Hh]rsg\.?|[Hh]erausgegeben|[Tt]rans(?:lated|l)?\.?"
    r"|[Üü]bersetzt|[Üü]bers\.|[Cc]ompiled|[Tt]rad\.|[Éé]d\.|[Дд]ир\."
    r"|(?:[Пп]од|[Зз]а)(?: общ\.| общей| заг\.| науч\.)? ред(?:акци(?:ей|єю))?"
    r"|(?:[Оо]тв|[Вв]ідп|[Гг]л|[Нн]ауч|[Оо]тг)\. ред|[Рр]ед|[Сс]ост|[Уу]поряд|[Пп]ер)\.?"
    r"(?:\s*с (?:фр|англ|нем|итал|исп|польск|лат|греч|яп|кит)\.|\s*з англ\.)?"
    r"\s+(?:by|von|v\.|par|de|da|di|на(?=\s))?"
)
# "载郑振满主编": the word that says where a chapter stands
_STANDS_IN = r"(?:[载載见見](?:[于於])?|收[入錄录]?[于於]?)(?=[\u3400-\u9fff]{2})"
_ROLE = rf"(?:{_STANDS_IN}|{_IN}\s*:\s*|{_IN}\s+(?=[^\W\d_a-z])|{_BY}\s*|[Bb]y\s+|[Aa] cura di\s+)"
_LEAD_INS: dict[Label, re.Pattern[str]] = {
    "author": re.compile(r"[Bb]y\s+|[Dd]ans\s*:\s*|[Ii]n\s*:\s*"),
    "editor": re.compile(_ROLE),  # "In A. Kim", "edited by A. Kim", "Hrsg. von A. Kim"
    "translator": re.compile(_ROLE),  # "translated by A. Kim"
    # "In Proceedings of", "in: Nature"; a journal may be called "In Vivo".
    "container-title": re.compile(rf"{_IN}(?:\s*[:.]\s*|\s+)"),
    # "under review at Evolution"
    "journal": re.compile(rf"{_IN}\s*:\s*|(?:in|at)\s+(?=[^\W\d_a-z])"),
    "collection-title": re.compile(rf"{_IN}\s*:\s*|[Ss]eries\s*:\s*|[Rr]eihe\s*:\s*"),
    # "Retrieved on 3 May", "Zugriff am 3.5.2019", "consulté le 3 mai"
    "accessed": re.compile(
        r"(?:last |letzter |dernier |último )?"
        r"(?:retrieved|accessed|access|viewed|visited|cited"
        r"|consulted|available|abgerufen|zugriff|aufgerufen|consulté|consultado|acceso|acesso|consultato|geraadpleegd|stand"
        r"|дата обращения|date|on|am|le|el|em|il|op|since)(?![^\W_])[\s:.,]*",
        re.IGNORECASE,
    ),
    "number": re.compile(r"(?:nos?|nr|number|n[°º]|№)(?![^\W\d_])[.:]?\s*(?=\w)", re.IGNORECASE),
    "ISBN": re.compile(r"(?:e-?)?isbn(?:[- ]?1[03](?=\W))?[\s:.]*", re.IGNORECASE),
    "ISSN": re.compile(r"(?:[ep]-?)?issn[\s:.]*", re.IGNORECASE),
    "PMID": re.compile(r"(?:pmid|pubmed|medline)(?:[\s:.]*id)?[\s:.]*", re.IGNORECASE),
    "publisher": re.compile(r"[Pp]ublished by\s+"),
}
# "A. Kim (Eds.", "A. Kim, editors", "A. Kim (Hrsg", "B. Roy (Trans."
_EDITORS = re.compile(
    r"[\s,;(\[]+(?:eds?|edd|editors?|editores|hrsg|hgg?|herausgeber(?:in)?|dirs?|coords?|orgs?|comps?"
    r"|red|trans|transl|translators?|übers|ред|éds?)\.?\s*[)\]]?[\s.,;:]*$",
    re.IGNORECASE,
)
# "Springer. [arXiv]", "Nature [PDF]", "EURE. [WoS]": what pages link to or indexes hold it.
_LABEL = (
    r"[\s.,;]*\[+(?:arxiv|pdf|doi|code|link|bib|bibtex|url|html|hal|slides|video|web|paper|preprint"
    r"|poster|project|wos|scopus|scielo|latindex|pubmed|crossref|data)(?:[ :][^\[\]]{0,8})?$"
)
# "Nature, vol", "Proceedings (pp"
_NUMBERED = re.compile(rf"[,.;:(]\s*(?:vol|volume|bd|pp|no|nr)\.?[\s:]*$|{_LABEL}", re.IGNORECASE)
# "in La poesia e i suoi luoghi cit."
_CITED = r",?\s(?:op\.\s)?cit\.?$"
_TRAILS: dict[Label, re.Pattern[str]] = {
    **dict.fromkeys(NAMES, _EDITORS),
    **dict.fromkeys((*_VENUES, "title"), _NUMBERED),
    "journal": re.compile(rf"{_NUMBERED.pattern}|\s+Volumes?$|{_CITED}", re.IGNORECASE),
    "container-title": re.compile(rf"{_NUMBERED.pattern}|{_CITED}", re.IGNORECASE),
    # "特許第5123456号": the word that counts is no part of the genre
    "genre": re.compile(r"(?<=\w)[第제]$"),
    **dict.fromkeys(("publisher", "publisher-place"), re.compile(_LABEL, re.IGNORECASE)),
}
# "[Belle-II], “Measurement of the tau mass": a title in quotes begins with them.
_OPENED = re.compile(r"[\],:]\s*[“„«](?=[^“”„«»]*$)")


def _behind_opening(text: str, start: int, end: int) -> int:
    """Return the start of a title behind the quotation mark that is closed where the title ends."""
    closed = text[end : end + 3].lstrip(",.?! ")[:1] in ("”", "“", "»")
    match = _OPENED.search(text, start, end) if closed else None
    # More than a group's name is a title, with the name of what holds it in quotes behind it.
    is_title = match is not None and len(_WORD.findall(text, start, match.start())) > _GROUP_WORDS
    return match.end() if match and not is_title else start


_GROUP_WORDS = 3


# No trail is longer than "Herausgeberin" in its brackets.
_TRAIL = 24


def _without_trail(trail: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = trail.search(text, max(start, end - _TRAIL), end)
    return match.start() if match and match.start() > start else end


# ", et al.", " and others", " u. a.", ", и др.", " y otros"
_OTHERS = re.compile(
    r"[\s,;]*(?:\bet\.?\s?al(?![^\W_])\.?|(?:and|&) (?:\d+ )?others\b|\bu\.\s?a\.(?!\w)|\bи др\.?"
    r"|\bта ін\.?|\[(?:и др|та ін)\.?\]|\by otros\b|\be outros\b|\bund andere\b|\bet coll\."
    r"|\bi in\.)",
    re.IGNORECASE,
)
# "A. Kim et al. [Belle-II]", "A. Kim [CMS Collaboration]"
_GROUP = re.compile(
    r"\s\[(?:[^\[\]()]{2,60} [Cc]ollaborations?|[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*)\]"
    r"(?=[,.:;\s])"
)
_OPENING = {
    ")": "(", "]": "[", "}": "{", "”": "“„", "“": "„", "»": "«", "’": "‘", "›": "‹",
    "）": "（", "］": "［", "】": "【", "」": "「", "』": "『", "》": "《", "〉": "〈", "｣": "｢",
}  # fmt: skip
_CLOSING = {
    "(": ")", "[": "]", "{": "}", "“": "”“", "„": "“”", "«": "»", "‘": "’", "‹": "›",
    "（": "）", "［": "］", "【": "】", "「": "」", "『": "』", "《": "》", "〈": "〉", "｢": "｣",
}  # fmt: skip
# What a word may begin or end with: "¿Qué", "#MeToo", "C++", "25%", "x²"
_BEFORE = frozenset("¿¡#@$€£§")
_BEHIND = frozenset("+%°®™$#")


def _taken_in(text: str, label: Label, start: int, end: int, low: int) -> int:
    """Return the start with what stands before the first word and belongs to it."""
    while start > low:
        char = text[start - 1]
        closing = _CLOSING.get(char)
        if closing:
            if not _unopened(text, char, closing, start, end):
                break
        elif char in "\"'":
            if not _odd_quote(text, char, start, end):
                break
        elif not _begins(text, label, start, end):
            break
        start -= 1
    return start


def _begins(text: str, label: Label, start: int, end: int) -> bool:
    """Tell whether the sign before `start` is part of the word: "¿Qué", "#MeToo", "’t Hooft"."""
    if text[start - 1] == "$":
        return text.count("$", start, end) % 2 == 1
    return text[start - 1] in _BEFORE or (label in NAMES and text[start - 1 : start + 2] == "’t ")


def _unopened(text: str, opening: str, closing: str, start: int, end: int) -> bool:
    depth = 0
    for char in text[start:end]:
        if char == opening:
            depth += 1
        elif char in closing:
            depth -= 1
            if depth < 0:
                return True
    return False


def _odd_quote(text: str, mark: str, start: int, end: int) -> bool:
    """Tell whether a straight quotation mark inside has its partner before the range."""
    found = re.search(rf"(?<=[\w.,?!]){mark}(?!\w)", text[start:end])
    return found is not None and text.count(mark, start, end) % 2 == 1


def _taken_up(text: str, label: Label, start: int, end: int, high: int) -> int:
    """Return the end with what stands behind the last word and belongs to it."""
    if label in ("URL", "DOI"):
        while end < high and not text[end].isspace() and not text[end].isalnum():
            end += 1
        return end
    while end < high:
        char = text[end]
        opening = _OPENING.get(char)
        if opening:
            if not _unclosed(text, opening, char, start, end):
                break
        elif char == '"' or (char == "'" and " '" in text[start - 1 : end]):
            if text.count(char, start, end) % 2 == 0:
                break
        elif char == "$":
            if text.count("$", start, end) % 2 == 0:
                break
        elif char in "?!…":
            if label not in ("title", "container-title"):
                break
        elif char == ".":
            if not _is_abbreviated(text, label, start, end, high):
                break
        elif char not in _BEHIND or label in NAMES:
            break
        end += 1
    return end


def _unclosed(text: str, opening: str, closing: str, start: int, end: int) -> bool:
    depth = 0
    for char in text[start:end]:
        if char in opening:
            depth += 1
        elif char == closing and depth:
            depth -= 1
    return depth > 0


# "Smith, J", "K.-R", "Washington, D.C", "U.S"
_INITIAL = re.compile(
    r"(?:^|[\s.(,-])[^\W\d_]$|(?<=[.-])[^\W\d_]{1,2}$|[\s-](?:Jr|Sr|Ph|Th|Ch|Yu|St)$"
)
# "Elsevier Inc.", "Wiley & Co.", "Oxford Univ."
_FIRM = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|Bros|Univ|Publ|Assoc|Dept|Cie|Soc|Sci|Acad|ed|Aufl|éd|rev|Diss|al)$"
)
# "М.", "СПб.", "Л.", "К.": cities that Russian and Ukrainian lists only print so
_CITY = re.compile(r"(?:^|[\s;])(?:М|Л|СПб|Пг|К|Х|С|Мн|Спб)$")
# ".S" of "U.S", "J. " of "J. Chem. Phys"
_LAST_LETTER = re.compile(r"\.[^\W\d_]$")
_STOPPED = re.compile(r"[^\W\d_]\.\s")
_ABBREVIATED: frozenset[Label] = _VENUES | {"publisher", "publisher-place", "genre", "edition"}


def _is_abbreviated(text: str, label: Label, start: int, end: int, high: int) -> bool:
    """Tell whether the full stop at `end` belongs to the word before it."""
    last = text[max(start, end - 6) : end]
    if label in NAMES:
        return _INITIAL.search(last) is not None or last.endswith((" al", ".al", "Inc", "Ltd"))
    if label == "title":
        # "in the U.S.", "and so on etc."
        return _LAST_LETTER.search(last) is not None
    if label not in _ABBREVIATED:
        return False
    if label == "publisher-place" and _CITY.search(last):
        return True
    if _INITIAL.search(last) and text[end - 2 : end - 1] in ("", ".", "-"):
        return True  # "Washington, D.C."
    if _FIRM.search(last) and label not in _VENUES:
        return True
    # "J. Chem. Phys. 12" abbreviates all; "Trop Med., 12" closes no sentence
    if end + 1 < len(text) and text[end + 1] in ",;:)":
        return True
    return label in _VENUES and _STOPPED.search(text, start, end) is not None
