"""Tags by rules, for layouts whose marks say what is what: quotes, italics, links, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bibconv.plaintext.cues import (
    AWARD,
    EDITORS,
    MONTH,
    NO_SERIES,
    STATES,
    VENUE,
    is_connective,
)
from bibconv.plaintext.tagging import Label, Tag
from bibconv.plaintext.tokens import Text
from bibconv.record import OTHERS
from bibconv.values.identifiers import ARXIV_MARK, DOI
from bibconv.values.name_lists import Found, name_list
from bibconv.values.names import PARTICLES, is_initials
from bibconv.variables import ItemType

# As sure as a place beside a mark (a series behind an italic volume, names before a year). What
# only stands in a likely place, such as a first sentence, is less.
_MARKED = 0.75


def sureness(tags: list[Tag]) -> float:
    """Return how sure a layout is: 0 where a quoted title or some mark is missing."""
    sure = min((tag.confidence for tag in tags), default=0.0)
    return sure if sure >= _MARKED and any(tag.rule == "quoted-title" for tag in tags) else 0.0


def layout_tags(text: Text, item_type: ItemType | None) -> list[Tag]:
    """Return the tags of one reference, in order of place; they do not overlap."""
    return _Reading(text, item_type).tags()


def are_names(names: Sequence[Found]) -> bool:
    """Tell whether what was read as a list of names looks like one."""
    return bool(names) and all(_is_name(found) for found in names)


_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
# "e0130140", "S105", "1629", "103.e5", "L12"
_PLACE = r"[A-Za-z]{0,3}\d[\w.]{0,11}(?<!\.)"
_PAGES = rf"{_PLACE}\s?[{_DASHES}]{{1,3}}\s?{_PLACE}"
_PAGE_MARK = r"(?:pp?\.?|pages?|S\.|Seiten?|págs?\.|с\.)"
# "10:6423", "20(93):1-8", "10(7):e0130140", "274:141-145", "468, 158", "12 (3), 4–5"
_VOLUME = re.compile(
    r"(?P<volume>[A-Z]{0,2}\d{1,4}[A-Za-z]?)\s?(?:\((?P<issue>[^()]{1,20})\)|\.(?P<dotted>\d{1,3}))?"
    rf"\s?(?P<mark>[:,])\s?(?:{_PAGE_MARK}\s?)?(?:(?P<page>{_PAGES})|(?P<single>{_PLACE}))(?![\w(])"
)
# "20(93)", "vol. 7", "Bd. 3", "no. 4", "Nr. 2", "pp. 12-15", "S. 3–9", "Art. no. 17", "193-209"
_PARTS: tuple[tuple[re.Pattern[str], Label], ...] = (
    (re.compile(r"(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:[/–-]\d{1,4})?)\)"), "volume"),
    (
        re.compile(
            r"(?:vols?|volume|Vols?|Volume|Bd|Band|t|tome|T)\.?\s?(?P<value>[A-Z]{0,2}\d{1,4})\b"
        ),
        "volume",
    ),
    (
        re.compile(
            r"(?:no|No|nos|Nr|nr|Heft|issue|Issue|n\.?[º°o])\.?\s?(?P<value>\d{1,4}(?:[/–-]\d{1,4})?)\b"
        ),
        "issue",
    ),
    (
        re.compile(
            r"(?:Art(?:icle|\.)?\s?(?:no\.?|number|ID)?|article)\s(?P<value>[A-Za-z]{0,3}\d[\w.-]{0,14})\b"
        ),
        "number",
    ),
    (re.compile(rf"{_PAGE_MARK}\s?(?P<value>{_PAGES}|{_PLACE})"), "page"),
    (re.compile(rf"(?P<value>{_PAGES})(?![\w(])"), "page"),
)
# "(2020)", "(2019, May)", "(May 2019)", "(2016a)"; "(in press)" is no date
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_BRACKETED_YEAR = re.compile(
    rf"[(\[](?:{MONTH}\.?,?\s(?:\d{{1,2}},?\s)?)?{_YEAR}[a-z]?(?:,?\s[^()\[\]]{{1,25}})?[)\]]"
)
_BARE_YEAR = re.compile(
    rf"(?<![\w{_DASHES}/:.])(?:{MONTH}\.?\s(?:\d{{1,2}},\s)?)?{_YEAR}[a-z]?(?![\w{_DASHES}/:])"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{1,2000}")
_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "`": "'"}
# A sentence ends, and what follows begins with a capital or a digit: "… Forests. Nature"
_SENTENCE_END = re.compile(r"[.?!]\s+(?=[^\W_a-z(])")
# "… for Deep Learning . Best paper award winner"; a series needs more than an ordinal, an initial
# or an abbreviation before it: "… (ICISA) 2016. Lecture Notes", but "zum 65. Geburtstag", "Bd. 1".
_PART_END = re.compile(r"\s?[.;]+\s+(?=[^\W_])")
# "CoRR abs/2004.10484": "abs/" belongs to the number that follows.
_ARXIV_MARK = re.compile(r"(?:\barxiv:?|\babs/)\s*$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]\.$")
_NO_END = re.compile(
    r"(?:(?<!\d)\d{1,2}|\b[^\W\d_IVX]|\b(?:Bd|[Vv]ol|[Nn]o|[Nn]r|[Ee]ds?|St|Dr|vs|Hrsg))\.\s+$"
)


# A quotation mark at the beginning of a word; a title is not the tenth quotation of an entry.
_OPENING_QUOTE = re.compile("(?:(?<=[ ([,.;:])|^)[" + "".join(_CLOSING) + "]")
_QUOTES_TRIED = 9
# A quotation that is only part of a title: “Fake news” and politics
_GOES_ON = re.compile(r"\s+(?!in\b|dans\b|en\b)[a-zà-ÿ]")
# Where names may end, "Müller K-R." or "Klabjan, & Utke"; longer lists end in "et al." or a mark.
_NAMES_END = re.compile(r"[,;.:]\s|\s(?:and|&|und|et|y)\s")
# "IEEE Robot. Autom. Lett. (RA-L), vol. 7"
_ACRONYM = re.compile(r"\s\([A-Z][A-Za-z&/-]{1,11}\)(?=,\s(?:[Vv]ol|\d))")
# "Social History, 45.3", "History Today 69": what has a number, other than a year, is a venue.
_NUMBER_IN = re.compile(r"\d")
_NUMBER_BEHIND = re.compile(r"[,.]?\s\d{1,3}(?!\d)")
_NAMES_TRIED = 80
# "[code]", "[arXiv]", "[DOI link]" are no titles.
_LINKED_WORDS = 3


class _Reading:
    """One entry being read; each step tags what it is sure of and leaves the rest to the next."""

    def __init__(self, text: Text, item_type: ItemType | None) -> None:
        self.whole = text
        self.text = text.text
        self.type = item_type
        self.found: list[Tag] = []
        self.by_start: dict[int, Tag] = {}
        self.taken = bytearray(len(text.text))

    def tags(self) -> list[Tag]:
        """Run the steps, from what is marked most clearly to what is left over."""
        self._identifiers()
        title = self._quoted_title() or self._linked_title()
        year = self._year(before=title[0] if title else None)
        authors_end = self._authors(title, year)
        if title is None:
            start = authors_end
            if (
                year
                and authors_end <= year[0]
                and not self.text[authors_end : year[0]].strip(" ,.;:(")
            ):
                start = year[1]
            title = self._plain_title(start)
        self._venue(max(title[1], authors_end))
        return sorted(self.found, key=lambda tag: tag.start)

    # -- what is marked ---------------------------------------------------------------------------

    def _identifiers(self) -> None:
        for match in ARXIV_MARK.finditer(self.text):
            self._add("arxiv", *match.span("id"), "arxiv-id", 0.99)
        for match in _URL.finditer(self.text):
            end = match.end()
            while self.text[end - 1] in ".,;:)]}>":
                end -= 1
            doi = DOI.search(self.text, match.start(), end)
            if doi and "doi.org/" in self.text[match.start() : doi.start()]:
                self._add("DOI", doi.start(), end, "doi-address", 0.99)
            else:
                self._add("URL", match.start(), end, "address", 0.97)
        for match in DOI.finditer(self.text):
            end = match.end()
            while self.text[end - 1] in ".,;:)]":
                end -= 1
            self._add("DOI", match.start(), end, "doi", 0.98)

    def _quoted_title(self) -> tuple[int, int] | None:
        """Tag the first quotation that is long enough for a title; return its outer range."""
        for match in islice(_OPENING_QUOTE.finditer(self.text), _QUOTES_TRIED):
            at, char = match.start(), match[0]
            if char in _CLOSING:
                end = self._closing_quote(at)
                if end - at > 1 and not _GOES_ON.match(self.text, end + 1):
                    start, stop = self._trimmed(at + 1, end, " ,.;" if char != "`" else " ,.;`'")
                    self._add("title", start, stop, "quoted-title", 0.98)
                    return at, end + 1
        return None

    def _linked_title(self) -> tuple[int, int] | None:
        """Tag the first link whose label is long enough for a title; return its range."""
        for link in self.whole.links:
            if len(self.text[link.start : link.end].split()) >= _LINKED_WORDS:
                start, end = self._trimmed(link.start, link.end, ' ,.;:“”"')
                if self._free(start, end):
                    self._add("title", start, end, "linked-title", 0.93)
                    return link.start, link.end
        return None

    def _closing_quote(self, start: int) -> int:
        """Return the place of the quotation mark that closes the one at `start`, or -1.

        Quotations inside it are skipped. A mark that nothing closes is closed by the last closing
        mark before the venue.
        """
        opening = self.text[start]
        closing = _CLOSING[opening]
        depth = 0
        closers: list[int] = []
        balanced = -1
        end = self._venue_start(start)
        for at in range(start + 1, end):
            char = self.text[at]
            if char in closing and not self.text[at + 1 : at + 2].isalnum():
                closers.append(at)
                balanced = at if depth == 0 and balanced < 0 else balanced
                depth -= 1
            elif char == opening and opening not in closing:
                depth += 1
        if not closers:
            return -1
        # What closes a title is followed by punctuation or by the venue; “"Tool” (T): A guide”. In:
        fit = [at for at in closers if self.text[at + 1 : at + 2] in ".,;:" or at + 2 >= end]
        if balanced in fit or not fit:
            return balanced if balanced >= 0 else closers[-1]
        return next((at for at in fit if at > balanced), balanced)

    def _venue_start(self, start: int) -> int:
        """Return where the venue begins behind `start`: a cue with a colon, italics, or the end."""
        # Italics in a title (*Homo sapiens*) stand before its closing mark, a venue behind it.
        closing = _CLOSING[self.text[start]]
        italics = [
            begin
            for begin, _ in self.whole.italics
            if begin > start + 1 and set(closing) & set(self.text[start + 1 : begin])
        ]
        colon = re.search(r"[.,”\"»] [Ii]n: ", self.text[start:])
        ends = [len(self.text), *italics[:1]]
        if colon:
            ends.append(start + colon.start() + 2)
        return min(ends)

    def _year(self, before: int | None) -> tuple[int, int] | None:
        """Tag the year of publication; return its outer range.

        In brackets before the title, else in brackets anywhere, else the last bare one.
        """
        brackets = [
            match for match in _BRACKETED_YEAR.finditer(self.text) if self._free(*match.span())
        ]
        if before is not None and (early := [m for m in brackets if m.end() <= before]):
            chosen, sure = early[-1], 0.99
        elif brackets:
            chosen, sure = (brackets[0] if before is None else brackets[-1]), 0.95
        else:
            bare = [m for m in _BARE_YEAR.finditer(self.text) if self._free(*m.span())]
            bare = [m for m in bare if not _within(self.whole.italics, m.start())] or bare
            if not bare:
                return None
            chosen, sure = bare[-1], 0.9
            self._add("issued", *chosen.span(), "bare-year", sure)
            return chosen.span()
        self._add("issued", chosen.start() + 1, chosen.end() - 1, "bracketed-year", sure)
        return chosen.span()

    # -- who and what -----------------------------------------------------------------------------

    def _authors(self, title: tuple[int, int] | None, year: tuple[int, int] | None) -> int:
        """Tag the names the entry begins with; return where they end."""
        limits = [mark[0] for mark in (title, year) if mark and mark[0] > 0]
        if title and title[0] == 0:
            return self._authors_behind(title[1])
        end = min(limits) if limits else 0
        marked = end > 0 and (title is not None or self.text[end] in "([")
        if not marked or not are_names(name_list(self.text[:end])):
            end = self._names_prefix()
            marked = False
        start, stop = self._trimmed(0, end, " ,;:")
        if start == stop:
            return 0
        names = name_list(self.text[start:stop])
        sure = 0.97 if marked and are_names(names) else 0.75
        self._add("author", start, stop, "leading-names", sure)
        return end

    def _authors_behind(self, title_end: int) -> int:
        """Tag the names that follow a title the entry begins with; return where they end."""
        start, _ = self._trimmed(title_end, len(self.text), ' ,.;:()”"')
        end = self._names_prefix(start)
        start, end = self._trimmed(start, end, " ,;:")
        venue = _NUMBER_IN.search(self.text, start, end) or _NUMBER_BEHIND.match(self.text, end)
        if start < end and self._free(start, end) and not venue:
            self._add("author", start, end, "names-behind-title", 0.75)
            return end
        return title_end

    def _names_prefix(self, start: int = 0) -> int:
        """Return the end of the longest run of names that begins at `start`."""
        best = start
        for match in islice(_NAMES_END.finditer(self.text, start), _NAMES_TRIED):
            end = match.start() + (match[0][0] == ".")
            names = name_list(self.text[start:end])
            if are_names(names) and not any(n.name.literal and n.name != OTHERS for n in names):
                best = end
        return best

    def _plain_title(self, start: int) -> tuple[int, int]:
        """Tag an unquoted title that begins at `start`; return its range."""
        start, _ = self._trimmed(start, len(self.text), " ,.;:")
        ends = [len(self.text)]
        for match in _SENTENCE_END.finditer(self.text, start):
            ends.append(match.start() + (match[0][0] in "?!"))
            break
        if venue := VENUE.search(self.text, start + 1):
            ends.append(venue.start())
        ends += [italic for italic, _ in self.whole.italics if italic > start + 3]
        ends += [tag.start for tag in self.found if tag.start > start]
        start, end = self._trimmed(start, min(ends), " ,.;:(")
        if end - start > 3:
            self._add("title", start, end, "first-sentence", 0.6)
        return start, max(start, end)

    # -- where ------------------------------------------------------------------------------------

    def _venue(self, start: int) -> None:
        """Tag container, series, numbers, publisher and place in what follows the title."""
        at, end = self._trimmed(start, len(self.text), " ,.;:")
        cue = VENUE.match(self.text, at)
        if cue:
            at = cue.end()
            at = self._editors(at)
        container = self._container(at, end)
        acronym = _ACRONYM.match(self.text, container[1], end)
        after = self._numbers(acronym.end() if acronym else container[1], end)
        self._split_container(*container)
        self._publisher(after, end)

    def _editors(self, at: int) -> int:
        """Tag editors before a container ("In A. Kim & B. Roy (Eds.), …"); return their end."""
        match = EDITORS.search(self.text, at, at + 400)
        if match and are_names(name_list(self.text[at : match.start()])):
            start, end = self._trimmed(at, match.start(), " ,;(")
            if start < end:
                self._add("editor", start, end, "editors-marked", 0.9)
                return match.end()
        return at

    def _container(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the container's words, not tagged yet."""
        start, end = self._trimmed(start, end, " ,.;:")
        for begin, stop in self.whole.italics:
            if start <= begin < end and not self.text[start:begin].strip(' ,.;:(“"'):
                return begin, stop
        ends = [end]
        ends += [tag.start for tag in self.found if tag.start >= start]
        for pattern in (_VOLUME, *(part for part, _ in _PARTS)):
            if match := pattern.search(self.text, start, end):
                ends.append(match.start())
        if match := _SENTENCE_END.search(self.text, start, end):
            ends.append(match.start())
        return start, max(start, min(ends))

    def _split_container(self, start: int, end: int) -> None:
        """Tag a container, parting it from an award, a series or an arXiv number printed in it."""
        for tag_ in self.found:
            if tag_.label == "arxiv" and start < tag_.start < end:
                end = tag_.start
                if mark := _ARXIV_MARK.search(self.text, start, end):
                    end = mark.start()
        for last in [match.end() for match in _PART_END.finditer(self.text, start, end)][::-1]:
            if AWARD.search(self.text, last, end):
                self._add("note", *self._trimmed(last, end, " .,;()"), "award-in-container", 0.9)
                end = last
            elif _NO_END.search(self.text[max(start, last - 12) : last]):
                continue
            elif self._can_be_series(last, end):
                series = self._trimmed(last, end)
                self._add("collection-title", *series, "series-in-container", 0.85)
                end = last
            break
        start, end = self._trimmed(start, end, " ,.;:")
        if start < end:
            rule = "italic-container" if _within(self.whole.italics, start) else "after-title"
            self._add("container-title", start, end, rule, 0.97 if rule[0] == "i" else 0.6)

    def _can_be_series(self, start: int, end: int) -> bool:
        """Tell whether a book's last sentence is its series: a volume follows, not the year."""
        if self.type not in ("chapter", "book") or NO_SERIES.search(self.text, start, end):
            return False
        years = {self.text[t.start : t.end][:4] for t in self.found if t.label == "issued"}
        return any(
            t.label == "volume" and self.text[t.start : t.end] not in years for t in self.found
        )

    def _numbers(self, at: int, end: int) -> int:
        """Tag volume, issue, pages and article number from `at` on; return where they end."""
        progress = True
        while progress:
            progress = False
            at, _ = self._trimmed(at, end, " ,.;:(")
            if match := _VOLUME.match(self.text, at, end):
                self._volume(match)
                at, progress = match.end(), True
                continue
            for pattern, label in _PARTS:
                if match := pattern.match(self.text, at, end):
                    groups = match.groupdict()
                    if "value" in groups:
                        self._add(label, *match.span("value"), f"marked-{label}", 0.95)
                    else:
                        self._add("volume", *match.span("volume"), "volume-issue", 0.95)
                        self._add("issue", *match.span("issue"), "volume-issue", 0.95)
                    at, progress = match.end(), True
                    break
            else:
                if tag_ := self.by_start.get(at):
                    at, progress = tag_.end, True
                    at += self.text[at : at + 1] in ")]"
        return at

    def _volume(self, match: re.Match[str]) -> None:
        rule = "volume-pages"
        self._add("volume", *match.span("volume"), rule, 0.97)
        for group in ("issue", "dotted"):
            if match[group]:
                self._add("issue", *match.span(group), rule, 0.96)
        if match["page"]:
            self._add("page", *match.span("page"), rule, 0.97)
            return
        # "10:6423" and "10(7):e0130140" number the article; "468, 158" gives its first page.
        label: Label = "number" if match["mark"] == ":" or match["single"][0].isalpha() else "page"
        self._add(label, *match.span("single"), "volume-single", 0.9)

    def _publisher(self, start: int, end: int) -> None:
        """Tag `Springer, Cham`, `Cham: Springer` or a publisher alone; awards are notes."""
        ends = [tag_.start for tag_ in self.found if tag_.start >= start]
        start, end = self._trimmed(start, min([end, *ends]), " ,.;:()")
        if start >= end or len(self.text[start:end].split()) > 12:
            return
        if AWARD.search(self.text, start, end):
            self._add("note", start, end, "award", 0.9)
            return
        text = self.text[start:end]
        if not re.search(r"[^\W\d_]{2}", text) or is_connective(text):
            return
        if ": " in text and "," not in text.split(": ", 1)[1]:
            middle = start + text.index(": ")
            self._add("publisher-place", *self._trimmed(start, middle), "place-publisher", 0.85)
            self._add("publisher", *self._trimmed(middle + 1, end), "place-publisher", 0.85)
            return
        parts = text.split(", ")
        count = 2 if len(parts) > 2 and parts[-1].strip(". ") in STATES else 1
        if len(parts) > count:
            place = sum(len(part) + 2 for part in parts[-count:]) - 2
            self._add("publisher", *self._trimmed(start, end - place), "publisher-place", 0.85)
            self._add("publisher-place", end - place, end, "publisher-place", 0.85)
        else:
            self._add("publisher", start, end, "publisher", 0.6)

    # -- ranges -----------------------------------------------------------------------------------

    def _add(self, label: Label, start: int, end: int, rule: str, confidence: float) -> None:
        if start < end and self._free(start, end):
            self.by_start[start] = Tag(label, start, end, rule, confidence)
            self.found.append(self.by_start[start])
            self.taken[start:end] = b"\1" * (end - start)

    def _free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def _trimmed(self, start: int, end: int, away: str = " ,.;:") -> tuple[int, int]:
        while start < end and self.text[start] in away:
            start += 1
        while end > start and self.text[end - 1] in away:
            # The full stop of an initial or abbreviation stays: "Müller, K.-R.", "Washington, D.C."
            if self.text[end - 1] == "." and _INITIAL.search(self.text[max(start, end - 3) : end]):
                break
            end -= 1
        return start, end


def _is_name(found: Found) -> bool:
    name = found.name
    if name == OTHERS:
        return True
    words = (name.literal or f"{name.given} {name.family}").split()
    small = [word for word in words if word.islower() and word not in PARTICLES]
    long = [word for word in words if not is_initials(word)]
    return len(long) <= 5 and not small and not any(char.isdigit() for char in " ".join(words))


def _within(ranges: tuple[tuple[int, int], ...], at: int) -> bool:
    return any(start <= at < end for start, end in ranges)
