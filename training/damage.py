"""What real lists do to references: numbering, addenda, LaTeX remains, and what scanning costs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from bibconv.csl.marks import PLACES
from bibconv.record import Record
from training import words
from training.marked import CLOSE, OPEN, changed, mark, outside, unmarked

Damage = Callable[[str, Random], str]


def damaged(text: str, record: Record, rng: Random) -> str:
    """Return a marked reference as a real list may have it."""
    text = _ended(text, rng)
    if record.type in ("article-journal", "paper-conference", "chapter", "book", "article"):
        text = _added(text, record, rng)
    for share, damage in DAMAGES:
        if rng.random() < share:
            text = damage(text, rng)
    return _numbered(text, record, rng)


def latex_italics(text: str) -> str:
    """Return Markdown's italics and bold as LaTeX's."""
    text = re.sub(r"\*\*([^*]{1,400})\*\*", r"\\textbf{\1}", text)
    return re.sub(r"\*([^*]{1,400})\*", r"\\textit{\1}", text)


def plain_markdown(text: str) -> str:
    r"""Return Markdown as people paste it: `*Nature*`, without the escapes of `\[1\]`."""
    text = re.sub(r"\\([*_\[\]`\\])", r"\1", text)
    text = re.sub(r"</?(?:span|sup|sub)[^<>]*>", "", text)
    return text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def _ended(text: str, rng: Random) -> str:
    drawn = rng.random()
    if drawn < 0.12:
        return text.rstrip(".")
    return text.rstrip(".") + rng.choice((",", ";", " .", "..")) if drawn < 0.15 else text


# --- what lists put before a reference ---

_LEADS = (
    "See ", "See ", "See also ", "see ", "Cf. ", "cf. ", "Vgl. ", "Vgl. auch ", "Siehe ", "Voir ",
    "Cfr. ", "See e.g. ", "E.g., ", "Also ", "Siehe dazu: ", "See, for example, ", "Véase ",
    "Zit. nach ",
    "V. ", "Quoted in ", "Vedi ", "см. ", "But see ", "See generally ",
)  # fmt: skip
_BULLETS = ("• ", "- ", "* ", "– ", "· ", "■ ", "o ", "— ", "• ", "> ", "\\item ", "*", "† ")


# What stands for the authors of the reference before: "———. 2016.", "Ders.: Titel", "Idem, Titolo"
_SAME = (
    "———",
    "———",
    "---",
    "--",
    "—",
    "____",
    "Ders.",
    "Dies.",
    "Idem",
    "Id.",
    "—,",
    "Ibid.",
    "–––",
)


def same_author(text: str, rng: Random) -> str:
    return re.sub(f"^{OPEN['author']}[^{CLOSE}]*{CLOSE}", rng.choice(_SAME), text)


def _numbered(text: str, record: Record, rng: Random) -> str:
    if rng.random() < 0.012:
        text = rng.choice(_LEADS) + text
    drawn = rng.random()
    if OPEN["citation-number"] in text or drawn > 0.3:
        return text
    number = str(rng.randint(1, rng.choice((9, 40, 150, 400))))
    if drawn < 0.03:
        return rng.choice(_BULLETS) + text
    if drawn < 0.045:
        number = _key(record, rng)
        return f"[{mark('citation-number', number)}]{rng.choice((' ', ' ', '  '))}{text}"
    if drawn < 0.055:
        number = f"{rng.choice('ABCJPRSTK')}{rng.choice(('', '', '.', '-'))}{number}"
    cited = mark("citation-number", number)
    form = rng.choice(
        ("[{}] ", "[{}] ", "[{}] ", "[{}]", "{}. ", "{}. ", "{}. ", "{}.", "({}) ", "{}) ", "{} ",
         "{}: ", "#{} ", "[{}]. ", "{}.- ", "№ {} ", "{}- ", "Ref. {}: ", "{}/ ", "{}] ")
    )  # fmt: skip
    return form.format(cited) + text


def _key(record: Record, rng: Random) -> str:
    """Return a label such as `Smi99`, `KMS+04`, `Smith 1999`."""
    people = [name.family or name.literal for name in record.names.get("author", ())]
    people = [name for name in people if name and name != "others"] or ["Anon"]
    year = record.year or str(rng.randint(1950, 2024))
    forms = (
        people[0][:3] + year[-2:],
        "".join(name[0] for name in people[:3]) + ("+" if len(people) > 3 else "") + year[-2:],
        f"{people[0]} {year}",
        f"{people[0]} et al. {year}",
        f"{people[0][:4].upper()}{year[-2:]}",
        f"{people[0]}{year}",
        f"{people[0]}, {year}",
    )
    return rng.choice(forms)


# --- what lists put behind a reference ---

_LINKS = (
    " [CrossRef]", " [PubMed]", " [CrossRef] [PubMed]", " [Google Scholar]", " [CrossRef][PubMed]",
    " [Google Scholar] [CrossRef]", " CrossRef", " PubMed",
    " View Article PubMed/NCBI Google Scholar",
    " Google Scholar", " [Medline]", " [PDF]", " [Web of Science]", " CrossRef Medline",
    " Full Text",
    " [Free Full Text]", " (open access)", " Article Google Scholar", " CrossrefPubMed", " [Link]",
    " [ADS]", " [INSPIRE]", " MathSciNet", " Zbl 0123.45678", " MR1234567", " PDF", " [bib]",
)  # fmt: skip
_REMARKS = (
    " and references therein.", ", and references therein", " (and references therein).", " Print.",
    " passim.", " Web.", ", among others.", " See also the references there.", " (cited above).",
)  # fmt: skip


def _added(text: str, record: Record, rng: Random) -> str:
    texts = record.texts
    if record.type == "article-journal" and rng.random() < 0.04 and OPEN["arxiv"] not in text:
        identifier = mark("arxiv", words.arxiv(rng))
        kind = f" [{mark('note', words.arxiv_class(rng))}]" if rng.random() < 0.4 else ""
        lead = rng.choice(("arXiv:", "arXiv:", "arXiv: ", "arXiv preprint arXiv:", "", "arXiv :"))
        form = rng.choice(
            (
                " [{}{}{}].",
                ", {}{}{}.",
                ", [{}{}{}].",
                " ({}{}{})",
                ", {}{}{}",
                ". {}{}{}",
                "; {}{}{}",
            )
        )
        text = text.rstrip(".") + form.format(lead, identifier, kind)
    if OPEN["doi"] not in text and rng.random() < 0.08:
        doi = texts.get("DOI") or words.doi(rng)
        text = _behind(text, rng.choice(_DOIS).format(mark("doi", doi)))
    if rng.random() < 0.025:
        pmid = mark("pmid", str(rng.randint(100000, 39999999)))
        pmcid = mark("pmcid", f"PMC{rng.randint(1000000, 9999999)}")
        text += rng.choice(
            (" {0}", " PMID: {0}", " PMID: {0}.", " PubMed PMID: {0}.", "; PMID: {0}.", " PMID:{0}",
             " PMID: {0}; PMCID: {1}.", " PubMed PMID: {0}; PubMed Central PMCID: {1}.",
             " [PubMed: {0}]",
             " Pmid:{0}", " {1}")
        ).format(pmid, pmcid)  # fmt: skip
    if OPEN["url"] not in text and rng.random() < 0.03:
        form = rng.choice(_ADDRESSES)
        text = _behind(text, form.format(mark("url", words.address(rng)), _accessed(rng)))
    if rng.random() < 0.03:
        note = mark("note", rng.choice(words.NOTES))
        form = rng.choice((" ({}).", " [{}].", " ({})", " [{}]", ". {}.", " {}.", "; {}."))
        text = _behind(text, form.format(note))
    if rng.random() < 0.025:
        text += rng.choice(_LINKS)
    if rng.random() < 0.006:
        text = text.rstrip(".") + rng.choice(_REMARKS)
    if record.type == "book" and OPEN["isbn"] not in text and rng.random() < 0.03:
        form = rng.choice((" ISBN {}.", ". ISBN: {}", " ISBN-13: {}", ", ISBN {}", " (ISBN {})"))
        text += form.format(mark("isbn", words.isbn(rng)))
    return text


def _behind(text: str, addendum: str) -> str:
    """Return a reference with an addendum, without two full stops where they meet."""
    return (text.rstrip(" .,") if addendum[0] in ".,;" else text) + addendum


_DOIS = (
    " doi:{}", " doi: {}.", ". doi:{}", ". doi: {}.", ", doi:{}.", ", DOI: {}.", " DOI: {}",
    " DOI {}.",
    " https://doi.org/{}", " https://doi.org/{}.", ". http://dx.doi.org/{}.",
    " http://dx.doi.org/{}",
    " {}", ", {}.", ". {}", " (doi:{})", " [doi: {}]", " doi.org/{}", " Doi: {}", " DOI:{}.",
)  # fmt: skip
_ADDRESSES = (
    " {0}", " {0}.", ". {0} (accessed {1})", " Available at: {0}", " Available from: {0}.",
    " URL {0}.",
    " Retrieved from {0}", " Retrieved {1}, from {0}", " [Online]. Available: {0}", " <{0}>.",
    " <{0}> (accessed {1}).", " Accessed {1}. {0}.", " Verfügbar unter: {0} [{1}]", ", {0} ({1}).",
    " URL: {0} (visited on {1}).", " {0} [accessed {1}]", " Disponible en: {0}", " Online: {0}",
)  # fmt: skip


def _accessed(rng: Random) -> str:
    month = rng.choice(
        ("January", "March", "Apr.", "May", "July", "Sept", "October", "Dec.", "June", "Nov")
    )
    year, day = rng.randint(1998, 2026), rng.randint(1, 28)
    number = day % 12 + 1
    forms = (
        f"{month} {day}, {year}",
        f"{day} {month} {year}",
        f"{month} {year}",
        f"{year}-{number:02}-{day:02}",
        f"{day:02}.{number:02}.{year}",
        f"{day:02}/{number:02}/{year}",
    )
    return mark("accessed", rng.choice(forms))


# --- letters and signs ---

_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "–": "-", "—": "-"})
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_DASHES = ("-", "–", "—", "--", "‐", "−", "‑", " - ", " – ")


def _typed(text: str, rng: Random) -> str:
    """Return a text as typed on a keyboard, with straight quotes and hyphens."""
    return text.translate(_TYPED)


def _dashed(text: str, rng: Random) -> str:
    dash = rng.choice(_DASHES)
    return changed(text, "pages", lambda pages: re.sub(r"[-–—]+", dash, pages))


def _quoted(text: str, rng: Random) -> str:
    """Put other quotation marks round a title, or some where there were none."""
    opening, closing = rng.choice(
        (
            "“”", '""', "''", "‘’", "«»", "„“", "„”", "»«", "‚‘", "””", "‹›", ("« ", " »"),
            ("``", "''"), ("<<", ">>"), "「」", "《》",
        )
    )  # fmt: skip
    inside = rng.random() < 0.4
    pattern = re.compile(rf"[“„\"«‘'»]?\s?{OPEN['title']}([^{CLOSE}]*){CLOSE}([.,]?)\s?[”“\"»’'«]?")
    return pattern.sub(
        lambda found: (
            f"{opening}{mark('title', found[1])}{found[2] or ','}{closing}"
            if inside
            else f"{opening}{mark('title', found[1])}{closing}{found[2] or ','}"
        ),
        text,
        count=1,
    )


def _unaccented(text: str, rng: Random) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(char for char in letters if not unicodedata.combining(char))


# What PDF readers make of accents set as signs of their own: "M¨uller", "Schr ¨odinger", "caf´e".
_SIGNS = {"\u0308": "¨", "\u0301": "´", "\u0300": "`", "\u0302": "ˆ", "\u0303": "˜", "\u030c": "ˇ",
          "\u0327": "¸"}  # fmt: skip


def _broken_accents(text: str, rng: Random) -> str:
    before = rng.random() < 0.6
    out: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        sign = _SIGNS.get(char)
        if sign and out:
            out[-1] = f"{sign}{out[-1]}" if before else f"{out[-1]}{sign}"
        else:
            out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def _mojibake(text: str, rng: Random) -> str:
    def wrong(char: str) -> str:
        if char.isascii() or char in PLACES or ord(char) > 0x24F:
            return char
        return char.encode("utf-8").decode("latin-1")

    return "".join(wrong(char) for char in text)


def _ligatured(text: str, rng: Random) -> str:
    for letters, ligature in _LIGATURES:
        text = text.replace(letters, ligature)
    return text


def _capitals(text: str, rng: Random) -> str:
    label = rng.choice(
        ("author", "author", "author", "title", "title", "journal", "container-title")
    )
    return changed(text, label, str.upper)


def _lower_case(text: str, rng: Random) -> str:
    return text.lower()


# --- LaTeX and HTML ---

_COMMANDS = {"\u0308": '"', "\u0301": "'", "\u0300": "`", "\u0302": "^", "\u0303": "~"}
_LETTERS = {"ß": "{\\ss}", "ø": "{\\o}", "å": "{\\aa}", "Ø": "{\\O}", "ł": "{\\l}", "æ": "{\\ae}"}
_ITALICS = ("\\textit{{{}}}", "{{\\em {}}}", "{{\\it {}}}", "\\emph{{{}}}", "{{\\sl {}}}")


def _latex(text: str, rng: Random) -> str:
    """Return a reference as an item of a LaTeX bibliography."""
    braces = rng.random() < 0.6
    out: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if char in _COMMANDS and out and out[-1].isalpha() and out[-1].isascii():
            letter = {"i": "\\i", "j": "\\j"}.get(out[-1], out[-1])
            accent = (
                f"\\{_COMMANDS[char]}{letter}" if braces else f"\\{_COMMANDS[char]}{{{letter}}}"
            )
            out[-1] = f"{{{accent}}}" if braces else accent
        else:
            out.append(_LETTERS.get(char, char))
    text = unicodedata.normalize("NFC", "".join(out))
    double = rng.random() < 0.8
    text = text.replace("–", "--").replace("—", "---").replace("&", "\\&")
    text = text.replace("“", "``" if double else '"').replace("”", "''" if double else '"')
    text = text.replace("’", "'").replace("‘", "`")
    if rng.random() < 0.6:
        # "J.~Smith", "vol.~12"
        text = re.sub(r"(?<=[A-Z]\.) (?=[A-Z])", "~", text)
    form = rng.choice(_ITALICS)
    for label in rng.choice((("journal", "container-title"), ("title",), ("journal",), ())):
        text = re.sub(
            f"{OPEN[label]}[^{CLOSE}]*{CLOSE}", lambda found: form.format(found[0]), text, count=1
        )
    if rng.random() < 0.35:
        bold = rng.choice(("{{\\bf {}}}", "\\textbf{{{}}}"))
        text = re.sub(
            f"{OPEN['volume']}[^{CLOSE}]*{CLOSE}",
            lambda found: bold.format(found[0]),
            text,
            count=1,
        )
    if rng.random() < 0.3:
        text = text.replace(OPEN["title"], "\\newblock " + OPEN["title"], 1)
        text = text.replace(OPEN["journal"], "\\newblock " + OPEN["journal"], 1)
    if rng.random() < 0.4 and OPEN["citation-number"] not in text:
        key = rng.choice(
            ("smith99", "Knuth:1984", "ref12", "b7", "Li2004", "kn:xyz", "doe_etal:2010")
        )
        option = rng.choice(("", "", "", "[Smith(1999)]", "[12]"))
        text = f"\\bibitem{option}{{{key}}} {text}"
    return text


def _html(text: str, rng: Random) -> str:
    form = rng.choice(("<i>{}</i>", "<em>{}</em>", "<italic>{}</italic>", "_{}_", "*{}*", "*{}*"))
    label = rng.choice(("journal", "container-title", "title", "volume"))
    text = re.sub(
        f"{OPEN[label]}[^{CLOSE}]*{CLOSE}", lambda found: form.format(found[0]), text, count=1
    )
    if rng.random() < 0.3:
        # "<i>Nature</i>, <b>171</b>"
        text = re.sub(f"{OPEN['volume']}[^{CLOSE}]*{CLOSE}", r"<b>\g<0></b>", text, count=1)
    return text.replace("&", "&amp;") if rng.random() < 0.2 else text


# --- what scanning and copying from PDF cost ---


def _spaced(text: str, rng: Random) -> str:
    """Lose spaces and find others, as in "Phys. Rev .Lett .98 , 1( 2007)"."""
    lost, found = rng.choice(
        ((0.3, 0.0), (0.15, 0.2), (0.5, 0.4), (0.8, 0.8), (0.03, 0.03), (0.0, 0.3))
    )
    out: list[str] = []
    for at, char in enumerate(text):
        before, after = _next(text, at, -1), _next(text, at, 1)
        if char == " " and rng.random() < lost and not (before.isalnum() and after.isalnum()):
            continue
        if char in ".,;:)" and before.isalnum() and rng.random() < found and not _inside(text, at):
            out.append(" ")
        out.append(char)
        # Some PDF readers put the space behind the colon before it: "arXiv :1106.3076".
        if char in "([" and rng.random() < found / 2:
            out.append(" ")
    return "".join(out)


def _inside(text: str, at: int) -> bool:
    """Tell whether a sign stands inside a word, number or address."""
    return _next(text, at, 1).isalnum() or "://" in text[max(0, at - 40) : at]


def _next(text: str, at: int, step: int) -> str:
    at += step
    while 0 <= at < len(text):
        if text[at] not in PLACES:
            return text[at]
        at += step
    return ""


def _run_together(text: str, rng: Random) -> str:
    """Lose a few spaces between words of one value: "MicroPattern GaseousDetectors"."""
    share = rng.choice((0.02, 0.05, 0.1))
    return re.sub(
        r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda found: "" if rng.random() < share else " ", text
    )


def _hyphenated(text: str, rng: Random) -> str:
    """Break words at the end of lines: "superconduc- tivity", "inter-national"."""
    share = rng.choice((0.03, 0.06, 0.12))
    joint = rng.choice(("- ", "- ", "-", "-\n", "\u00ad", "¬ ", "‐ "))

    def broken(found: re.Match[str]) -> str:
        word = found[0]
        if rng.random() > share:
            return word
        at = rng.randint(3, len(word) - 3)
        return word[:at] + joint + word[at:]

    return re.sub(r"[^\W\d_]{7,30}", broken, text)


def _split(text: str, rng: Random) -> str:
    """Put spaces into words and numbers: "Ph ys. Rev.", "20 16", "1 -12"."""
    share = rng.choice((0.02, 0.04, 0.08))

    def parted(found: re.Match[str]) -> str:
        word = found[0]
        if rng.random() > share:
            return word
        at = rng.randint(1, len(word) - 1)
        return f"{word[:at]} {word[at:]}"

    return re.sub(r"[^\W_]{3,30}", parted, text)


_MISREAD = {
    "l": "1", "1": "l", "O": "0", "0": "O", "I": "l", "e": "c", "S": "5", "5": "S", "B": "8",
    "h": "b",
    "m": "rn", "é": "6", "ü": "ii", "ä": "a", ",": ".", ".": ",", ";": ":", "n": "ri", "i": "j",
    "u": "n",
}  # fmt: skip


def _misread(text: str, rng: Random) -> str:
    share = rng.choice((0.005, 0.01, 0.03))
    return "".join(_MISREAD.get(char, char) if rng.random() < share else char for char in text)


def _wide(text: str, rng: Random) -> str:
    """Set East Asian punctuation: "，", "．", "（1999）"."""
    signs = str.maketrans({",": "，", ".": "．", ":": "：", "(": "（", ")": "）", ";": "；"})
    return outside(text, lambda between: between.translate(signs))


def cut(text: str, rng: Random) -> str:
    """Return what is left of a reference that a page or a field cut off."""
    plain = unmarked(text)
    at = text.find(CLOSE, rng.randint(len(plain) // 3, len(plain)))
    return text[: at + 1] if at > 0 else text


def _comma_ed(text: str, rng: Random) -> str:
    """Part values by commas, as people do who think little of styles."""
    sign = rng.choice((",", ",", ".", ";", ""))
    return outside(text, lambda between: re.sub(r"[.,;:](?= |$)", sign, between))


# How often each damage is met. Most references have none of the worse.
DAMAGES: tuple[tuple[float, Damage], ...] = (
    (0.012, same_author),
    (0.03, _quoted),
    (0.025, _capitals),
    (0.08, _dashed),
    (0.03, _comma_ed),
    (0.025, _html),
    (0.05, _latex),
    (0.2, _typed),
    (0.025, _unaccented),
    (0.01, _broken_accents),
    (0.003, _mojibake),
    (0.008, _lower_case),
    (0.015, _ligatured),
    (0.005, _wide),
    (0.03, _hyphenated),
    (0.1, _spaced),
    (0.02, _run_together),
    (0.02, _split),
    (0.02, _misread),
    (0.008, cut),
)
