"""Whose list it is, and what the entries of the owner's own list leave out."""

from __future__ import annotations

import pytest

from bibconv import parse
from bibconv.format import ReadOptions
from bibconv.plaintext.owner import Owner, imply
from bibconv.record import Evidence, Name, Record

BORG = Name("Borg", "Ana")
_HEAD = "# Ana Borg\n\n## Publications\n\n"
_OWN = "- Borg, A. (2019). Fog in the ridge of the fjord. *Nature*, 12, 3–9.\n"


def _first(text: str, heading: str = "### Articles") -> Record:
    return next(iter(parse(f"{_HEAD}{heading}\n\n{text}\n{_OWN}")))


def _families(record: Record, role: str = "author") -> list[str]:
    return [name.family for known, names in record.names.items() if known == role for name in names]


@pytest.mark.parametrize(
    ("brackets", "co_authors"),
    [
        ("(with C. Kottage and B. Roy)", ["Kottage", "Roy"]),
        ("(joint with Dana Kim)", ["Kim"]),
        ("(mit C. Kottage, B. Roy)", ["Kottage", "Roy"]),
        ("(avec D. Kim)", ["Kim"]),
    ],
)
def test_with_means_the_owner_and_those_named(brackets: str, co_authors: list[str]) -> None:
    found = _first(
        f"- Ice hears fog in the winter harbour {brackets}, 2024.\n", "### Working papers"
    )
    assert found.texts["title"] == "Ice hears fog in the winter harbour"
    assert _families(found) == ["Borg", *co_authors]
    assert found.evidence["author"].rule == "owner-with"


def test_an_entry_without_names_is_the_owners() -> None:
    text = "- Slow water in northern fjords. *Journal of Cold Studies*, 12, 3–9, 2019.\n"
    found = _first(text)
    assert found.names == {"author": [BORG]}
    assert found.evidence["author"].rule == "owner-implied"


def test_the_owner_edits_edited_books() -> None:
    found = _first(
        "- Handbook of Cold Northern Things. Springer, Cham, 2018.\n", "### Edited books"
    )
    assert _families(found, "editor") == ["Borg"]
    assert "author" not in found.names


def test_a_bare_list_has_no_owner() -> None:
    lines = [f"Borg, A. (201{at}). Ice hears fog {at}. Nature, 12, 3–9." for at in range(6)]
    lines.append("Handbook of cold northern things. Springer, Cham, 2018.")
    records = list(parse("\n".join(lines), options=ReadOptions(entries="line")))
    assert not records[-1].names


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([Name("Kim", "D.")], "D. Kim. Ice hears fog"),  # printed as authors
        ([Name("Borg", "A."), Name("Kim", "D.")], "Ice (with D. Kim)"),  # the owner is there
    ],
)
def test_printed_authors_stay(names: list[Name], text: str) -> None:
    record = Record(texts={"title": "Ice hears fog"}, names={"author": list(names)})
    imply(record, Owner(BORG, "owner-title"), text, "Articles")
    assert record.names["author"] == names


def test_names_before_the_title_that_were_not_read_are_not_the_owners() -> None:
    record = Record(texts={"title": "Ice"}, evidence={"title": Evidence(None, "x", 1.0)})
    imply(record, Owner(BORG, "owner-title"), "The harbour group. Ice", "Articles")
    assert not record.names


@pytest.mark.parametrize("mark", ["**{}**", "__{}__", "<b>{}</b>", "<u>{}</u>", "{}*", "{}†", "{}"])
def test_own_name_marks_change_no_record(mark: str) -> None:
    own = mark.format("Borg, A.")
    (found,) = parse(
        f"{_HEAD}- Kim, D., {own}, & Roy, B. (2019). Fog in the ridge. *Nature*, 12, 3–9.\n"
    )
    assert _families(found) == ["Kim", "Borg", "Roy"]
    assert found.names["author"][1] == Name("Borg", "A.")
    assert found.texts["title"] == "Fog in the ridge"
