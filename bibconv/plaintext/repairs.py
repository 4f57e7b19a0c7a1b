"""Tags set right where East Asian marks tell: 『…』 holds one value, 第25巻 is a volume."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from bibconv.plaintext.roles import EDITING, LED
from bibconv.plaintext.tagging import Label, Tag
from bibconv.plaintext.type_marks import cut_back

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def repaired(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags that agree with the marks of an entry; other entries keep theirs."""
    if not _EAST_ASIAN.search(text):
        return _led(text, tags)
    found = list(cut_back(text, tags))
    for first, last in islice(_quoted(text), _MOST):
        found = _one_value(text, found, first, last)
    for match in islice(_COUNTED.finditer(text), _MOST):
        found = _counted(found, match)
    return _published(text, _named(text, found))


# "朝倉出版", "東京大学出版会", "岩波書店", "中华书局", "민음사"
_PUBLISHER = re.compile(
    r"(?:出版(?:社|会|局|センター|中心)?|書[店房院林]|书[店局]|印书馆|文化社|新社|[^協协学會会]社|書館|堂|출판(?:부|사)|문화사)$"
)


def _published(text: str, tags: list[Tag]) -> list[Tag]:
    """Take for the publisher what is called like one, behind the book that a quotation names."""
    within = next((at for at, tag in enumerate(tags) if _is_quoted_book(text, tag)), None)
    if within is None or any(tag.label == "publisher" for tag in tags):
        return tags
    return [
        tag._replace(label="publisher", rule="publisher-word")
        if at > within
        and tag.label in ("container-title", "journal")
        and _PUBLISHER.search(text[tag.start : tag.end])
        else tag
        for at, tag in enumerate(tags)
    ]


def _is_quoted_book(text: str, tag: Tag) -> bool:
    return tag.label in _TEXTS and text[max(tag.start - 1, 0)] in "『《"


