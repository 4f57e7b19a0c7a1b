"""Bibliographies of any size, the same at every call: the files that conversions are timed on.

    python benchmarks/generated.py FOLDER [ENTRIES ...]

Each number of entries gives the same items in three files, `N.bib`, `N.ris` and `N.json`.
An entry has 7.6 BibTeX fields and 3.2 authors in the mean, one in eight an abstract (12 %), one in
five LaTeX in its names or title, as in the bibliographies that people keep. The files are written
as they grow, so that a million entries need no more memory than ten.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

# Names as Unicode and as people type them in BibTeX; those without LaTeX are the more frequent.
_STARTS = (
    "Ba Bro Ca Da Fe Ga Gri Ha Jo Ka Ko La Li Ma Mo Na No Or Pa Pe Ra Ro Sa Schu Ste Ta".split()
)
_MIDDLES = "ber den kov lan ler man mi na ran ri san sko ta ter to va vi".split()
_ENDS = "berg dez er ez ier in ini ko mann n nen s sen ska ski son ton u wicz ya".split()
_LATEX = (
    ("Müller", '{M\\"u}ller'), ("Gödel", 'G{\\"o}del'), ("Erdős", "Erd{\\H{o}}s"),
    ("García", "Garc{\\'i}a"), ("Lefèvre", "Lef{\\`e}vre"), ("Çelik", "{\\c C}elik"),
    ("Dvořák", "Dvo{\\v r}{\\'a}k"), ("Łukasiewicz", "{\\L}ukasiewicz"),
    ("Sørensen", "S{\\o}rensen"),
    ("Åberg", "{\\AA}berg"), ("Muñoz", "Mu{\\~n}oz"), ("Weiß", "Wei{\\ss}"),
)  # fmt: skip
_PARTICLES = ("van der Berg", "de la Cruz", "von Neumann", "van Dijk")
_GIVEN = (
    "Anna Maria John Peter Klaus-Robert Wei Xin Hiroshi Elena Ivan Jean-Pierre Luca Sofia Omar A. "
    "B. Fatima David Sarah Michael Laura Tom J. K.-R. M."
).split()
# The first are much the most frequent: in 10,000 entries three names in ten have been there before.
# In lists of one field it is four.
_PERSONS = 200_000
_INITIALS = "ABCDEFGHJKLMNPRSTVW"
_WORDS = (
    "analysis of deep networks learning for large systems with sparse data in noisy environments "
    "a study method and theory on the growth measurement toward robust quantum materials clinical "
    "trials protein structure prediction climate models urban history language early modern trade "
    "graph algorithms under uncertainty evidence from field experiments dynamics"
).split()
_TITLE_LATEX = (
    ("DNA", "{DNA}"), ("Bayesian", "{B}ayesian"), ("naïve", 'na{\\"\\i}ve'), ("R&D", "R\\&D"),
    ("Poincaré", "Poincar{\\'e}"), ("H<sub>2</sub>O", "H\\textsubscript{2}O"),
)  # fmt: skip
_JOURNALS = (
    "Journal of Applied Studies", "Nature Communications", "Annals of Mathematics",
    "Proceedings of the National Academy of Sciences", "Physical Review Letters", "The Lancet",
    "IEEE Transactions on Pattern Analysis and Machine Intelligence", "PLoS ONE",
)  # fmt: skip
_MEETINGS = (
    "Proceedings of the International Conference on Learning", "Advances in Systems Research",
)  # fmt: skip
_PUBLISHERS = ("Springer", "Elsevier", "Oxford University Press", "Wiley", "MIT Press")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX's type with RIS's and CSL's, the most frequent first.
_TYPES = (
    *[("article", "JOUR", "article-journal")] * 6,
    *[("inproceedings", "CPAPER", "paper-conference")] * 3,
    ("book", "BOOK", "book"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A text as Unicode (with CSL's tags) and as LaTeX."""

    text: str
    latex: str = ""

    @property
    def tex(self) -> str:
        return self.latex or self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """One generated item; `fields` are BibTeX's, by name."""

    number: int
    kinds: tuple[str, str, str]
    authors: list[tuple[Value, str]]
    fields: dict[str, Value]

    @property
    def key(self) -> str:
        return f"key{self.number}"


