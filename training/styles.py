"""Which citation styles references are rendered in: everyday ones, then others of every kind."""

from __future__ import annotations

# About half of what people cite in; the share of each is a guess from what reviewers of reference
# lists meet: APA most, then the numeric styles of engineering, medicine and physics.
EVERYDAY: dict[str, float] = {
    "apa": 8, "apa-6th-edition": 3, "chicago-author-date": 4, "chicago-notes-bibliography": 4,
    "modern-language-association": 3, "harvard-cite-them-right": 3, "ieee": 5, "vancouver": 4,
    "american-medical-association": 3, "american-chemical-society": 3,
    "american-institute-of-physics": 3, "american-physics-society": 3,
    "american-physics-society-without-titles": 3, "elsevier-harvard": 3, "elsevier-with-titles": 3,
    "elsevier-vancouver": 2, "elsevier-without-titles": 2, "springer-basic-author-date": 3,
    "springer-basic-brackets": 2, "springer-lecture-notes-in-computer-science": 3, "nature": 3,
    "econometrica": 1, "the-quarterly-journal-of-economics": 1, "nlm-citation-sequence": 3,
    "plos": 2, "acm-sig-proceedings": 2,
}  # fmt: skip

DIVERSE: tuple[str, ...] = (
    # numeric and author-date, by publisher and society
    "science", "science-without-titles", "cell", "pnas", "bmj", "the-lancet", "jama",
    "the-new-england-journal-of-medicine", "embo-press", "molecular-biology-of-the-cell",
    "nucleic-acids-research", "journal-of-biological-chemistry", "biochemistry",
    "royal-society-of-chemistry-with-titles", "royal-society-of-chemistry", "angewandte-chemie",
    "institute-of-physics-harvard", "institute-of-physics-numeric", "the-optical-society",
    "spie-journals", "the-astrophysical-journal", "annual-reviews",
    "annual-reviews-without-titles", "springer-physics-brackets", "springer-physics-author-date",
    "springer-mathphys-brackets", "springer-mathphys-author-date",
    "springer-socpsych-author-date", "springer-humanities-author-date", "springer-vancouver",
    "sage-harvard", "sage-vancouver", "taylor-and-francis-chicago-author-date",
    "taylor-and-francis-harvard-x", "taylor-and-francis-ama",
    "oxford-journals-scimed-author-date", "karger-journals",
    "multidisciplinary-digital-publishing-institute", "frontiers", "copernicus-publications",
    "cse-name-year", "cse-citation-sequence", "nlm-name-year", "american-geophysical-union",
    "american-meteorological-society", "american-society-for-microbiology",
    "american-society-of-civil-engineers", "american-society-of-mechanical-engineers",
    "american-institute-of-aeronautics-and-astronautics", "american-sociological-association",
    "american-political-science-association", "american-anthropological-association",
    "american-mathematical-society-numeric", "american-mathematical-society-label",
    "american-statistical-association", "american-fisheries-society", "acm-sigchi-proceedings",
    "association-for-computational-linguistics", "association-for-computing-machinery",
    "chicago-author-date-16th-edition", "chicago-notes", "turabian-author-date",
    "turabian-notes-bibliography", "harvard-university-of-leeds", "harvard-university-of-bath",
    "harvard-deakin-university", "harvard-north-west-university", "harvard-european-archaeology",
    "cambridge-university-press-note", "cambridge-university-press-author-date", "world-politics",
    "political-studies", "unified-style-sheet-for-linguistics",
    "generic-style-rules-for-linguistics", "mhra-notes", "mhra-author-date",
    "modern-language-association-notes", "oxford-guide-to-style-notes",
    "society-of-biblical-literature-fullnote-bibliography", "catholic-biblical-association",
    "journal-of-archaeological-research", "archaeometry", "zootaxa", "journal-of-zoology",
    "the-historical-journal", "the-journal-of-ecclesiastical-history", "history-and-theory",
    "new-zealand-veterinary-journal", "acta-palaeontologica-polonica",
    "cambridge-journal-of-economics", "united-nations-conference-on-trade-and-development",
    "iso690-author-date-en", "iso690-numeric-en", "iso690-full-note-en", "sist02",
    # law
    "bluebook-law-review", "bluebook-inline", "oscola", "mcgill-en", "mcgill-fr",
    "austrian-legal", "juristische-zitierweise", "australian-guide-to-legal-citation",
    "polish-legal", "universite-de-liege-droit", "swedish-legal",
    # German
    "din-1505-2", "din-1505-2-numeric", "iso690-author-date-de", "chicago-author-date-de",
    "deutsche-gesellschaft-fur-psychologie", "deutsche-sprache",
    "zeitschrift-fur-deutsche-philologie", "zeitschrift-fur-soziologie",
    "zeitschrift-fur-kunstgeschichte", "zeitschrift-fur-padagogik", "infoclio-de",
    "historia-scribere", "thieme-german", "theologie-und-philosophie",
    "geistes-und-kulturwissenschaften-heilmann", "universitat-freiburg-geschichte",
    "universitat-wien-institut-fur-geschichte", "deutsches-archaologisches-institut",
    "springer-vs-author-date", "bibliothek-forschung-und-praxis", "zeithistorische-forschungen",
    # French
    "iso690-author-date-fr", "iso690-note-fr", "iso690-numeric-fr", "chicago-author-date-fr",
    "revue-dhistoire-moderne-et-contemporaine", "infoclio-fr-smallcaps",
    "lettres-et-sciences-humaines-fr", "universite-de-lausanne-histoire",
    "bulletin-de-la-societe-prehistorique-francaise", "gallia", "revue-francaise-de-sociologie",
    "sciences-po-ecole-doctorale-note-french",
    "universite-laval-faculte-de-theologie-et-de-sciences-religieuses", "vingtieme-siecle",
    # Spanish, Portuguese, Italian, Catalan
    "iso690-author-date-es", "iso690-full-note-es", "revista-de-filologia-espanola", "ayer",
    "trabajos-de-prehistoria", "associacao-brasileira-de-normas-tecnicas",
    "universidade-de-sao-paulo-escola-de-comunicacoes-e-artes-abnt", "norma-portuguesa-405",
    "iso690-author-date-pt-br", "iso690-author-date-cat", "universita-di-bologna-lettere",
    "archeologia-classica", "universita-pontificia-salesiana-it", "bibliothecae-it",
    "studi-slavistici-rivista-dellassociazione-italiana-degli-slavisti",
    # Dutch, northern, eastern, Asian
    "ugent-geschiedenis-nederlands", "wolters-kluwerbrede-schrijfwijzer-author-date",
    "metaaltijden", "uppsala-universitet-historia", "svensk-exegetisk-arsbok",
    "iso690-author-date-cs", "iso690-author-date-sk", "iso690-numeric-lt",
    "ceska-zemedelska-univerzita-v-praze-fakulta-agrobiologie-potravinovych-a-prirodnich-zdroju",
    "gost-r-7-0-5-2008", "gost-r-7-0-5-2008-numeric", "uspekhi-gerontologii", "studia-bas",
    "uniwersytet-gdanski-kulturoznawstwo-przypis", "archeologicke-rozhledy",
    "china-national-standard-gb-t-7714-2015-numeric",
    "china-national-standard-gb-t-7714-2015-author-date",
    "the-korean-journal-of-internal-medicine", "journal-of-korean-medical-science",
    "japanese-journal-of-applied-physics", "apa-tr", "chemical-and-pharmaceutical-bulletin",
)  # fmt: skip

# Styles that are of one language, by what their names have.
LOCALES: dict[str, tuple[str, ...]] = {
    "en": ("en-US", "en-GB"), "de": ("de-DE", "de-AT", "de-CH"), "fr": ("fr-FR", "fr-CA"),
    "es": ("es-ES", "es-MX"), "pt": ("pt-BR", "pt-PT"), "nl": ("nl-NL",), "it": ("it-IT",),
    "ru": ("ru-RU", "uk-UA", "bg-BG"), "cjk": ("zh-CN", "ja-JP", "ko-KR", "en-US"),
}  # fmt: skip
OTHER_LOCALES = (
    "sv-SE", "da-DK", "nb-NO", "fi-FI", "pl-PL", "cs-CZ", "sk-SK", "hu-HU", "ro-RO", "hr-HR",
    "sl-SI", "tr-TR", "el-GR", "ca-AD", "eu", "et-EE", "lt-LT", "lv-LV", "sr-Latn-RS", "id-ID",
    "vi-VN", "zh-TW", "la", "gl-ES",
)  # fmt: skip
