"""Places and publishers told apart where a tagger takes both for one: "Roma, Viella"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibconv.plaintext.tagging import Label, Tag


def told_apart(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags in which a place and a publisher have a tag each, and volumes are no places."""
    labels = {tag.label for tag in tags}
    return [part for tag in tags for part in _parts(text, tag, labels)]


def _parts(text: str, tag: Tag, labels: set[Label]) -> Iterator[Tag]:
    printed = text[tag.start : tag.end]
    if len(printed) > _LONGEST:
        return iter((tag,))
    if tag.label == "publisher-place":
        if "volume" not in labels and (match := _NUMERAL.fullmatch(printed)):
            return _split(tag, match, "volume", "publisher-place")
        match = _TWO.fullmatch(printed) if "publisher" not in labels else None
        if match and not _is_region(match[2]) and not _MEETING.search(text):
            return _split(tag, match, "publisher-place", "publisher")
    if tag.label == "publisher" and "publisher-place" not in labels:
        match = _COLON.fullmatch(printed) or _BEFORE_HOUSE.fullmatch(printed)
        if match:
            return _split(tag, match, "publisher-place", "publisher")
    return iter((tag,))


def _split(tag: Tag, match: re.Match[str], *labels: Label) -> Iterator[Tag]:
    """Yield the groups of a match in a tag, each under its label."""
    sure = min(tag.confidence, _LIKELY)
    for number, label in enumerate(labels, 1):
        start, end = match.span(number)
        if start < end:
            yield Tag(label, tag.start + start, tag.start + end, "imprint", sure)


def _is_region(text: str) -> bool:
    """Tell whether a word behind a city says where it lies: "Cambridge, MA", "Paris, France"."""
    bare = text.strip(" .").casefold()
    return bare in _REGIONS or (len(bare) <= _CODE and text.isupper()) or text.endswith(".")


_LIKELY = 0.8
_LONGEST = 200
# "USA", "MA", "NSW"
_CODE = 3
# "«Italia medioevale», LIX, 2018", "in Dizionario biografico, XCV, Roma"
_NUMERAL = re.compile(r"([IVXLC]{2,8})(?:,\s(.+))?")
_NAMED = r"[^\W\d_a-z][\w'’]*+"
_CITY = rf"{_NAMED}(?:[ -](?:(?:d[aeiu]s?|de[lr]|la|am|an|im|upon|sur)[ -])?{_NAMED}){{0,4}}+"
# "Roma, Viella", "Alessandria, Edizioni dell’Orso"
_TWO = re.compile(rf"({_CITY}),\s([^\W\d_][^,:;()\d]{{1,60}})")
# "Cruz das Almas: EDUFRB"
_COLON = re.compile(rf"({_CITY})\s?:\s?([^\W\d_][^:;()]{{1,80}})")
# "Vannes, Agence des aires marines protégées"
_BEFORE_HOUSE = re.compile(
    rf"({_CITY}),\s((?:Agence|Universités?|Presses|Éditions|Editions|Édition|Librairie"
    r"|Ministère|Institut|Centre|Universidad|Universidade|Editorial|Editora|Ediciones|Edições"
    r"|Edizioni|Editrice|Università|Istituto|Verlag|Universität|Uitgeverij)\b[^:;()]{0,80})"
)
# In what is printed of a meeting, cities stand beside countries of all names.
_MEETING = re.compile(
    r"proceedings|conference|congress|symposi|workshop|meeting|kongress|tagung|colloqu|congrès"
    r"|convegno|atti |actas|anais|конференц",
    re.IGNORECASE,
)
# Countries and states as lists print them behind a city, in the languages that most are in.
_REGIONS = frozenset(
    """argentina australia austria österreich autriche belgium belgique belgien belgië brazil brasil
    brésil bulgaria canada kanada chile china colombia croatia cuba czechia denmark danmark dänemark
    egypt england estonia finland suomi finlandia france frankreich francia frança germany
    deutschland allemagne alemania germania alemanha greece grèce griechenland grecia hungary
    ungarn iceland india indien iran iraq ireland éire irlande israel italy italia italie italien
    itália japan japon japón kenya korea latvia lebanon lithuania luxembourg malaysia malta mexico
    méxico mexique morocco maroc netherlands nederland niederlande pays-bas holland nigeria norway
    norge norwegen norvège pakistan peru perú philippines poland polska polen pologne polonia
    portugal quebec québec romania românia rumänien russia russland russie scotland schottland
    senegal serbia singapore slovakia slovenia slovenija spain españa espagne spanien spagna sweden
    sverige schweden suède switzerland schweiz suisse svizzera suiza taiwan thailand tunisia turkey
    türkiye ukraine uruguay venezuela vietnam wales alabama alaska arizona arkansas california
    colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky
    louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington
    wisconsin wyoming ontario alberta manitoba victoria queensland tasmania bavaria bayern surrey
    sussex kent oxon oxfordshire cambridgeshire hampshire devon cornwall""".split()
) | {
    "new york", "new jersey", "new mexico", "new hampshire", "north carolina", "south carolina",
    "north dakota", "south dakota", "west virginia", "rhode island", "british columbia",
    "nova scotia", "new south wales", "united kingdom", "united states", "great britain",
    "new zealand", "south africa", "south korea", "north korea", "saudi arabia", "hong kong",
    "czech republic", "costa rica", "puerto rico", "sri lanka", "the netherlands",
    "northern ireland", "west sussex", "east sussex", "royaume-uni", "reino unido", "regno unito",
    "états-unis", "estados unidos", "stati uniti",
}  # fmt: skip