def generated(count: int) -> Iterator[Entry]:
    """Yield that many entries; the first ones are the same whatever the count."""
    for number in range(count):
        yield _entry(number, Random(number))


def write(folder: Path, count: int) -> dict[str, Path]:
    """Write the files of that many entries where they are missing; return them by their format."""
    folder.mkdir(parents=True, exist_ok=True)
    suffixes = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}
    paths = {name: folder / f"{count}.{suffix}" for name, suffix in suffixes.items()}
    if not all(path.exists() for path in paths.values()):
        files = {name: path.open("w", encoding="utf-8") for name, path in paths.items()}
        files["csl-json"].write("[")
        for entry in generated(count):
            for name, printed in _PRINTED.items():
                printed(entry, files[name])
        files["csl-json"].write("\n]\n")
        for file in files.values():
            file.close()
    return paths


def _entry(number: int, random: Random) -> Entry:
    kinds = random.choice(_TYPES)
    in_latex = random.random() < 0.2
    # 1 to 6 authors, 3.2 in the mean.
    count = random.choices(range(1, 7), (14, 25, 22, 19, 12, 8))[0]
    authors = [_author(random, in_latex and at == 0) for at in range(count)]
    fields = {"title": _title(random, in_latex)}
    fields["year"] = Value(str(random.randint(1960, 2024)))
    kind = kinds[0]
    first = random.randint(1, 900)
    if kind == "article":
        fields["journal"] = Value(random.choice(_JOURNALS))
        fields["volume"] = Value(str(random.randint(1, 300)))
        if random.random() < 0.4:
            fields["number"] = Value(str(random.randint(1, 12)))
    elif kind == "inproceedings":
        fields["booktitle"] = Value(f"{random.choice(_MEETINGS)} {random.randint(1980, 2024)}")
    if kind != "article":
        fields["publisher"] = Value(random.choice(_PUBLISHERS))
    if kind != "book":
        last = first + random.randint(2, 40)
        fields["pages"] = Value(f"{first}-{last}", f"{first}--{last}")
    if kind == "book":
        fields["isbn"] = Value(f"978-3-16-{random.randint(100000, 999999)}-0")
        fields["address"] = Value(random.choice(("Berlin", "New York", "Cambridge, MA")))
    if random.random() < 0.55:
        fields["doi"] = Value(f"10.{random.randint(1000, 9999)}/j.{number}.{random.randint(1, 99)}")
    if random.random() < 0.25:
        fields["url"] = Value(f"https://example.org/items/{number}_{random.randint(1, 9)}?a=b&c=d")
    if random.random() < 0.2:
        fields["month"] = Value(random.choice(_MONTHS))
    if random.random() < 0.12:
        sentences = (_words(random, random.randint(12, 24)) for _ in range(random.randint(4, 8)))
        text = " ".join(f"{sentence.capitalize()}." for sentence in sentences)
        fields["abstract"] = Value(text)
    if random.random() < 0.15:
        fields["keywords"] = Value(", ".join(_words(random, 1) for _ in range(4)))
    return Entry(number, kinds, authors, fields)


def _author(random: Random, in_latex: bool) -> tuple[Value, str]:
    if in_latex:
        family = Value(*random.choice(_LATEX))
    elif random.random() < 0.04:
        family = Value(random.choice(_PARTICLES))
    else:
        return _person(int(_PERSONS * random.random() ** 3))
    return family, random.choice(_GIVEN)


def _person(number: int) -> tuple[Value, str]:
    random = Random(number)
    family = "".join(random.choice(part) for part in (_STARTS, _MIDDLES, _ENDS))
    given = random.choice(_GIVEN)
    return Value(family), f"{given} {random.choice(_INITIALS)}." if number % 3 == 0 else given


def _title(random: Random, in_latex: bool) -> Value:
    words = _words(random, random.randint(5, 12)).capitalize()
    if not in_latex:
        return Value(words)
    text, latex = random.choice(_TITLE_LATEX)
    return Value(f"{words} {text}", f"{words} {latex}")


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(_WORDS, k=count))


