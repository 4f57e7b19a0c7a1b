"""A publication list in the layout of the seed CV, with every name, title and venue another's."""

from __future__ import annotations

import json
import random
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Item = dict[str, Any]

_PERSONAL = ("article-journal", "paper-conference", "chapter", "book")
# LaTeX remains and markup in the corpus are other tests' matter; quotes, colons, question marks,
# brackets and digits in titles stay.
_FOREIGN = set("$\\{}<>*_^~`|[]")
_BULLETS = ("- ", "* ", "• ", "{n}. ", "[{n}] ", "[J{n}] ", "({n}) ", "")
_HEADINGS = {
    "article-journal": "Journal Articles",
    "paper-conference": "#### Contributions to Conference Proceedings",
    "chapter": "## Book Chapters",
    "article": "## Preprints",
}


@dataclass(frozen=True)
class Stock:
    """Names, titles and venues of real records, by what they are."""

    names: list[tuple[str, str]]
    titles: list[str]
    venues: dict[str, list[str]]
    publishers: list[str]
    places: list[str]


def stock(folder: Path) -> Stock:
    """Read the stock from a folder of CSL-JSON lines."""
    names: dict[tuple[str, str], None] = {}
    titles: dict[str, None] = {}
    venues: dict[str, dict[str, None]] = {}
    publishers: dict[str, None] = {}
    places: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n")[::7]:
            item: Item = json.loads(line) if line else {}
            if item.get("type") not in _PERSONAL:
                continue
            for person in item.get("author", ()):
                family, given = person.get("family", ""), person.get("given", "")
                initials = _initials(given)
                if (
                    _plain(family)
                    and initials
                    and not set(family) & set(",.;&0123456789")
                    and family != "and"
                ):
                    particle = person.get("non-dropping-particle", "")
                    names[(f"{particle} {family}".strip(), initials)] = None
            if len(item.get("title", "")) > 15 and _plain(item["title"]):
                titles[item["title"]] = None
            for field in ("container-title", "collection-title"):
                kind = item["type"] if field == "container-title" else "series"
                if (
                    len(item.get(field, "")) > 3
                    and _plain(item[field])
                    and _whole(kind, item[field])
                ):
                    venues.setdefault(kind, {})[item[field]] = None
            if _plain(item.get("publisher", "")) and "," not in item["publisher"]:
                publishers[item["publisher"]] = None
            place = item.get("publisher-place", "")
            if _plain(place) and not set(place) & set(",;:&"):
                places[place] = None
    return Stock(
        list(names),
        list(titles),
        {kind: list(found) for kind, found in venues.items()},
        list(publishers),
        list(places),
    )


def _plain(text: str) -> bool:
    return bool(text.strip()) and not set(text) & _FOREIGN and text == " ".join(text.split())


def _whole(kind: str, venue: str) -> bool:
    """Tell whether a venue is one sentence.

    "Book. Subtitle 276:1-9" and "Book. Series 276:1-9" cannot be told apart, by people neither; the
    seed prints series, so books here have no second sentence, and series no comma.
    """
    return kind not in ("chapter", "series") or not set(venue.rstrip(".")) & set(".,")


def _initials(given: str) -> str:
    """Return `K-R` for "Klaus-Robert" and `K T` for "Kristof T."."""
    words = [
        "-".join(part[0] for part in word.split("-") if part) for word in given.split() if word
    ]
    return " ".join(words) if all(word.isupper() for word in words) else ""


def swapped(gold: list[Item], goods: Stock, seed: int) -> tuple[str, list[Item]]:
    """Return a list's text, shuffled and swapped, and what a perfect reading of it yields."""
    rng = random.Random(seed)
    names = rng.sample(goods.names, 400)
    titles = rng.sample(goods.titles, 60)
    bullet = rng.choice(_BULLETS)
    width = rng.choice((50, 64, 72, 88, 110, 200))
    hyphens = rng.random() < 0.5
    owner = names.pop()
    expected: list[Item] = []
    parts = [
        f"# Dr. {owner[1].replace('-', ' ').replace(' ', '. ')}. {owner[0]}",
        "## Publications",
    ]
    number = 0
    for kind, heading in _HEADINGS.items():
        items = [item for item in gold if item["type"] == kind]
        rng.shuffle(items)
        parts.append(heading)
        for item in items:
            number += 1
            new = _swap(item, goods, titles.pop(), names, owner, rng)
            text = _print(new, owner, rng)
            lines = [
                textwrap.fill(line, width, break_long_words=False, break_on_hyphens=hyphens)
                for line in text.split("\n")
            ]
            mark = bullet.replace("{n}", str(number))
            joint = "\n" if mark else rng.choice(("\n", "\n\n"))
            parts.append(mark + joint.join(lines))
            expected.append(new)
    return "\n\n".join(parts) + "\n", expected


def _swap(
    item: Item,
    goods: Stock,
    title: str,
    names: list[tuple[str, str]],
    owner: tuple[str, str],
    rng: random.Random,
) -> Item:
    people = [owner, *rng.sample(names, len(item["author"]) - 1)]
    rng.shuffle(people)
    new = {**item, "title": title, "custom": {"scope": "list"}}
    new["author"] = [{"family": family, "given": given} for family, given in people]
    if item["type"] != "article":
        new["container-title"] = rng.choice(goods.venues[item["type"]])
    else:
        new["custom"]["also"] = ["article-journal"]
    for field, values in (
        ("collection-title", goods.venues["series"]),
        ("publisher", goods.publishers),
        ("publisher-place", goods.places),
    ):
        if field in item:
            new[field] = rng.choice(values)
    if "volume-allowed" in item.get("custom", {}):
        new["custom"]["volume-allowed"] = item["custom"]["volume-allowed"]
    return new


def _print(item: Item, owner: tuple[str, str], rng: random.Random) -> str:
    """Return an entry as the seed prints one: three lines, the owner in (at times broken) bold."""
    broken = rng.random() < 0.3
    people: list[str] = []
    for name in item["author"]:
        text = f"{name['family']} {name['given']}"
        if (name["family"], name["given"]) == owner:
            text = f"{text}**" if broken and not people else f"**{text}**"
        people.append(text)
    comma = rng.choice(("", ","))
    authors = ", ".join(people[:-1]) + f"{comma} and {people[-1]}" if people[1:] else people[0]
    year = item["issued"]["date-parts"][0][0]
    venue = item["container-title"]
    if "collection-title" in item:
        venue += f". {item['collection-title']}"
    if item["type"] == "article":
        venue += f" abs/{item['number']}"
    if "note" in item:
        venue += f" . {item['note']}"
    text = f"In: *{venue}*"
    where = item.get("page") or ("" if item["type"] == "article" else item.get("number", ""))
    volume = item.get("volume") or item["custom"].get("volume-allowed", "")
    if volume:
        issue = f"({item['issue']})" if "issue" in item else ""
        text += f" {volume}{issue}:{where}"
    elif where:
        text += f" {where}"
    if "publisher" in item:
        text += f". {item['publisher']}, {item['publisher-place']}"
    return f"{authors} ({year}).\n“{item['title']}”.\n{text}"
