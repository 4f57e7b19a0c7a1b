"""What the records of the corpora have too little of: names of conferences, archives, numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

_LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(text.replace("\n", "").split("|"))
    for name, text in tomllib.loads(
        Path(__file__).with_name("words.toml").read_text("utf-8")
    ).items()
}

ORGANISATIONS = _LISTS["organisations"]
REPORTS = _LISTS["reports"]
THESES = _LISTS["theses"]
MANUSCRIPTS = _LISTS["manuscripts"]
STATUSES = _LISTS["statuses"]
NOTES = _LISTS["notes"]
EDITIONS = _LISTS["editions"]
NEWSPAPERS = _LISTS["newspapers"]
SITES = _LISTS["sites"]
ENCYCLOPEDIAS = _LISTS["encyclopedias"]
ARCHIVES = _LISTS["archives"]
STANDARD_BODIES = _LISTS["standard_bodies"]

_ORDINALS = _LISTS["ordinals"]
_SCOPES = _LISTS["scopes"]
_MEETINGS = _LISTS["meetings"]
_FIELDS = _LISTS["fields"]
_ACRONYMS = _LISTS["acronyms"]


def proceedings(rng: Random) -> str:
    """Return the title of the proceedings of a conference that might exist."""
    year = rng.randint(1975, 2025)
    scope, field = rng.choice(_SCOPES), rng.choice(_FIELDS)
    ordinal = rng.choice(_ORDINALS)
    meeting = rng.choice(_MEETINGS)
    acronym = rng.choice(_ACRONYMS)
    short = f"’{year % 100:02}" if rng.random() < 0.4 else f" {year}"
    forms = (
        f"Proceedings of the {ordinal} {scope} {meeting} on {field}",
        f"Proceedings of the {ordinal} {scope} {meeting} on {field}",
        f"Proceedings of the {ordinal} {scope} {meeting} on {field} ({acronym}{short})",
        f"Proceedings of the {year} {scope} {meeting} on {field}",
        f"Proc. {ordinal} {scope} {meeting} on {field}",
        f"Proc. of the {scope} {meeting} on {field}",
        f"Proc. {scope} Conf. {field}",
        f"Proc. {acronym}{short}",
        f"Proceedings of {acronym}{short}",
        f"Proceedings of {acronym}",
        f"{ordinal} {scope} {meeting} on {field}",
        f"{year} {scope} {meeting} on {field} ({acronym})",
        f"{acronym}{short}",
        f"{acronym}{short}: {ordinal} {scope} {meeting} on {field}",
        f"{scope} {meeting} on {field}, {acronym} {year}",
        f"Advances in {field}",
        f"{field} {year}",
        f"{field}: {ordinal} {scope} {meeting}, {acronym} {year}, Proceedings",
        f"Actes du {meeting.lower()} {acronym}",
        f"Atti del convegno {acronym} {year}",
        f"Tagungsband {acronym} {year}",
        f"Papers from the {ordinal} {scope} {meeting} on {field}",
    )
    return rng.choice(forms)


_KINDS = _LISTS["kinds"]
_SUBJECTS = _LISTS["subjects"]
# Journals that lists are full of and tables of full names have otherwise.
_WELL_KNOWN = _LISTS["well_known"]


def journal(rng: Random) -> str:
    """Return the name of a journal, well known or one that might exist."""
    if rng.random() < 0.65:
        return rng.choice(_WELL_KNOWN)
    subject = rng.choice(_SUBJECTS)
    if rng.random() < 0.3:
        subject += f" and {rng.choice(_SUBJECTS)}"
    return rng.choice(_KINDS).format(subject)


LAW_REVIEWS = _LISTS["law_reviews"]
MATHEMATICAL = _LISTS["mathematical"]
REVIEWS = _LISTS["reviews"]

_PLACES = _LISTS["places"]


def place(rng: Random, known: Sequence[str]) -> str:
    """Return the name of a place."""
    return rng.choice(_PLACES) if rng.random() < 0.6 else rng.choice(known)


_UNIVERSITIES = _LISTS["universities"]
_SEATS = _LISTS["seats"]


def university(rng: Random) -> str:
    """Return the name of a university that might exist."""
    if rng.random() < 0.2:
        return rng.choice(
            (
                "MIT",
                "Harvard University",
                "Stanford University",
                "ETH Zürich",
                "UCLA",
                "Caltech",
                "Massachusetts Institute of Technology",
                "Humboldt-Universität zu Berlin",
                "TU Wien",
                "Sorbonne Université",
                "Freie Universität Berlin",
                "LMU München",
                "McGill University",
            )
        )
    return rng.choice(_UNIVERSITIES).format(rng.choice(_SEATS))


_ROMAN = _LISTS["roman"]


def volume(rng: Random) -> str:
    """Return a volume: mostly digits, else roman, doubled, lettered, a year."""
    drawn = rng.random()
    if drawn < 0.6:
        return str(rng.choice((rng.randint(1, 40), rng.randint(1, 150), rng.randint(100, 700))))
    if drawn < 0.78:
        roman = rng.choice(_ROMAN)
        return roman.lower() if drawn < 0.63 else roman
    number = rng.randint(1, 120)
    if drawn < 0.84:
        return f"{number}{rng.choice('ABC')}"
    if drawn < 0.88:
        return f"{rng.choice('ABCD')}{number}"
    return f"{number}-{number + 1}" if drawn < 0.92 else str(rng.randint(1920, 2024))


def issue(rng: Random) -> str:
    """Return an issue: mostly digits, else doubled, a supplement, a season."""
    drawn = rng.random()
    number = rng.randint(1, 12)
    if drawn < 0.72:
        return str(number)
    if drawn < 0.84:
        return f"{number}{rng.choice('-–/')}{number + 1}"
    if drawn < 0.93:
        return rng.choice(
            ("Suppl 1", "Suppl. 2", "S1", "S2", "Pt 2", "Supplement", "suppl", "3 Suppl")
        )
    return str(rng.randint(13, 250))


def pages(rng: Random) -> str:
    """Return pages: a range, one, an article number, with letters, or roman."""
    drawn = rng.random()
    first = rng.randint(1, rng.choice((40, 400, 4000, 20000)))
    last = first + rng.randint(1, 40)
    if drawn < 0.4:
        return f"{first}-{last}"
    if drawn < 0.6:
        return str(first)
    if drawn < 0.62:  # the American Geophysical Union's: "11,032-11,041"
        return f"{first + 10_000:,}-{last + 10_000:,}"
    if drawn < 0.7:
        return f"{rng.randint(1, 260):03}{rng.randint(100, 999)}"
    if drawn < 0.76:
        return f"e{rng.randint(1, 999999)}"
    letter = rng.choice("LSAERCFHN")
    if drawn < 0.84:
        return f"{letter}{first}"
    if drawn < 0.9:
        return f"{letter}{first}-{letter}{last}"
    if drawn < 0.95:
        return rng.choice(("i-xvi", "ix-xxiv", "v-vii", "xi", "1-ff", "13ff.", "45 f.", "120 sq."))
    return f"{first}-{last}, {last + 20}-{last + 31}"


def doi(rng: Random) -> str:
    """Return a DOI in the manner of one of the large publishers."""
    year, number = rng.randint(1985, 2025), rng.randint(100, 99999)
    volume, short, sign = rng.randint(1, 130), rng.randint(10, 25), rng.choice("0123456789wxyz")
    return rng.choice(
        (
            f"10.1016/j.{rng.choice(('cub', 'neuron', 'cell', 'jfa', 'aop', 'physletb', 'lingua'))}"
            f".{year}.{rng.randint(1, 12):02}.{rng.randint(1, 120):03}",
            f"10.1103/PhysRev{rng.choice(('A', 'B', 'D', 'E', 'Lett'))}.{volume}.{number}",
            f"10.1038/s{rng.randint(41000, 42999)}-0{short}-{number:05}-{sign}",
            f"10.1371/journal.pone.{number:07}",
            f"10.1007/s{rng.randint(10000, 12999):05}-0{short}-{number:04}-{volume % 10}",
            f"10.1007/978-3-540-{number:05}-{rng.randint(0, 9)}_{rng.randint(1, 60)}",
            f"10.1145/{rng.randint(100000, 3999999)}.{rng.randint(100000, 3999999)}",
            f"10.1109/{rng.choice(('TIT', 'CVPR', 'ICRA', 'TPAMI'))}.{year}.{number}",
            f"10.1126/science.{number}",
            f"10.1073/pnas.{rng.randint(10, 25):02}{number:08}",
            f"10.1177/{number:014}",
            f"10.1111/j.{rng.randint(1000, 2000)}-{number % 9000 + 1000}.{year}.{number:05}.x",
            f"10.1021/{rng.choice(('ja', 'jp', 'ac', 'cr'))}{number:06}{rng.choice('abcx')}",
            f"10.5281/zenodo.{number}",
            f"10.2307/{number}",
            f"10.1002/(SICI)1097-{number:04}({year}0{number % 9 + 1}15)"
            f"{volume}:3<{number % 400}::AID-X1>3.0.CO;2-{rng.choice('ABKM')}",
        )
    )


_HOSTS = _LISTS["hosts"]
_STEPS = _LISTS["steps"]


def address(rng: Random) -> str:
    """Return a web address."""
    scheme = rng.choice(("https://", "https://", "http://", "http://", ""))
    host = rng.choice(_HOSTS)
    if not scheme and not host.startswith("www."):
        scheme = "http://"
    steps = "/".join(rng.choice(_STEPS) for _ in range(rng.randint(0, 4)))
    tail = rng.choice(
        ("", "", "", "/", ".html", ".pdf", ".htm", f"?id={rng.randint(1, 99999)}", "#top")
    )
    return f"{scheme}{host}/{steps}{tail}" if steps else f"{scheme}{host}{rng.choice(('', '/'))}"


_CLASSES = _LISTS["classes"]
_NEW_CLASSES = _LISTS["new_classes"]


def arxiv(rng: Random) -> str:
    """Return an arXiv id, old or new."""
    year, month = rng.randint(7, 25), rng.randint(1, 12)
    if rng.random() < 0.35:
        old = rng.randint(91, 106) % 100
        return f"{rng.choice(_CLASSES)}/{old:02}{month:02}{rng.randint(1, 999):03}"
    digits = 4 if year < 15 else 5
    version = f"v{rng.randint(1, 4)}" if rng.random() < 0.08 else ""
    return f"{year:02}{month:02}.{rng.randint(1, 10**digits - 1):0{digits}}{version}"


def arxiv_class(rng: Random) -> str:
    """Return a class of arXiv."""
    return rng.choice(_NEW_CLASSES)


def isbn(rng: Random) -> str:
    """Return something in the form of an ISBN."""
    group = rng.choice(("0", "1", "3", "2", "88", "84", "90"))
    publisher, title = str(rng.randint(10, 99999)), str(rng.randint(100, 99999))
    check = rng.choice("0123456789X")
    joint = rng.choice(("-", "-", " ", ""))
    prefix = rng.choice(("978", "978", ""))
    parts = [prefix] * bool(prefix) + [
        group,
        publisher,
        title,
        "1" if prefix and check == "X" else check,
    ]
    return joint.join(parts)


def report_number(rng: Random) -> str:
    """Return the number of a report: bare, lettered, with a year."""
    number = rng.randint(1, 12000)
    return rng.choice(
        (
            str(number),
            str(number),
            f"TR-{number}",
            f"CS-TR-{number}",
            f"{rng.randint(70, 99)}-{number % 100:02}",
            f"{rng.randint(1970, 2024)}/{number % 60 + 1:02}",
            f"UCB/CSD-{rng.randint(70, 99)}-{number % 900:03}",
            f"MIT-CTP-{number}",
            f"CERN-TH-{rng.randint(70, 99)}-{number % 400}",
            f"RM-{number}-PR",
            f"w{number}",
            f"WP {number % 300}",
            f"{number % 300}/{rng.randint(80, 99)}",
            f"A/{number % 80}/{number % 300}",
        )
    )


def patent_number(rng: Random) -> str:
    """Return the number of a patent as people write it."""
    number = rng.randint(3_000_000, 11_999_999)
    return rng.choice(
        (
            f"US{number}",
            f"US {number:,}",
            f"{number:,}",
            f"US{rng.randint(2001, 2024)}{number:07}A1",
            f"EP {number % 4_000_000}",
            f"WO {rng.randint(1990, 2024)}/{number % 1_000_000:06}",
            f"DE{number}A1",
            f"U.S. Patent No. {number:,}"[16:],
            f"JP{number}",
            f"CN{number}B",
            f"EP {number % 10} {number % 1000:03} {number // 7 % 1000:03} A1",
            f"NO {number % 1000:03} {number // 7 % 1000:03} B1",
            f"MX/a/{rng.randint(2001, 2024)}/{number % 1_000_000:06}",
            f"ZL{rng.randint(2001, 2024)}{number % 100_000_000:08}.{number % 10}",
        )
    )


def standard_number(rng: Random) -> str:
    """Return the number of a standard or specification."""
    number = rng.randint(100, 29999)
    return rng.choice(
        (
            f"ISO {number}",
            f"ISO/IEC {number}-{rng.randint(1, 9)}",
            f"DIN EN {number}",
            f"RFC {number % 9000 + 100}",
            f"3GPP TS {rng.randint(21, 38)}.{rng.randint(1, 999):03}",
            f"IEEE Std 802.{rng.randint(1, 22)}",
            f"ISO {number}:{rng.randint(1980, 2024)}",
            f"ASTM D{number % 9000}",
            f"ITU-T Rec. G.{number % 1000}",
            f"ETSI EN 300 {number % 1000:03}",
            f"ANSI Z39.{number % 100}",
        )
    )
