"""Values that words beside them leave no doubt about, whatever a tagger makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from bibconv.plaintext.tagging import Label, Tag


def with_marked(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags in which marked values have their own; what overlaps with them gives way."""
    found = list(tags)
    for pattern in _MARKED:
        if match := pattern.search(text):
            found = _with(found, match)
    return found


def freed(tags: Sequence[Tag], start: int, end: int) -> list[Tag]:
    """Return tags without what they have between two places."""
    found = []
    for tag in tags:
        if tag.end <= start or tag.start >= end:
            found.append(tag)
            continue
        if tag.start < start:
            found.append(tag._replace(end=start))
        if tag.end > end:
            found.append(tag._replace(start=end))
    return found


def _with(tags: list[Tag], match: re.Match[str]) -> list[Tag]:
    names = [name for name in match.groupdict() if match[name]]
    start = min(match.start(name) for name in names)
    end = max(match.end(name) for name in names)
    found = freed(tags, start, end)
    dates = [match.string[tag.start : tag.end] for tag in found if tag.label == "issued"]
    for name in names:
        label = cast(Label, name.replace("_", "-"))
        if label == "issued" and dates:
            if any(match[name] in date for date in dates):
                continue
            label = "note"
        # A word that only marks is no value.
        if name != "mark":
            found.append(Tag(label, *match.span(name), "marked", _SURE))
    return sorted(found, key=lambda tag: tag.start)


_SURE = 0.9
_YEAR = r"(?:19|20)\d\d"
_NAMES = r"[^\W\d_][^,;()\d]{2,60}"
# "Peter Rushworth", "J. von der Lühe and Ana Roy"
_PERSON = (
    r"[^\W\d_a-z][\w.’'-]{0,30}(?:\s(?:von|van|de|der|den|di|da|la|le|dos|du|y))*"
    r"(?:\s[^\W\d_a-z][\w.’'-]{0,30}){1,3}"
)
_PEOPLE = (
    rf"(?!\w+\s(?:Materials?|Discussion|Comments?|Figures?|Tables?|Abbildungen)\b)"
    rf"{_PERSON}(?:(?:,\s|,?\s(?:and|und|et|y|e|en|och|og|&)\s){_PERSON}){{0,9}}"
)
# Groups are named as labels are; `mark` is what has no label.
_MARKED = tuple(
    map(
        re.compile,
        (
            # "medRxiv. 2023 Nov 2:2023.11.02.23297999", "bioRxiv 2020.01.01.123456": a number
            r"\b(?:bio|med)Rxiv\b\W{1,3}"
            rf"(?:(?P<issued>{_YEAR}(?:\s[A-Z][a-z]{{2}}(?:\s\d{{1,2}})?)?)[:;]?\s?)?"
            r"(?P<number>20\d\d\.\d\d\.\d\d\.\d{6,8})(?!\d)",
            # "Handboek leesbevordering (2e, herz. dr.)", "(3e druk)": an edition in Dutch
            r"\s\((?P<edition>\d{1,2}(?:e|de|ste)\b,?\s?[^()\d]{0,20}(?:dr(?:uk)?|uitg(?:ave)?)\.?)\)",
            # "contactopt: contact-implicit optimization in C++, version 1.3"
            r"(?<=[\w+)]),?\s(?P<mark>[Vv]ersion\s)(?P<version>\d{1,3}(?:\.\d{1,4}){1,3})(?![\w.]\w)",
            # Lattes: "In: VI Congresso de Solos, 2015, Natal. Anais do VI Congresso. Natal: "
            rf"\b(?:In|Em):\s(?P<event_title>[^.]{{5,140}}?),\s(?P<issued>{_YEAR}),"
            r"\s(?P<event_place>[^.,;:]{2,40})\.\s(?P<container_title>(?:Anais|Proceedings|Annals"
            r"|Atas|Actas|Resumos|Mem[óo]rias|Abstracts|(?:Livro|Caderno) de Resumos)\b[^.]{0,160})"
            r"(?=\.)",
            # Lattes: "1ed.Cruz das Almas: EDUFRB, 2018, v. 1, p. 85-112"
            r"\.\s(?P<edition>\d{1,2}ª?\s?ed)\.\s?(?P<publisher_place>[^\W\d_][^.,:;\d]{1,40}):"
            rf"\s(?P<publisher>[^.,:;\d]{{2,80}}),\s(?P<issued>{_YEAR})"
            r"(?:,\sv\.\s(?P<volume>\d{1,3}))?(?:,\sp\.\s(?P<page>\d{1,5}(?:-\d{1,5})?))?(?!\w)",
            # "Die Aufklärung per Video (gemeinsam mit Jan-Niklas Otte)": the owner is one more
            r"\s(?P<mark>\((?:(?:gemeinsam|zusammen|zus\.|joint|jointly|en collaboration)\s)?"
            rf"(?:with|mit|avec|con|com|met|med)\s)(?P<author>{_PEOPLE})\)",
            # "voce «Tebaldelli, Antonio», in Dizionario biografico": an entry
            r",\s(?P<mark>voce\s«)(?P<title>[^«»]{2,80})»",
            # "Leggere i margini, traduzione italiana di E. Ravagnani, Macerata"
            r",\s(?P<mark>(?:traduzione|trad\.)(?:\s(?:italiana|it\.|inglese|francese|tedesca"
            rf"|spagnola))?\s(?:di|a cura di)\s)(?P<translator>{_NAMES})(?=,)",
            # "Rime, edizione critica a cura di E. Ravagnani, Bologna"
            rf",\s(?P<mark>edizione critica a cura di\s)(?P<editor>{_NAMES})(?=,)",
        ),
    )
)
