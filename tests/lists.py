"""Reference lists in the forms that people paste, made of references that nobody wrote."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from functools import cache

from bibconv import Name, Record, WriteOptions, write
from bibconv.record import Date
from bibconv.variables import ItemType

_FAMILIES = (
    "Lindqvist Okafor Tamura Winter Borg Jean-Baptiste Roy Kim Ferreira Nowak O’Dell Åkesson "
    "Müller Petrov Haddad Castellanos Whitfield Iyer Zhou Brandt"
).split()
_GIVEN = "Marta Nnamdi Sora Paul Ines Amélie Dev Ara Tomás Ola Fiona Karl Jürgen Ivan Layla".split()
_NOUNS = "ice fog drift hydrophones whales moraines signals ridges floes ledgers harbours".split()
_VERBS = "hears masks follows maps weighs outlives tempers divides carries".split()
_ENDS = (
    "in cold seas", "under long winters", "a comparison of five methods", "lessons from the north",
    "evidence from 1,204 stations", "notes on A. Borg and P. Winter", "who counts what, and why",
    "the view from Oslo, 1890–1914", "ten years on", "an introduction", "what remains",
)  # fmt: skip
_JOURNALS = (
    "Journal of Cold Systems", "Polar Signals", "Annals of Quiet Sensors", "Ice", "Northern Review",
    "Zeitschrift für Eiskunde", "Proceedings of the Floe Society. Series B",
)  # fmt: skip
_PUBLISHERS = (("Fjord Press", "Oslo"), ("Harbour & Sons", "Bergen"), ("Eisverlag", "Kiel"))
_STYLES = (
    "apa", "ieee", "nlm-citation-sequence", "chicago-author-date", "harvard-cite-them-right",
    "modern-language-association", "nature", "american-chemical-society",
)  # fmt: skip


def records(seed: int, count: int) -> list[Record]:
    """Return invented records: articles, books, chapters, papers, theses."""
    chance = random.Random(seed)
    return [_record(chance, number) for number in range(count)]


@cache
def references(style: str, seed: int, count: int = 24) -> tuple[str, ...]:
    """Return the references of an invented list in a style, without numbers."""
    printed = write(records(seed, count), style, options=WriteOptions()).split("\n")[:-1]
    numbers = [line.partition(" ") for line in printed]
    if all(first.strip("[]().").isdigit() for first, _, _ in numbers):
        return tuple(rest for _, _, rest in numbers)
    return tuple(printed)


STYLES = _STYLES


def _record(chance: random.Random, number: int) -> Record:
    title = (
        f"{chance.choice(_NOUNS)} {chance.choice(_VERBS)} {chance.choice(_NOUNS)}: "
        f"{chance.choice(_ENDS)}"
    )
    kinds: tuple[ItemType, ...] = ("article-journal",) * 4 + ("book", "chapter", "thesis")
    kind = chance.choice((*kinds, "paper-conference"))
    record = Record(f"r{number}", kind)
    record.texts["title"] = title[0].upper() + title[1:]
    record.names["author"] = _people(chance, chance.choice((1, 1, 2, 2, 3, 4, 7)))
    record.dates["issued"] = Date((chance.randint(1950, 2024),))
    first = chance.randint(1, 900)
    if kind in ("article-journal", "paper-conference", "chapter"):
        record.texts["container-title"] = chance.choice(_JOURNALS)
        record.texts["page"] = f"{first}-{first + chance.randint(2, 40)}"
    if kind == "article-journal":
        record.texts["volume"] = str(chance.randint(1, 99))
        record.texts["issue"] = str(chance.randint(1, 12))
        if chance.random() < 0.5:
            record.texts["DOI"] = f"10.9999/{chance.randint(10**5, 10**9)}.{number}"
    if kind in ("book", "chapter", "thesis", "paper-conference"):
        record.texts["publisher"], record.texts["publisher-place"] = chance.choice(_PUBLISHERS)
    if kind == "chapter":
        record.names["editor"] = _people(chance, 2)
    return record


def _people(chance: random.Random, count: int) -> list[Name]:
    families = chance.sample(_FAMILIES, count)
    return [
        Name(family, f"{chance.choice(_GIVEN)} {chance.choice('ABCDEFGHKLMRSTW')}.")
        for family in families
    ]


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Return a text in lines of at most `width`, as editors and mail programs wrap."""
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip


