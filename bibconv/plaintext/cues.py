"""Small words that say what stands beside them: venues, editors, awards, degrees, months."""

from __future__ import annotations

import re

from bibconv.plaintext.roles import ROLE_WORDS

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

# Words that only point at something and hold no value of their own.
CONNECTIVES = frozenset(
    "in dans en em nel p pp page pages s seite seiten str стр с vol vols volume volumes v bd band "
    "bde jg jahrgang tome tomo t т том no nos nr n num núm heft h fasc issue вып art article "
    "number id ed eds editor editors edited hrsg hg hgg herausgegeben von dir dirs coord coords "
    "org orgs trans transl translated translator übers a cura di and und et y e i и og en & with "
    "by par doi url uri link http https www dx org arxiv abs pdf preprint available retrieved "
    "accessed abgerufen am on le el consulté consultado online from at disponible disponível isbn "
    "issn pmid pmcid pubmed medline crossref google scholar edn pt "
    "published retirado recuperado iss date stand zugriff aufgerufen viewed visited cited "
    "access acceso acesso consultato geraadpleegd since consulted last letzter series reihe "
    "compiled trad éd joint jointly together coauthored gemeinsam zus zusammen mit avec con com "
    "conjointement junto insieme".split()
)
# The same in lists of other scripts: "под ред.", "режим доступа", "第25巻第1号", "载", "옮김".
_OTHER_SCRIPTS = frozenset(
    "совместно со соавт соавторстве в у во под общ общей редакцией отв гл науч ред редкол сост "
    "пер перевод фр англ нем итал исп польск вступ ст сб кн ч том выпуск вип бр год г гг р дата "
    "обращения режим доступа доступно опубл от о стр за відп упоряд співавт з звернення доступу на "
    "съст съавт прев посетен достъпно зб зав рук "
    "載 载 见 見 载于 載於 收入 收录于 收於 收錄於 所収 收 等 ほか 他 編者 閲覧 最終閲覧 "
    "最終閲覧日 最終アクセス アクセス 閲覧日 参照 取得 访问日期 最后访问时间 訪問日期 "
    "瀏覽 檢索 取自 于 於 와 과 및 외 검색 검색일 최종검색일 접속일 인출 에서 제 付 "
    "と 和 与 與 册 冊".split()
)
# "年第", "巻第", "号", "年版", "全", "頁", "쪽": signs that count
_COUNTERS = re.compile("[第年月日巻卷号號期页頁面全共集輯辑版ページ권호집쪽면년월일제通总p]+")


def is_connective(word: str) -> bool:
    """Tell whether a word only leads to what stands beside it."""
    folded = word.casefold()
    return (
        folded in CONNECTIVES
        or folded in _OTHER_SCRIPTS
        or folded in ROLE_WORDS
        or _COUNTERS.fullmatch(folded) is not None
    )


# "in press", "forthcoming", "to appear", "submitted", "im Druck", "à paraître", "en prensa"
STATUS = re.compile(
    r"\b(?:in press|forthcoming|to appear|to be published|in preparation|under review|submitted"
    r"|accepted(?: for publication)?|advance online publication|ahead of print|im druck"
    r"|im erscheinen|erscheint|eingereicht|in vorbereitung|sous presse|à paraître|en prensa"
    r"|no prelo|in stampa|in corso di stampa|en preparación|in druk|w druku|в печати)\b",
    re.IGNORECASE,
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
    r"|Doktor(?:arbeit|at)?|Promotion|[Dd]octorat|[Dd]octorado|[Dd]ottorato(?: di ricerca)?"
    r"|[Dd]outorado|[Dd]octoraat|Dissertation"
    r"|Habilitation|HDR|Master|M\.?\s?Sc\.?|M\.?A\.|M\.?Phil\.?|Magister|[Mm]aestría|[Mm]estrado"
    r"|[Ll]aurea(?: magistrale| specialistica| triennale)?|Diplom(?:arbeit|e)?|MEng|MBA"
    r"|Bachelor|B\.?\s?Sc\.?|B\.?A\.|A\.?B\.|[Ll]icenciatura|Licence|Lizentiat|BEng"
    r"|S\.?J\.?D\.?|J\.?D\.|LL\.?M\.?|Ed\.?D\.?|M\.?D\.|Magíster|Máster|Doktor\w*"
    r"|Medicine doktor|Tekn\.? dr|Laurea \w+|Docteur|Mestre|Doutor"
    r"|[Кк]андидат(?:а|ская)?(?: [\w.-]{3,30}){0,2} наук"
    r"|[Дд]октор(?:а|ская)?(?: [\w.-]{3,30}){0,2} наук"
    r"|[кд]\. ?\w{1,4}\. ?н\.|[Мм]агистр\w*|[Бб]акалавр\w*|[Аа]спирантур\w+)(?![\w])"
    r"|博士|修士|硕士|学士"
)

# "Thesis:", "PhD thesis:", "Dissertation title:", "Titel der Arbeit:", "Thèse :", "Tesis:"
THESIS = re.compile(
    r"(?:(?:[^\W\d_]{2,12}[ ’'-]|(?:Ph|D|M)\.?\s?(?:D|Sc|A|Phil)\.?[ -]){0,3}"
    r"(?:[Tt]hesis|[Dd]issertation|[Tt]hèse|[Mm]émoire|[Tt]esis"
    r"|[Tt]esi|[Tt]ese|[Dd]issertatie|[Pp]roefschrift|[Aa]vhandling|[Aa]fhandling|\w{0,12}arbeit"
    r"|Диссертация|[Dd]iss\.)(?: d[ei] [\w ]{4,20}?)?"
    r"(?: (?:title|titel|topic|Titel|Thema|entitled|inédite?|original))?"
    r"|Titel der Arbeit|Titre|T[íi]tulo(?: de la tesis| da tese)?|Titolo(?: della tesi)?"
    r"|Tema)\s?:\s*|(?:博士|修士|卒業|学位|博士学位|硕士|硕士学位)?(?:論文|论文)(?:題目|题目|名)?\s?[:：]?\s*(?=[「『《“])"
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
# "MX/a/2024/012109", "NO 345 678 B1", "ZL201510123456.7"
PATENT_NUMBER = re.compile(
    r"(?<![\w])(?:[A-Z]{2}\s?\d(?:[\d,/]{4,14}\d)(?:\.\d)?(?:\s?[A-Z]\d?)?|[A-Z]{2}/[a-z]/\d{4}/\d{4,7}"
    r"|[A-Z]{2} \d{1,3}(?: \d{3}){1,3}(?: [A-Z]\d)?)(?![\w])"
)
