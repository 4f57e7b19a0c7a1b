"""What headings say: publications of which type, talks, awards, …, in many languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from bibconv.variables import ItemType

# "unclear" is publications or not, which each entry decides; "unknown" is what no heading tells.
Kind = Literal["publications", "unclear", "patents", "education", "talks", "other", "unknown"]


class Meaning(NamedTuple):
    """What a heading says of the lines below it.

    `type` is the type it implies for each entry; `status` stands in the heading ("In press");
    `what` names what is not publications; a `decisive` meaning holds whatever it stands below; one
    that only `describes` ("Refereed") says nothing against what it stands below.
    """

    kind: Kind
    type: ItemType | None = None
    status: str = ""
    what: str = ""
    decisive: bool = False
    describes: bool = False


UNKNOWN = Meaning("unknown")


def meaning(heading: str) -> Meaning | None:
    """Return what a heading's words mean together, None where it has none that is known."""
    main, remark = _parted(heading[:_LONGEST])
    found = [one for one in _phrases(main) if not one.entry.alone or one.printed == main]
    besides = list(_phrases(remark))
    if not found:
        found, besides = besides, []
    if not found:
        return None
    known = sum(len(_WORD.findall(phrase.printed)) for phrase in found)
    told = _together([phrase.entry for phrase in found])
    if _is_of_something_else(main, known) and (told.type or told.kind != "publications"):
        return None
    if told.type and len(found) > 1 and _LISTED.search(main):
        # "Essays, reviews, audio": what is listed beside a known kind is of another.
        several = {one.entry.type for one in found if one.entry.kind != "neutral"}
        told = told._replace(type=None) if len(several) > 1 else told
    if all(one.entry.alone for one in found):
        told = told._replace(describes=True)
    if told.kind in ("publications", "unclear"):
        status = next((one.printed for one in found + besides if one.entry.status), "")
        return told._replace(status=status)
    return told


def _is_of_something_else(text: str, known: int) -> bool:
    """Tell whether known words are few among others: "Junior dataset scientist, Fjord Press"."""
    return strange_words(text) > _MOST_STRANGE * known


# "Artículos en revistas del Journal Citation Reports" has more known words than others.
_MOST_STRANGE = 2