def _one_a_line(some: tuple[str, ...], width: int) -> str:
    return "\n".join(some)


def _blank_between(some: tuple[str, ...], width: int) -> str:
    return "\n\n".join(wrapped(one, width) for one in some)


def _blank_lines_between(some: tuple[str, ...], width: int) -> str:
    return "\n\n".join(some)


def _hanging(some: tuple[str, ...], width: int) -> str:
    return "\n".join(wrapped(one, width, rest="    ") for one in some)


def _first_indented(some: tuple[str, ...], width: int) -> str:
    return "\n".join(wrapped(one, width, first="   ") for one in some)


def _flush(some: tuple[str, ...], width: int) -> str:
    return "\n".join(wrapped(one, width) for one in some)


def _numbered(
    mark: str, rest: str = "", start: int = 1, between: str = "\n"
) -> Callable[[tuple[str, ...], int], str]:
    def listed(some: tuple[str, ...], width: int) -> str:
        return between.join(
            wrapped(one, width, mark.format(number), rest) for number, one in enumerate(some, start)
        )

    return listed


def _downwards(some: tuple[str, ...], width: int) -> str:
    return "\n".join(
        wrapped(one, width, f"{number}. ")
        for number, one in zip(range(len(some), 0, -1), some, strict=True)
    )


def _bibitems(some: tuple[str, ...], width: int) -> str:
    items = (f"\\bibitem{{key{number}}}\n{wrapped(one, width)}" for number, one in enumerate(some))
    body = "\n\n".join(items)
    return f"\\begin{{thebibliography}}{{99}}\n{body}\n\\end{{thebibliography}}"


def _pages(list_: Callable[[tuple[str, ...], int], str], sign: str, lines: int = 36):  # type: ignore[no-untyped-def]
    def listed(some: tuple[str, ...], width: int) -> str:
        body = list_(some, width).split("\n")
        pages = [body[at : at + lines] for at in range(0, len(body), lines)]
        return "".join(
            "\n".join(page) + sign.format(number) for number, page in enumerate(pages, 31)
        )

    return listed


FORMS: dict[str, Callable[[tuple[str, ...], int], str]] = {
    "one a line": _one_a_line,
    "one a line, blank lines": _blank_lines_between,
    "blank lines": _blank_between,
    "hanging": _hanging,
    "first line indented": _first_indented,
    "[1]": _numbered("[{}] "),
    "[1] hanging": _numbered("[{}] ", "    "),
    "1.": _numbered("{}. "),
    "1. hanging, from 37": _numbered("{}.  ", "     ", 37),
    "1. blank lines": _numbered("{}. ", between="\n\n"),
    "(1)": _numbered("({}) "),
    "1)": _numbered("{}) "),
    "1": _numbered("{} "),
    "[R1]": _numbered("[R{}] "),
    "25. downwards": _downwards,
    "bullets": _numbered("• "),
    "bibitem": _bibitems,
    "[1], pages": _pages(_numbered("[{}] "), "\n\n{}\n\n"),
    "1. hanging, form feeds": _pages(_numbered("{}. ", "   "), "\n\f"),
    "hanging, pages": _pages(_hanging, "\n\n- {} -\n\n"),
    "blank lines, running heads": _pages(_blank_between, "\n\n{}\n\fWinter · Cold Lists\n\n"),
}
# A list without any marks is cut by its looks: as a rule and not always right.
FLUSH = _flush
