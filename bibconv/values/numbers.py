"""Numbers that stay the text they were: pages, volumes with their issues, the dashes in them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from bibconv.values.ranges import DASH


class Part(NamedTuple):
    """A number printed among others: what it counts, and its range in the text."""

    kind: Literal["volume", "issue", "page", "number-of-pages", "year", "other"]
    start: int
    end: int


# "12", "A12", "12a", "12.5", "31/6", "3-4", "S1", "XIV"; two at most, three letters before
_NUMBER = (
    r"(?:[A-Za-z]{0,3}\d{1,9}[A-Za-z]?(?:\.\d{1,4})?"
    rf"(?:(?:\s?(?:{DASH}|[/+&])\s?|\s(?:and|to|und|bis|et)\s)[A-Za-z]?\d{{1,9}}[A-Za-z]?)?|[IVXLCDM]{{1,9}}(?![\w]))"
)
# "vol. 12", "Vol.12", "Bd. 3", "Jg. 7", "t. XII", "том 5", "т. 5", "제28권", "v. 7"
_VOLUME = (
    r"(?:volumes?|volumen|vols?|v|band|bde?|jahrgang|jahrg|jg|tome?|tomo|årg|том|т|t|卷|第|제)"
    r"(?![^\W\d_])\.?:?\s*(?:n[or]?\.\s*)?"
)
# "no. 3", "Nr. 3", "n° 4", "№ 4", "n 40", "H. 3", "Heft 3", "issue 3", "вып. 2", "núm. 7", "#4"
_ISSUE = (
    r"(?:serial nos?|nos?|nrs?|num|núm|número|numero|number|n\s?[°ºo]|№|n|issues?|iss|heft|hft|h"
    r"|fasc|fascicle|вып|ausgabe|номер|#)(?![^\W\d_])\.?:?\s*"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_LEAD = re.compile(
    rf"[\s,;:.(\[]*(?:(?P<volume>{_VOLUME})|(?P<issue>{_ISSUE}))?(?P<number>{_NUMBER})"
    r"(?P<letter>[\s-][A-FIa-fi](?![\w.°º]))?"
    r"(?:ème|er|e|th|st|nd|rd|º|ª)?\.?(?:\s(?:année|annee|jahrgang|jahrg|jg|anno|año|volume|vol)\b\.?)?"
    r"(?:\s?(?:권|집|卷))?(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER_ONE = r"[A-Za-z]{0,2}\d{1,7}"
# What follows a volume: ":12-15", "(3)", "(Suppl 1)", "no. 3", ", 3", ":4", ".3", " Suppl 1"
_NEXT = re.compile(
    rf"\s*(?:[:,;]\s*(?P<page>{_NUMBER_ONE}\s?{DASH}\s?{_NUMBER_ONE})(?=[\s.,;)]*$)"
    r"|:\s*(?P<first>[A-Za-z]?\d{2,9})(?=[\s.,;)]*$)"
    rf"|\((?:\s?(?P<year>{_YEAR})\s?|\s?(?:{_ISSUE})?(?P<bracketed>[^()]{{1,40}}?)\s?)\)"
    rf"|[,;:.]?\s*\(?(?:{_ISSUE})(?:issue\s)?(?P<marked>{_NUMBER})(?![^\W_])\)?"
    rf"|[,;:.]?\s*(?:제|第)?\s?(?P<korean>{_NUMBER})\s?(?:호|号|期)"
    rf"|[,;:.]?\s*\(?(?P<supplement>suppl(?:ement)?(?:\s?{_NUMBER})?)(?![^\W_])\)?"
    rf"|[,:/.(-]\s*\(?(?P<bare>{_NUMBER})\)?(?=[\s.,;:)]*$)"
    rf"|[,;:.]?\s+(?P<loose_year>{_YEAR})(?!\w))",
    re.IGNORECASE,
)
_VOLUME_MARK = re.compile(rf"\b{_VOLUME}\d", re.IGNORECASE)
_TWO = re.compile(r"(\d+)\.(\d+)")


def volume_parts(text: str, kind: Literal["volume", "issue"] = "volume") -> list[Part]:
    """Return what is printed where a volume or an issue is expected.

    `61(2)`, `vol. 12, no. 3`, `Jg. 12, H. 3`, `XIV:4`, `25 Suppl 1`, `12.3`: volume and issue;
    `no. 40`: an issue; `31/6` stays one number. A text of another form is one number as it is.
    """
    if text.isdigit():
        return [Part(kind, 0, len(text))]
    lead = _LEAD.match(text)
    if lead is None:
        start, end = _edges(text, 0, len(text))
        return [Part(kind, start, end)] if start < end else []
    first: Literal["volume", "issue"] = kind
    if lead["volume"] or lead["issue"]:
        first = "volume" if lead["volume"] else "issue"
    at = lead.end()
    if first == "issue" and kind == "issue" and not _VOLUME_MARK.search(text, at):
        # "6 Suppl", "4 Pt 2", "1,2": what is labelled an issue is one, unless a volume is marked
        return [Part("issue", *_edges(text, lead.start("number"), len(text)))]
    parts = [Part(first, lead.start("number"), lead.end("letter" if lead["letter"] else "number"))]
    two = _TWO.fullmatch(lead["number"])
    if two and first == "volume" and not text[at:].strip(" .,;:)"):
        start = lead.start("number")
        return [
            Part("volume", start, start + two.end(1)),
            Part("issue", start + two.start(2), lead.end("number")),
        ]
    while match := _NEXT.match(text, at):
        group = match.lastgroup or ""
        if group in ("year", "loose_year"):
            parts.append(Part("year", *match.span(group)))
        elif group == "page" or (group == "first" and parts[-1].kind == "issue"):
            parts.append(Part("page", *match.span(group)))
        elif first == "volume" and all(part.kind != "issue" for part in parts):
            parts.append(Part("issue", *_edges(text, *match.span(group))))
        else:
            break
        at = match.end()
    start, end = _edges(text, at, len(text))
    # "134; 12", "2, 36, 1": a second number of unknown kind
    if start < end and any(char.isalnum() for char in text[start:end]):
        if first == "issue" and (second := _LEAD.match(text, at)) and second["volume"]:
            parts.insert(0, Part("volume", *second.span("number")))
            start, end = _edges(text, second.end(), len(text))
        if start < end:
            parts.append(Part("other", start, end))
    return parts


# "pp. 12–15", "S. 3", "pages 4-5", "p.7", "С. 12", "págs. 1-2", "str. 4", "стр. 5", "ss. 3-4"; but
# "S105" is a page of a supplement
_PAGE_MARK = re.compile(
    r"[\s,;:.(\[]*(?:pages?|pgs?|pp|(?-i:P)(?!\d)|(?-i:p)|pág(?:ina)?s?|pags?|paginas?|seiten?|str|стр|sid|(?:ss?|с)(?=[.:\s]))"
    r"(?![^\W\d_])[.:]*\s*(?=\w)",
    re.IGNORECASE,
)
# "全84頁", "84쪽"
# "108 p.", "xii, 290 pp", "350 S.", "25 pages", "240 с."; "S. 12" is no count
_COUNT = re.compile(
    r"[\s,;:.(\[]*全?(?P<count>(?:[ivxlc]{1,7}\s?[,+]\s?)?\d{1,5})\s*"
    r"(?:pages|pgs|pp?|seiten|s|págs?|páginas|стр|с|str|c|쪽|頁|页|ページ)(?![^\W_])[\s.,;:)\]]*$",
    re.IGNORECASE,
)
# "289-300; here 291", "12-15, hier 13", "pp. 3-9, esp. 4"
_WITHIN = re.compile(
    r"(?<!\s)[,;]?\s+(?:here|hier|ici|aquí|esp\.|especially|bes\.|at)\s", re.IGNORECASE
)


def page_parts(text: str) -> list[Part]:
    """Return the pages, or their number, of what is printed where pages are expected."""
    if count := _COUNT.match(text):
        return [Part("number-of-pages", *count.span("count"))]
    mark = _PAGE_MARK.match(text)
    start, end = _edges(text, mark.end() if mark else 0, len(text))
    if within := _WITHIN.search(text, start, end):
        return [
            Part("page", *_edges(text, start, within.start())),
            Part("other", *_edges(text, within.start(), end)),
        ]
    return [Part("page", start, end)] if start < end else []


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the punctuation at its edges; "12(3)" keeps its bracket."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end
