"""Lines and columns are the same in whatever order they are asked for, until they are forgotten."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.positions import Positions

WINDOWS = st.lists(st.text("ab\n", min_size=1, max_size=9), min_size=1, max_size=8)


def place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@given(windows=WINDOWS, again=st.integers(0, 8), data=st.data())
@settings(max_examples=300, deadline=None)
def test_places_are_those_of_the_whole_text(
    windows: list[str], again: int, data: st.DataObject
) -> None:
    positions, text, forgotten = Positions(), "", 0
    starts = [len("".join(windows[:number])) for number in range(len(windows))]
    for number, (start, window) in enumerate(zip(starts, windows, strict=True)):
        positions.enter(start, window)
        text += window
        if number < again and not forgotten:
            # Read once more from the beginning on.
            for before in range(number + 1):
                positions.enter(starts[before], windows[before])
        for offset in data.draw(st.lists(st.integers(forgotten, len(text)), max_size=4)):
            assert positions.position(offset) == place(text, offset)
        if data.draw(st.booleans()):
            forgotten = data.draw(st.integers(forgotten, len(text)))
            positions.forget(forgotten)
            assert positions.is_whole is (positions.position(0) != (0, 0))


def test_what_is_forgotten_has_no_place() -> None:
    positions = Positions()
    positions.enter(0, "a\nb\n")
    positions.enter(4, "c\nd")
    assert positions.position(6) == (4, 1)
    positions.forget(4)
    assert positions.position(6) == (4, 1)
    assert positions.position(4) == (3, 1)
    assert positions.position(1) == (0, 0)
