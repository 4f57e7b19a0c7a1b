"""DOI, arXiv, ISBN, ISSN and PubMed identifiers: found in text, brought to one spelling."""

from __future__ import annotations

import re

# "10.1038/s41467-019-08987-4", "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2".
# DOI Handbook 2.2: a prefix of digits and dots, a slash, then any printable characters.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,3}/[^\s\"'{}|\\^`]{1,300}")
# "https://doi.org/", "dx.doi.org/", "doi:", "DOI ", "info:doi/", and one behind the other
_DOI_PREFIX = re.compile(
    r"^(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/\s*|(?:info:)?doi[:/]?\s*)+", re.IGNORECASE
)

# "2004.10484", "1409.8035v2"; before April 2007 "hep-th/9901001", "math.AG/0601001".
# Source: arXiv identifier scheme.
ARXIV = re.compile(
    r"(?<![\d.])(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?(?!\d)"
)
# "arXiv:2004.10484", "CoRR abs/2004.10484", "https://arxiv.org/abs/2004.10484"
ARXIV_MARK = re.compile(
    r"(?i:arxiv(?:\.org)?\s*[:/]?\s*(?:(?:abs|pdf)/)?\s*(?:preprint\s*)?(?:arxiv:\s*)?|\babs/)"
    rf"(?P<id>{ARXIV.pattern})"
)


def normal_doi(text: str) -> str:
    """Return a DOI without resolver or "doi:" before it and without sentence punctuation behind it.

    Case is kept. A closing bracket without its opening one is punctuation too. What would leave
    nothing, or is far too long for a DOI, is returned as it is.
    """
    text = text.strip()
    if len(text) > _LONGEST_DOI:
        return text
    doi = _DOI_PREFIX.sub("", text)
    while doi and (
        doi[-1] in ".,;:!?"
        or (doi[-1] in ")]>" and doi.count(doi[-1]) > doi.count(_OPENING[doi[-1]]))
    ):
        doi = doi[:-1].rstrip()
    return doi or text


# The longest registered are of some 200 characters; the DOI Handbook sets no limit.
_LONGEST_DOI = 2000
_OPENING = {")": "(", "]": "[", ">": "<"}


def arxiv_id(text: str) -> str:
    """Return the arXiv identifier that a text marks as one, or an empty string.

    `arXiv:2004.10484`, `abs/2004.10484` and addresses at arxiv.org are marked.
    """
    match = ARXIV_MARK.search(text)
    return match["id"] if match else ""


def arxiv_url(identifier: str) -> str:
    """Return the address of an arXiv identifier's abstract."""
    return f"https://arxiv.org/abs/{identifier}"


def normal_isbn(text: str) -> str:
    """Return an ISBN's digits, or the text itself where they do not make an ISBN."""
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text).upper()
    return digits if re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", digits) else text


# A line end or a typist has put a space into an address: behind one of these, or before one.
_JOINT = re.compile(r"(?<=[/.\-_=?&#:~%])\s+(?=\S)|(?<=\w)\s+(?=[/.\-_=?&#~%]\S)")
# "http://a.b/c", "www.a.b", "ftp://a.b"
_ADDRESS = re.compile(r"(?:https?|ftp)\s?:\s?/\s?/\s?|www\s?\.\s?", re.IGNORECASE)


def unbroken(text: str, *, doi: bool = False) -> tuple[str, int]:
    """Return the address or DOI that a text begins with, rejoined, and where it ends in the text.

    `http://www. foo.org/ bar` is `http://www.foo.org/bar`, `10.1002/ anie.2014` is
    `10.1002/anie.2014`; in `http://a.org/b 12 May` it ends before the 12.
    """
    scheme = None if doi else _ADDRESS.match(text)
    at = scheme.end() if scheme else 0
    ends = _SENTENCE_BEHIND_DOI if doi else _SENTENCE
    while space := _SPACE.search(text, at):
        joint = _JOINT.match(text, space.start())
        if joint is None or ends.match(text, space.start() - 1):
            return _SPACE.sub("", text[: space.start()]), space.start()
        at = space.end()
    return _SPACE.sub("", text), len(text)


_SPACE = re.compile(r"\s+")
# "http://a.org/b. Accessed", "http://a.org/b. 12 May"; DOIs have full stops before digits, and
# capitals behind them: "10.1103/ PhysRevLett. 113.091601"
_SENTENCE_BEHIND_DOI = re.compile(r"[.:]\s+[A-Z][a-z]+\s")
_SENTENCE = re.compile(r"[.:]\s+[A-ZÀ-ÖØ-Þ(\[]|\.\s+(?:[a-z]+ |\d)")


def address_start(text: str) -> int:
    """Return where a web address begins in a text, -1 for nowhere."""
    match = _ADDRESS.search(text)
    return match.start() if match else -1


def doi_start(text: str) -> int:
    """Return where a DOI begins in a text, -1 for nowhere; it may be broken by a space."""
    match = re.search(r"10\s?\.\s?\d{4,9}(?:\.\d{1,9}){0,3}\s?/", text)
    return match.start() if match else -1


def trimmed_address(text: str) -> str:
    """Return an address without the sentence's punctuation behind it.

    Closing brackets stay where their opening ones are.
    """
    text = text[:_LONGEST_DOI] if len(text) > _LONGEST_DOI else text
    while text and (
        text[-1] in ".,;:!?'\"”’»"
        or (text[-1] in ")]>" and text.count(text[-1]) > text.count(_OPENING[text[-1]]))
    ):
        text = text[:-1]
    return text
