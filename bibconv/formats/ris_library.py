"""rispy's parser for every tag that can be, so that none is dropped."""

from __future__ import annotations

from typing import ClassVar

import rispy  # type: ignore[import-untyped]

from bibconv.formats.ris_tables import LABELS


class Parser(rispy.RisParser):  # type: ignore[misc]
    """rispy's parser for lines in the strict form, with each tag a list of all its values.

    The list of tags is a set, for rispy looks every line up in it.
    """

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = LABELS
    DEFAULT_LIST_TAGS: ClassVar[frozenset[str]] = frozenset(LABELS)
    DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}
