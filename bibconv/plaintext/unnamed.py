"""Entries that leave out whose list it is: they are read with the owner's name in front."""

from __future__ import annotations

from collections.abc import Sequence

from bibconv.plaintext.owner import Owner
from bibconv.plaintext.tagging import Tagged, tag_all
from bibconv.plaintext.tokens import Text

# Above this share of entries with the owner's name, one that lacks it is somebody else's.
_PRINTED = 0.4
# Fewer entries than this have no habits.
_FEWEST = 3
# An entry read so surely is what it seems, unless it seems to begin with names.
_SURE = 0.8


def with_owner(texts: Sequence[Text], tagged: Sequence[Tagged], owner: Owner) -> list[Tagged]:
    """Return the tags of a list's entries, the doubtful ones read again as the owner's.

    References begin with names, and so the network takes "Leggere Vanzi, Bologna, Il Mulino, 2012"
    for a book by Leggere Vanzi. Where most entries of the list do not print its owner, that is what
    they leave out: with it in front, what follows is a title.
    """
    shown = [text for text in texts if text.text]
    printed = sum(_prints(text, owner) for text in shown)
    found = list(tagged)
    if len(shown) < _FEWEST or printed > _PRINTED * len(shown):
        return found
    doubtful = [
        at
        for at, (text, one) in enumerate(zip(texts, tagged, strict=True))
        if text.text
        and not _prints(text, owner)
        and one.tags
        and (one.confidence < _SURE or one.tags[0].label == "author")
    ]
    name = _shown(owner)
    left = doubtful
    for mark in _MARKS:
        again = tag_all([_led(texts[at], name + mark) for at in left])
        read = {
            at: own
            for at, one in zip(left, again, strict=True)
            if (own := _behind(one, len(name + mark)))
        }
        left = [at for at in left if at not in read]
        for at, own in read.items():
            sure = own.confidence > found[at].confidence
            if sure or (mark == _MARKS[0] and found[at].tags[0].label == "author"):
                found[at] = own
    return found


def _prints(text: Text, owner: Owner) -> bool:
    said = text.text.casefold()
    return any(family in said for family in owner.families)


# What parts names from a title; a colon also where the title begins like another name.
_MARKS = (", ", ": ")


def _shown(owner: Owner) -> str:
    """Return the owner's name as lists have it."""
    name = owner.name
    initials = " ".join(f"{word[0]}." for word in name.given.split())
    return f"{initials} {name.family}" if initials else name.family or name.literal


def _led(text: Text, lead: str) -> Text:
    by = len(lead)
    italics = tuple((start + by, end + by) for start, end in text.italics)
    return Text(lead + text.text, text.offsets[:0], italics)


def _behind(tagged: Tagged, by: int) -> Tagged | None:
    """Return the tags with their places in the entry, None where it does not begin with its title.

    "Sacchetti, Franco" may be an author beside the owner or an article about him.
    """
    lead, *others = tagged.tags or (None,)
    if not lead or lead.label != "author" or lead.start or lead.end > by:
        return None
    if not any(tag.label == "title" for tag in others):
        return None
    tags = [tag._replace(start=tag.start - by, end=tag.end - by) for tag in others]
    return Tagged(tags, tagged.confidence)
