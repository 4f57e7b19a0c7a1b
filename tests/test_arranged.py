"""Entries that lines, links or bold type part: what is the title, who the names, what the venue."""

from __future__ import annotations

import pytest

from bibconv import parse

_NAMES = "Ana Kim, **Bo Borg**, Dana Roy"
_TITLE = "Slow water listens to the northern fog"
_VENUE = "Journal of Cold Studies, 12(3), 4-9, 2019"


@pytest.mark.parametrize(
    "entry",
    [
        f"[{_TITLE}](https://a.org/x) <br>\n{_NAMES} <br>\n{_VENUE}",
        f"{_TITLE}<br>{_NAMES}<br>{_VENUE}",
        f"**{_TITLE}**\n{_NAMES}\n{_VENUE}",
        f"“{_TITLE}”\n{_NAMES}\n{_VENUE}",
        f"{_TITLE}  \n{_NAMES}  \n{_VENUE}",
        f"{_NAMES}  \n{_TITLE}  \n{_VENUE}",
        f"[{_TITLE}](https://a.org/x). {_NAMES}. {_VENUE}",
        f"**{_TITLE}**. {_NAMES}. {_VENUE}",
    ],
)
def test_title_names_and_venue_in_lines_of_their_own(entry: str) -> None:
    (found,) = parse(f"# Bo Borg\n\n## Publications\n\n- {entry}\n")
    assert found.texts["title"] == _TITLE
    assert [name.family for name in found.names["author"]] == ["Kim", "Borg", "Roy"]
    assert found.texts["container-title"] == "Journal of Cold Studies"
    assert found.year == "2019"


@pytest.mark.parametrize("venue", ["Cellular Polymers", "MRS Communications", "Deep Ice Express"])
def test_a_journal_like_a_name_is_no_author(venue: str) -> None:
    (found,) = parse(f"## Journal articles\n\n- [{_TITLE}](https://a.org/x). {venue} (2019)\n")
    assert found.texts["title"] == _TITLE
    assert found.texts["container-title"] == venue
    assert not found.names


def test_wraps_are_no_lines_of_their_own() -> None:
    text = (
        "Kim, A., Borg, B., and Roy, D. (2019). Slow water listens to the northern fog and\n"
        "the ridge of the harbour in the winter of drift. Journal of Cold Studies 12, 4–9.\n"
    )
    (found,) = parse(f"## Publications\n\n{text}")
    assert found.texts["title"] == f"{_TITLE} and the ridge of the harbour in the winter of drift"