def _bibtex(entry: Entry, file: TextIO) -> None:
    authors = " and ".join(f"{family.tex}, {given}" for family, given in entry.authors)
    file.write(f"@{entry.kinds[0]}{{{entry.key},\n  author = {{{authors}}},\n")
    for name, value in entry.fields.items():
        text = value.tex if name == "month" else f"{{{value.tex}}}"
        file.write(f"  {name} = {text},\n")
    file.write("}\n\n")


_RIS = {
    "title": "TI", "journal": "T2", "booktitle": "T2", "volume": "VL", "number": "IS",
    "publisher": "PB", "address": "CY", "isbn": "SN", "doi": "DO", "url": "UR", "abstract": "AB",
}  # fmt: skip


def _ris(entry: Entry, file: TextIO) -> None:
    lines = [f"TY  - {entry.kinds[1]}", f"ID  - {entry.key}"]
    lines += [f"AU  - {family.text}, {given}" for family, given in entry.authors]
    for name, value in entry.fields.items():
        if tag := _RIS.get(name):
            lines.append(f"{tag}  - {value.text.replace('<sub>', '').replace('</sub>', '')}")
        elif name == "year":
            lines.append(f"PY  - {value.text}")
        elif name == "month":
            month = _MONTHS.index(value.text) + 1
            lines.append(f"DA  - {entry.fields['year'].text}/{month:02d}//")
        elif name == "pages":
            lines += [f"{tag}  - {page}" for tag, page in zip(("SP", "EP"), value.text.split("-"))]  # noqa: B905
        else:
            lines += [f"KW  - {word}" for word in value.text.split(", ")]
    file.write("\n".join((*lines, "ER  - \n\n")))


_CSL = {
    "title": "title", "journal": "container-title", "booktitle": "container-title",
    "volume": "volume", "number": "issue", "publisher": "publisher", "address": "publisher-place",
    "isbn": "ISBN", "doi": "DOI", "url": "URL", "abstract": "abstract", "pages": "page",
    "keywords": "keyword",
}  # fmt: skip


def _csl_json(entry: Entry, file: TextIO) -> None:
    item: dict[str, object] = {"id": entry.key, "type": entry.kinds[2]}
    item["author"] = [_csl_name(family.text, given) for family, given in entry.authors]
    for name, value in entry.fields.items():
        if name in _CSL:
            item[_CSL[name]] = value.text
    date = [int(entry.fields["year"].text)]
    if "month" in entry.fields:
        date.append(_MONTHS.index(entry.fields["month"].text) + 1)
    item["issued"] = {"date-parts": [date]}
    file.write(",\n" if entry.number else "\n")
    file.write(json.dumps(item, ensure_ascii=False, indent=2))


def _csl_name(family: str, given: str) -> dict[str, str]:
    *particle, last = family.split(" ")
    name = {"family": last, "given": given}
    return name | {"non-dropping-particle": " ".join(particle)} if particle else name


_PRINTED: dict[str, Callable[[Entry, TextIO], None]] = {
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl_json,
}


def main() -> int:
    """Write the files of the sizes asked for and say what is in them."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 1
    for count in map(int, sys.argv[2:] or ["10000"]):
        paths = write(Path(sys.argv[1]), count)
        entries = list(generated(min(count, 10_000)))
        fields = sum(1 + len(entry.fields) for entry in entries) / len(entries)
        authors = sum(len(entry.authors) for entry in entries) / len(entries)
        abstracts = sum("abstract" in entry.fields for entry in entries) / len(entries)
        latex = sum(_has_latex(entry) for entry in entries) / len(entries)
        print(
            f"{', '.join(path.name for path in paths.values())}: {fields:.1f} fields, "
            f"{authors:.1f} authors, {abstracts:.0%} abstracts, {latex:.0%} LaTeX"
        )
    return 0


def _has_latex(entry: Entry) -> bool:
    values = (*(family for family, _ in entry.authors), *entry.fields.values())
    return any("\\" in value.tex or "{" in value.tex for value in values)


if __name__ == "__main__":
    sys.exit(main())