def _led(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Give the names before a Russian role to the authors: "У. Эко ; пер. с итал. В. Резник"."""
    found = list(tags)
    for at, (tag, following) in enumerate(pairwise(tags)):
        alike = tag.label == following.label and tag.label in ("editor", "translator")
        # The pattern looks ahead at the capital of the name behind the role.
        led = LED.match(text, tag.end) if alike else None
        if led and led.end() == following.start:
            found[at] = tag._replace(label="author", rule="role-behind-name")
    return found


# A reference has three quotations and four counted numbers; each is looked for among all tags.
_MOST = 30
_OPENING = {"「": "」", "『": "』", "《": "》", "〈": "〉", "｢": "｣", "≪": "≫"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
# Longer than any title that is quoted.
_LONGEST = 300


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between marks of quotation that stand in no others."""
    open_: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in _OPENING:
            open_.append((char, at + 1))
        elif open_ and _CLOSING.get(char) == open_[-1][0]:
            _, start = open_.pop()
            if not open_ and start < at < start + _LONGEST:
                yield start, at


# What marks of quotation hold, and what may stand beside it in them: "『世界 2010年5月号』".
_TEXTS: frozenset[Label] = frozenset(("title", "journal", "container-title", "collection-title"))
_WRONG: frozenset[Label] = _TEXTS | {
    "author", "editor", "translator", "publisher", "publisher-place", "genre", "note",
}  # fmt: skip


def _one_value(text: str, tags: list[Tag], start: int, end: int) -> list[Tag]:
    """Give all of a quotation the label that most of it has; no label reaches beyond it."""
    covered: dict[Label, int] = {}
    sure = 1.0
    for tag in tags:
        length = min(tag.end, end) - max(tag.start, start)
        if length > 0 and tag.label in _TEXTS:
            covered[tag.label] = covered.get(tag.label, 0) + length
            sure = min(sure, tag.confidence)
    inside = [tag for tag in tags if tag.start < end and tag.end > start]
    wrong = [tag for tag in inside if tag.label in _WRONG]
    venue = any(tag.label in _TEXTS - {"title"} for tag in tags)
    if len(wrong) == 1 and wrong[0].label in _TEXTS and _holds(text, wrong[0], start, end):
        second = any(tag.label == "title" and tag.end < start for tag in tags)
        if wrong[0].label != "title" or venue or not second:
            return tags
        # "「題」…『本の題』": of two titles the second is where the first appeared.
        within = wrong[0]._replace(label="container-title", rule="quotation")
        return [within if tag is wrong[0] else tag for tag in tags]
    if not covered and not any(tag.label in _WRONG - {"note"} for tag in inside):
        return tags
    label = max(covered, key=lambda one: covered[one]) if covered else _free(tags)
    if label == "title" and any(tag.label == "title" and tag.start < start - 1 for tag in inside):
        # "「…」『…』" taken for one title
        label = "container-title"
    out: list[Tag] = []
    numbers = [tag for tag in inside if tag.label not in _WRONG]
    for tag in tags:
        if tag.start >= end or tag.end <= start or tag.label not in _WRONG:
            out.append(tag)
            continue
        out += _outside(text, tag, start, end, venue=venue)
    at = start
    for stop, behind in [*((tag.start, tag.end) for tag in numbers), (end, end)]:
        first, last = _bare(text, at, stop)
        if first < last:
            out.append(Tag(label, first, last, "quotation", sure if covered else 0.7))
        at = behind
    return sorted(out, key=lambda tag: tag.start)


# "」『", "》，《": what a mark closes is no part of what the next one opens
_NEXT = re.compile(r"[」』》〉｣≫][，,、：:\s]?$")


# "重金属による汚染，『地盤環境工学入門』": a title goes on behind no comma
_STOP = re.compile(r"[，,、．.。：:]\s?$")


def _holds(text: str, tag: Tag, start: int, end: int) -> bool:
    """Tell whether a value is a quotation, or has it in itself: "論『資本論』の思想"."""
    if tag.start > _bare(text, start, end)[0] or tag.end < _bare(text, start, end)[1]:
        return False
    if tag.end > end + 1 and text[end + 1] in "、，,。．.：:":
        return False  # "「題」、雑誌": what is quoted ends there
    before = text[tag.start : max(start - 1, tag.start)]
    if _NEXT.search(before) or _STOP.search(before):
        return False
    return not _ROLE_END.search(before.rstrip("：:，, "))


def _free(tags: Sequence[Tag]) -> Label:
    return "container-title" if any(tag.label == "title" for tag in tags) else "title"


def _outside(text: str, tag: Tag, start: int, end: int, *, venue: bool) -> Iterator[Tag]:
    """Yield what of a tag stands before a quotation and behind it.

    What goes on behind a title is where it appeared, unless the entry names a venue elsewhere.
    """
    first, last = _bare(text, tag.start, min(start - 1, tag.end))
    if tag.start <= first < last and (tag.label not in _TEXTS or _is_title_like(text[first:last])):
        yield tag._replace(start=first, end=last)
    first, last = _bare(text, max(end + 1, tag.start), tag.end)
    if first < last and tag.label not in _TEXTS:
        yield tag._replace(start=first, end=last)
    elif first < last and tag.label == "title" and not venue:
        yield tag._replace(label="container-title", start=first, end=last)


def _is_title_like(text: str) -> bool:
    """Tell whether what a title has before its quotation may be part of it: "論『資本論』"."""
    return len(text) > 1 and not _ROLE_END.search(text)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without what is no word at its edges."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


# "第25巻", "25巻", "제12권", "第44卷"; "第1号", "920号", "제3호", "5期"; "全84頁"
_COUNTED = re.compile(
    r"全(?P<count>\d{1,4})\s?(?:頁|页|ページ)|(?<![\d.:/-])(?:"
    r"(?P<volume>\d{1,4})\s?(?:[巻卷]|권(?!\w))"
    r"|(?P<issue>\d{1,4}(?:[-–/・、]\d{1,3})?)\s?(?:[号號期](?![\u3400-\u9fff館])|호(?!\w)))"
)
_COUNTS: dict[str, Label] = {"volume": "volume", "issue": "issue", "count": "number-of-pages"}
_NUMBERS: frozenset[Label] = frozenset(("volume", "issue", "page", "number", "number-of-pages"))


def _counted(tags: list[Tag], match: re.Match[str]) -> list[Tag]:
    """Give a number the label that the sign beside it tells."""
    name = match.lastgroup or ""
    label = _COUNTS[name]
    start, end = match.span(name)
    for at, tag in enumerate(tags):
        if tag.start < end and tag.end > start:
            whole = start <= tag.start and tag.end <= end
            if tag.label in _NUMBERS and whole and tag.label != label:
                tags[at] = Tag(label, start, end, "counter", 0.9)
            return tags
    return sorted([*tags, Tag(label, start, end, "counter", 0.9)], key=lambda tag: tag.start)


_ROLE_END = re.compile(rf"(?:{'|'.join(sorted(EDITING, key=len, reverse=True))})[)）]?$")
_ROLE_ALONE = re.compile(
    rf"\s?[(（]?(?:{'|'.join(sorted(EDITING, key=len, reverse=True))})[)）]?[,，:：、]?\s?"
)
# "，收入李國祁編，", "，许纪霖主编：", "菊地夏野ほか編"
_EDITORS = re.compile(
    r"(?:収録|收入|收於|收录于|收錄於|载于|載於|载|載|见|見|所収)?"
    r"(?P<names>[^\W\d_][\w\s、・·，,･]{1,60}?)"
    rf"\s?[(（]?(?:{'|'.join(sorted(EDITING, key=len, reverse=True))})[)）]?$"
)


def _named(text: str, tags: list[Tag]) -> list[Tag]:
    """Tag editors that stand untagged before a quotation that holds a book's title."""
    found: list[Tag] = []
    at = 0
    for tag in tags:
        if tag.label == "container-title" and text[max(tag.start - 1, 0)] in "『《〈「":
            if (
                found
                and found[-1].label in _TEXTS
                and _ROLE_ALONE.fullmatch(text, found[-1].end, tag.start - 1)
            ):
                # "한국사회사학회 편, 『": a body whose role is printed is no title
                found[-1] = found[-1]._replace(label="editor", rule="role-behind-name")
            gap = text[at : tag.start - 1].rstrip("，,：:、 ")
            lead = len(gap) - len(gap.lstrip("》』」〉，,。：:、 "))
            match = _EDITORS.match(gap, lead)
            if match and _EAST_ASIAN.search(match["names"]):
                start, end = at + match.start("names"), at + match.end("names")
                found.append(Tag("editor", start, end, "role-behind-name", 0.8))
        found.append(tag)
        at = tag.end
    return found
