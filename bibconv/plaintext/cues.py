"""Small words that say what stands beside them: venues, editors, awards, degrees, months."""

from __future__ import annotations

import re

# "In: Nature", "in Proceedings of", "Dans :"
VENUE = re.compile(r"(?<![^\W_])(?:[Ii]n|IN|[Dd]ans|[Ee]n)\s?:\s*|(?<=[.,”“»\"] )[Ii]n\s+(?=\S)")

# "(Eds.),", ", editors,", "(Hrsg.),", "(dir.),", "(a cura di)"
EDITORS = re.compile(
    r"\s*[(,]\s*(?:[Ee]ds?\.?|[Ee]ditors?|Hrsg\.?|Hg\.?|dirs?\.?|coords?\.?|a cura di)"
    r"\s*\)?[.,:]?\s*"
)

# "Best paper award winner", "Nominated for the Smith Prize", "1. Preis"
AWARD = re.compile(
    r"\b(?:awards?|awarded|prizes?|winner|runner-up|best (?:\w+ )?(?:paper|poster)|nominated"
    r"|nominee|nomination|finalist|honou?rable mention|preis|auszeichnung|prix|premio|prêmio)\b",
    re.IGNORECASE,
)

# What a book's subtitle has and a series' name has not: "Diachron, kontrastiv", "Homenaje a N. N."
NO_SERIES = re.compile(
    r"[,;!?]|\b(?:festschrift|homenaje|hommage|honou?r|memory|gedenkschrift|omaggio|edited|volume)\b",
    re.IGNORECASE,
)

# Parts that only point at something and hold no value of their own.
CONNECTIVES = frozenset(
    "in dans en p pp page pages s seite seiten vol vols volume bd band no nos nr n heft issue art "
    "article number id ed eds editor editors hrsg hg dir dirs coord coords a cura di and und et y "
    "e & doi url http https dx org arxiv abs pdf preprint available at from by".split()
)

MONTH = (
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|Dez(?:ember)?)"
)

# Postal abbreviations: in "Baltimore, MD" the place is both parts.
STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NS ON PE QC SK "
    "UK USA".split()
)

# "PhD", "Dr. rer. nat.", "Master", "M.Sc.", "Diplom", "Licence", "Habilitation"
DEGREE = re.compile(
    r"(?<![\w.])(?:Ph\.?\s?D\.?|D\.?Phil\.?|Dr\.(?: [a-z]{2,4}\.){0,3}|Doctor(?:ate|al)?"
    r"|Doktor(?:arbeit|at)?|Promotion|Doctorat|Doctorado|Dottorato|Doutorado|Dissertation"
    r"|Habilitation|HDR|Master|M\.?\s?Sc\.?|M\.?A\.|M\.?Phil\.?|Magister|Maestría|Mestrado"
    r"|Laurea|Diplom(?:arbeit|e)?|MEng|MBA"
    r"|Bachelor|B\.?\s?Sc\.?|B\.?A\.|Licenciatura|Licence|Lizentiat|BEng)(?![\w])"
)

# "Thesis:", "PhD thesis:", "Dissertation title:", "Titel der Arbeit:", "Thèse :", "Tesis:"
THESIS = re.compile(
    r"(?:(?:\w{2,12}[ ’'.-]{1,2}){0,3}(?:[Tt]hesis|[Dd]issertation|[Tt]hèse|[Mm]émoire|[Tt]esis"
    r"|[Tt]esi|[Tt]ese|[Dd]issertatie|[Pp]roefschrift|\w{0,12}arbeit|Диссертация)"
    r"(?: (?:title|titel|topic|Titel|Thema))?"
    r"|Titel der Arbeit|Titre)\s?:\s*"
)

# "University of Idaho", "Technische Universität", "ETH", "Instituto", "Hochschule"
INSTITUTION = re.compile(
    r"\b(?:\w*[Uu]niversit\w*|Universidad\w*|Università|Universidade|Uniwersytet\w*|Институт|Университет"
    r"|Institut\w*|Istituto|College|Collège|School|École|Ecole|Hochschule|Fachhochschule|Academy"
    r"|Akademie|Polytechnic\w*|Polit[eé]c\w*|ETH|EPFL|MIT|Caltech|KTH|TU|UC|Universiteit)\b"
)

# "2013 – 2018", "Aug 2010—May 2015", "2010-13" is left alone; "2018", "June 2021"
YEARS = re.compile(
    r"(?P<start>(?:1[89]|20)\d\d)\s?[-\u2010-\u2015]\s?(?:[^\W\d_]{3,9}\.?\s)?(?P<end>(?:1[89]|20)\d\d)"
    r"|(?P<only>(?:1[89]|20)\d\d)"
)

# "RU 2703343", "EP 3271863A1", "JP 2018513507A", "US 15710455", "WO2012054443", "US 7,346,000 B2"
PATENT_NUMBER = re.compile(r"(?<![\w])(?:[A-Z]{2}\s?\d(?:[\d,/]{4,14}\d)(?:\s?[A-Z]\d?)?)(?![\w])")
