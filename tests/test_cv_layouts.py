"""What surrounds and marks the entries of a publication list does not change what they say."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

import bibconv
from bibconv.record import Record

OWNER = "Winter S"
ENTRIES = (
    "Winter S, Tamura K, Borg M. Counting ice with ears. *Ocean Letters*. 2021;12(3):45-58.",
    "Kim A, Winter S. Fog signals in narrow fjords: a review. *Polar Research*. 2020;39:101-119.",
    "Roy B, Winter S, Åkesson J. Quiet sensors for loud places. *Journal of Sound and Sea*."
    " 2019;7(1):1-14.",
    "Winter S. How seals hear drifting ridges. *Marine Mammal Science*. 2018;34(2):210-224.",
    "Tamura K, Winter S. Cheap hydrophones in cold water. *Sensors*. 2017;265:12-19.",
    "Borg M, Winter S, Kim A. Echoes below the young ice. *Geophysical Research Letters*."
    " 2016;43(8):3901-3909.",
)
TALKS = (
    "Winter S. Counting ice with ears. Invited talk, Arctic Summit, Tromsø, 12 May 2021.",
    "Winter S, Kim A. Fog signals in fjords. Poster presented at the Polar Days, Oslo, 2019.",
)
BULLETS = ("- ", "* ", "• ", "•\t", "{n}. ", "[{n}] ", "({n}) ", "[J{n}] ", "{down}. ", "")
MARKS = ("", "**", "__", "*", "_")


def listed(bullet: str, mark: str, talks: str, footer: str) -> str:
    """Return a CV's publications in one layout."""
    own = f"{mark}{OWNER}{mark}"
    entries = [
        bullet.format(n=at + 1, down=len(ENTRIES) - at) + entry.replace(OWNER, own)
        for at, entry in enumerate(ENTRIES)
    ]
    between = ["\n\n" if not bullet else "\n"] * (len(entries) - 1)
    if footer == "page":
        between[2] = "\n\n                                  3\n\n\f\n"
    elif footer == "head":
        between[1] = "\n\nSanna Winter – Curriculum vitae – Page 1\n\n"
        between[3] = "\n\nSanna Winter – Curriculum vitae – Page 2\n\n"
    body = entries[0] + "".join(
        gap + entry for gap, entry in zip(between, entries[1:], strict=True)
    )
    spoken = "Talks\n=====\n\n" + "\n".join(f"- {talk}" for talk in TALKS) + "\n\n"
    return (
        "# Sanna Winter\n\n"
        + (spoken if talks == "before" else "")
        + f"Journal articles\n================\n\n{body}\n\n"
        + (spoken if talks == "behind" else "")
    )


def read(text: str) -> list[tuple[object, ...]]:
    def shown(record: Record) -> tuple[object, ...]:
        return (record.type, sorted(record.texts.items()), record.names, record.dates)

    return [shown(record) for record in bibconv.parse(text)]


PLAIN = read(listed("- ", "", "", ""))


def test_the_plain_list_is_read_as_it_stands() -> None:
    assert len(PLAIN) == len(ENTRIES)
    assert [dict(texts)["page"] for _, texts, _, _ in PLAIN] == [  # type: ignore[call-overload]
        "45-58", "101-119", "1-14", "210-224", "12-19", "3901-3909",
    ]  # fmt: skip


@settings(max_examples=40)
@given(
    st.sampled_from(BULLETS),
    st.sampled_from(MARKS),
    st.sampled_from(("", "before", "behind")),
    st.sampled_from(("", "page", "head")),
)
def test_layouts_do_not_change_the_records(bullet: str, mark: str, talks: str, footer: str) -> None:
    assert read(listed(bullet, mark, talks, footer)) == PLAIN


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_order_does_not_change_the_records(seed: int) -> None:
    order = list(range(len(ENTRIES)))
    random.Random(seed).shuffle(order)
    text = "# Publications\n\n" + "\n".join(f"- {ENTRIES[at]}" for at in order) + "\n"
    assert read(text) == [PLAIN[at] for at in order]