def strange_words(heading: str) -> int:
    """Return how many words of a heading belong to no known phrase and are not small."""
    main, _ = _parted(heading[:_LONGEST])
    known = [False] * len(main)
    for phrase in _phrases(main):
        known[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
    left = "".join(" " if at else char for char, at in zip(main, known, strict=True))
    return sum(
        # Characters of a language without spaces count for half a word each.
        (len(word) + 1) // 2 if _UNSPACED.search(word) else 1
        for word in _WORD.findall(left)
        if not any(char.isdigit() for char in word) and _folded(word) not in _SMALL_WORDS
    )


# A heading of more characters is a paragraph.
_LONGEST = 200
# "Articles (peer-reviewed)", "著書（単著）", "Papers [selected]": a remark says less than the rest.
# "Books, chapters", "Aufsätze und Rezensionen"
_LISTED = re.compile(r",|&|\b(?:and|und|et|y|e|en|i|och|og|и)\b")
_REMARK = re.compile(r"\s*[(\[（【]")
_WORD = re.compile(r"[\w'’&.-]*\w")
# Chinese, Japanese; Korean has spaces, but endings too.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What may stand beside known phrases: "Selected journal papers since 2010 (peer-reviewed)".
_SMALL_WORDS = frozenset(
    "a an and in of the for to with or by on at all my own our other others selected recent "
    "refereed reviewed peer peer-reviewed non-refereed non-peer-reviewed international national "
    "invited full short new major key main representative principal latest most first since "
    "between from until order reverse chronological chronologically last past five ten year "
    "years only list record contributed additional further related academic scholarly "
    "scientific professional research english german french spanish languages language edited "
    "co-authored coauthored co-edited single authored sole written published unpublished top- "
    "tier impact indexed scopus isi sci wos web science plenary keynote popular "
    "general ongoing current previous former "
    "continued cont cont'd ctd miscellaneous various as co-author author first-author lead & i "
    "ii iii iv v online electronic print date present early und der die das den im zu mit von "
    "aus auf bei sowie oder auswahl ausgewählte weitere sonstige eigene andere begutachtete "
    "wissenschaftliche fortsetzung forts seit et des de la les l' le en dans avec ou du aux par "
    "sur sélection sélectionnées choisis choisies autres internationales internationaux "
    "nationales comité lecture à suite depuis principales y con del el los las por o otros "
    "otras seleccionados seleccionadas internacionales nacionales arbitradas arbitrados "
    "indexadas indizadas publicados continuación desde e di della delle dei degli su per gli il "
    "lo altri altre internazionali nazionali selezionati selezione scelti recenti principali "
    "peer-review segue dal os da do dos em no na com outros outras completos selecionados "
    "internacionais nacionais van het een op te geselecteerde internationale nationale overige "
    "vervolg oraz w z inne wybrane krajowe międzynarodowe och av på för andra valda urval "
    "övriga og af til andre udvalgte utvalgte øvrige и в на с по из за к о избранные основные "
    "другие прочие зарубежные международные российские рецензируемых изданиях научных журналах "
    "вак рф рецензируемые рекомендованных индексируемых продолжение ed последних лет годы elenco "
    "completo completa ultimi anni few significant highlighted unrefereed ten arbitragem".split()
)


class _Entry(NamedTuple):
    """What one phrase of the table says."""

    kind: str
    type: ItemType | None
    status: bool
    what: str
    decisive: bool
    alone: bool


class _Phrase(NamedTuple):
    """A known phrase in a heading, as it is printed and where."""

    printed: str
    start: int
    end: int
    entry: _Entry


def _parted(heading: str) -> tuple[str, str]:
    """Return what a heading says and the remark in brackets behind it."""
    heading = unicodedata.normalize("NFKC", heading).strip()
    mark = _REMARK.search(heading, 1)
    return (heading[: mark.start()], heading[mark.end() :]) if mark else (heading, "")


def _phrases(text: str) -> Iterator[_Phrase]:
    """Yield the longest known phrases from left to right; they do not overlap."""
    known = _vocabulary()
    if _UNSPACED.search(text):
        yield from _unspaced_phrases(text)
        return
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        for end in range(min(at + _MOST_WORDS, len(words)), at, -1):
            # What stands between words of a phrase is a space or a stroke, not a comma.
            printed = text[words[at].start() : words[end - 1].end()]
            if entry := known.get(_folded(printed)):
                yield _Phrase(printed, words[at].start(), words[end - 1].end(), entry)
                at = end - 1
                break
        at += 1


def _unspaced_phrases(text: str) -> Iterator[_Phrase]:
    known = _vocabulary()
    at = 0
    while at < len(text):
        for length in range(min(_MOST_SIGNS, len(text) - at), 1, -1):
            printed = text[at : at + length]
            entry = known.get(_folded(printed))
            inside = printed.isascii() and (
                text[at - 1 : at].isalpha() or text[at + length : at + length + 1].isalpha()
            )
            if entry and printed == printed.strip() and not inside:
                yield _Phrase(printed, at, at + length, entry)
                at += length - 1
                break
        at += 1


# The longest phrase is "articles dans des revues à comité de lecture".
_MOST_WORDS = 8
_MOST_SIGNS = 24


def _together(entries: Sequence[_Entry]) -> Meaning:
    """Return what several phrases mean in one heading."""
    told = [entry for entry in entries if entry.kind != "neutral"]
    if not told:
        return UNKNOWN
    kinds = {entry.kind for entry in told}
    any_list = any(
        entry.kind == "publications" and not entry.type and not entry.status for entry in told
    )
    decisive = next((entry for entry in told if entry.decisive), None)
    if decisive and not any_list:
        return Meaning("other", what=decisive.what, decisive=True)
    if "publications" in kinds:
        types = {entry.type for entry in told if entry.type and not entry.status}
        kind: Kind = "unclear" if kinds & {"talks", "other"} else "publications"
        # "Books and chapters" implies neither; "Publications: books" does.
        return Meaning(kind, types.pop() if len(types) == 1 else None)
    for best in ("patents", "education", "talks", "other", "unclear"):
        if entry := next((one for one in told if one.kind == best), None):
            what = entry.what or ("talks" if best == "talks" else "")
            return Meaning(best, entry.type, what=what)
    return UNKNOWN


@cache
def _vocabulary() -> dict[str, _Entry]:
    """Map every heading phrase to what it says."""
    table = tomllib.loads(
        files("bibconv.plaintext").joinpath("headings.toml").read_text(encoding="utf-8")
    )
    return {
        _folded(phrase): _Entry(
            entry["kind"],
            cast("ItemType | None", entry.get("type")),
            entry.get("status", False),
            entry.get("what", ""),
            entry.get("decisive", False),
            entry.get("alone", False),
        )
        for entry in table["heading"]
        for phrase in entry["phrases"]
    }


def _folded(text: str) -> str:
    """Return words in lower case, parted by one space."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(text.split())
