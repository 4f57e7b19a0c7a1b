"""References in scripts that the records have little of: Korean, Chinese, Japanese, Russian."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any

from bibconv.record import Date, Name, Record
from bibconv.variables import ItemType
from training import words

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("native.toml").read_text("utf-8"))
_WORDS: dict[str, list[list[str]]] = {
    language: [line.split("|") for line in text.split("\n")]
    for language, text in _TABLE["words"].items()
}


def record(rng: Random) -> Record:
    """Return a record in one of the scripts, with what every template asks for."""
    language = rng.choice(("ko", "ko", "zh", "ja", "ru", "ru"))
    begins, middles, ends, journals, publishers, places, families, givens = _WORDS[language]
    article = rng.random() < 0.7
    kind: ItemType = "article-journal" if article else "book"
    made = Record("native", kind)
    texts = made.texts
    texts["language"] = language
    texts["title"] = rng.choice(begins) + rng.choice(middles) + rng.choice(ends)
    if article:
        texts["container-title"] = rng.choice(journals)
        texts["volume"] = str(rng.randint(1, 90))
        texts["issue"] = words.issue(rng)
    else:
        texts["publisher"], texts["publisher-place"] = rng.choice(publishers), rng.choice(places)
    first = rng.randint(1, 600)
    texts["page"] = f"{first}-{first + rng.randint(2, 40)}"
    count = rng.choice((1, 1, 1, 2, 2, 3, 4))
    people = [Name(rng.choice(families), rng.choice(givens)) for _ in range(count)]
    made.names["author"] = people
    if not article:
        made.names["editor"] = people
    made.dates["issued"] = Date((rng.randint(1950, 2024),))
    return made


def templates(made: Record) -> tuple[str, ...]:
    """Return the layouts of a record's language and type."""
    table = _TABLE["articles" if made.type == "article-journal" else "books"]
    return tuple(table[made.texts["language"]])
