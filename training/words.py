"""What the records of the corpora have too little of: names of conferences, archives, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

ORGANISATIONS = tuple(
    """World Health Organization|United Nations|UNESCO|European Commission|OECD|World Bank|NASA|
International Monetary Fund|U.S. Department of Education|National Research Council|CERN|RAND
Corporation|U.S. Census Bureau|Statistisches Bundesamt|Bundesministerium für Bildung und Forschung|
Ministère de l’Éducation nationale|Ministerio de Salud|Istituto Nazionale di Statistica|Pew Research
Center|American Psychiatric Association|Centers for Disease Control and Prevention|IPCC|Eurostat|
Food and Agriculture Organization|FAO|WHO|ILO|Council of Europe|Amnesty International|Greenpeace|
National Institute of Standards and Technology|Environmental Protection Agency|INSEE|INSERM|
European Central Bank|Federal Reserve Board|Bank of England|House of Commons|Government of Canada|
Australian Bureau of Statistics|Microsoft Corporation|Google Inc.|IBM|Apple Inc.|Siemens AG|
R Core Team|The MathWorks, Inc.|Instituto Nacional de Estadística|Deutsche Forschungsgemeinschaft|
Robert Koch-Institut|European Environment Agency|International Energy Agency|Oxfam|World Economic
Forum|McKinsey & Company|National Academy of Sciences|American Heart Association|Academia Sinica|
British Standards Institution|European Food Safety Authority|Planck Collaboration|
ATLAS Collaboration|The LIGO Scientific Collaboration|Particle Data Group|Belle Collaboration|
1000 Genomes Project Consortium|Ministry of Health|Department of Energy|Ville de Paris|ISTAT|
Conseil de l’Europe|Deutscher Bundestag|Gobierno de España|Rijksoverheid|Universität Zürich""".replace(
        "\n", " "
    )
    .replace("| ", "|")
    .split("|")
)
REPORTS = (
    "Technical Report", "Tech. Rep.", "Technical report", "Working Paper", "Working paper",
    "Discussion Paper", "NBER Working Paper", "Policy Research Working Paper", "Research Report",
    "Report", "Final report", "White paper", "Internal note", "Preprint", "IZA Discussion Paper",
    "CEPR Discussion Paper", "Policy Brief", "Rapport de recherche", "Rapport technique",
    "Forschungsbericht", "Arbeitspapier", "Documento de trabajo", "Rapporto tecnico", "Memorandum",
    "Tech. rep.", "RAND Report", "Occasional Paper", "Bericht", "Mimeo", "Technical Note",
)  # fmt: skip
THESES = (
    "PhD thesis", "PhD thesis", "PhD thesis", "Ph.D. thesis", "Ph.D. dissertation", "PhD diss.",
    "Doctoral dissertation", "Doctoral thesis", "Unpublished doctoral dissertation", "PhD",
    "Master’s thesis", "Master's thesis", "M.A. thesis", "MSc thesis", "M.Sc. thesis",
    "Master thesis", "Bachelor thesis", "Diss.", "Dissertation", "Phil. Diss.", "Diplomarbeit",
    "Masterarbeit", "Habilitationsschrift", "Magisterarbeit", "Inauguraldissertation",
    "Thèse de doctorat", "Thèse", "Thèse d’État", "Mémoire de maîtrise", "Mémoire de master",
    "Tesis doctoral", "Tesis de maestría", "Tesi di laurea", "Tesi di dottorato", "Dissertação de mestrado",
    "Tese de doutorado", "Proefschrift", "Licentiate thesis", "D.Phil. thesis", "Honors thesis",
    "Unpublished PhD thesis", "Unpublished M.A. thesis", "Дис. канд. наук", "Автореф. дис.",
)  # fmt: skip
MANUSCRIPTS = (
    "Unpublished manuscript", "Manuscript", "Ms.", "Manuscript in preparation", "Mimeo",
    "Working paper", "Unpublished paper", "unpublished", "Manuscript submitted for publication",
    "Preprint", "Unveröffentlichtes Manuskript", "Manuscrit",
)  # fmt: skip
STATUSES = (
    "in press", "In press", "forthcoming", "Forthcoming", "to appear", "submitted", "accepted",
    "in preparation", "in print", "im Druck", "im Erscheinen", "à paraître", "sous presse",
    "en prensa", "in corso di stampa", "no prelo", "в печати", "to be published", "under review",
    "accepted for publication", "soumis", "eingereicht", "in review", "en cours",
)  # fmt: skip
NOTES = (
    "in Russian", "in French", "in German", "In Japanese", "in Chinese with English abstract",
    "in Korean", "Article in French", "in Spanish with English summary", "auf Deutsch",
    "en français", "en español", "на английском языке", "Reprinted", "with discussion",
    "Invited paper", "Best paper award", "Special issue", "Erratum", "equal contribution",
    "Review", "Abstract", "Epub ahead of print", "cited by 12", "Open access", "Commentary",
    "Poster presentation", "Original work published 1950", "Originally published in French",
    "paperback edition", "with CD-ROM", "translated from the Russian", "Ph.D. Seminar",
    "with an introduction by the author", "Kindle edition", "Keynote", "Extended abstract",
)  # fmt: skip
EDITIONS = (
    "2", "2", "2", "3", "3", "4", "5", "6", "7", "8", "10", "12", "Rev", "revised", "2nd rev",
    "1st", "Second", "Third", "3., überarb.", "2., erw.", "4. neu bearbeitete", "Rev. and enl",
    "2e", "International", "Student", "new", "nouvelle", "deuxième", "2. verbesserte", "2ª", "3a",
    "facsimile", "1st American", "2-е",
)  # fmt: skip
NEWSPAPERS = tuple(
    """The New York Times|The Guardian|Le Monde|Süddeutsche Zeitung|Frankfurter Allgemeine Zeitung|El
País|Corriere della Sera|The Washington Post|Die Zeit|The Economist|Der Spiegel|Neue Zürcher
Zeitung|Financial Times|The Wall Street Journal|La Repubblica|Libération|Le Figaro|El Mundo|The
Times|Los Angeles Times|Time|Newsweek|The New Yorker|Scientific American|New Scientist|Wired|
Toronto Star|Globe and Mail|Sydney Morning Herald|The Hindu|NRC Handelsblad|De Volkskrant|Folha de
S. Paulo|Dagens Nyheter|Известия|Коммерсантъ|Asahi Shimbun|Boston Globe|Chicago Tribune|USA Today|
The Independent|The Atlantic|Forbes|Bloomberg|Business Week|Die Welt|taz|Der Standard""".replace(
        "\n", " "
    )
    .replace("| ", "|")
    .split("|")
)
SITES = (
    "Wikipedia", "BBC News", "GitHub", "YouTube", "Medium", "Stack Overflow", "OpenAI Blog",
    "Our World in Data", "CNN", "Reuters", "Twitter", "Google AI Blog", "Mayo Clinic", "MedlinePlus",
    "Encyclopædia Britannica", "The Conversation", "Vox", "Psychology Today", "arXiv.org", "NPR",
    "Internet Encyclopedia of Philosophy", "Project Gutenberg", "TechCrunch", "Nature News",
)  # fmt: skip
ENCYCLOPEDIAS = (
    "Encyclopædia Britannica", "The Stanford Encyclopedia of Philosophy", "Lexikon des Mittelalters",
    "International Encyclopedia of the Social Sciences", "Dizionario Biografico degli Italiani",
    "The Oxford Dictionary of National Biography", "Grove Music Online", "Encyclopedia of Mathematics",
    "Neue Deutsche Biographie", "Dictionnaire de théologie catholique", "Enciclopedia Italiana",
    "The New Palgrave Dictionary of Economics", "Ullmann's Encyclopedia of Industrial Chemistry",
)  # fmt: skip
ARCHIVES = (
    "Zenodo", "Dryad", "figshare", "GitHub", "Harvard Dataverse", "PANGAEA", "UCI Machine Learning Repository",
    "IBM Corp.", "SPSS Inc.", "StataCorp", "R Foundation for Statistical Computing", "SAS Institute",
    "OSF", "Mathworks", "ICPSR", "GESIS Data Archive", "Kaggle", "Adobe", "Microsoft",
)  # fmt: skip
STANDARD_BODIES = (
    "ISO",
    "IEEE",
    "IETF",
    "3GPP",
    "DIN",
    "ANSI",
    "ITU-T",
    "W3C",
    "ASTM International",
    "ETSI",
)

_ORDINALS = (
    "First", "Second", "Third", "4th", "5th", "Sixth", "7th", "8th", "9th", "10th", "11th", "12th",
    "13th", "15th", "18th", "21st", "22nd", "23rd", "27th", "32nd", "Twentieth", "41st",
)  # fmt: skip
_SCOPES = (
    "International", "Annual", "IEEE", "ACM", "European", "IEEE International", "ACM SIGMOD",
    "International Joint", "Annual ACM", "IFAC", "Asian", "USENIX", "World", "National", "AAAI",
    "Australasian", "Pacific Rim", "Nordic", "ACM/IEEE", "Eurographics",
)  # fmt: skip
_MEETINGS = (
    "Conference", "Conference", "Conference", "Symposium", "Workshop", "Congress", "Meeting",
    "Colloquium", "Conf.", "Symp.",
)  # fmt: skip
_FIELDS = (
    "Machine Learning", "Software Engineering", "Computer Vision and Pattern Recognition",
    "Robotics and Automation", "Artificial Intelligence", "Human Factors in Computing Systems",
    "Very Large Data Bases", "Computational Linguistics", "Language Resources and Evaluation",
    "Theory of Computing", "Foundations of Computer Science", "Neural Networks", "Phonetic Sciences",
    "Operating Systems Principles", "High Performance Computing", "Information Retrieval", "Logic",
    "Data Mining and Knowledge Discovery", "Cognitive Science", "Plasma Physics", "Superconductivity",
    "Control and Decision", "Acoustics, Speech, and Signal Processing", "Communications", "Soil Mechanics",
    "High Energy Physics", "Power Electronics", "Photovoltaic Energy Conversion", "Wireless Networks",
    "Programming Language Design and Implementation", "Digital Libraries", "Geotechnical Engineering",
    "Climate Change", "Composite Materials", "Document Analysis and Recognition", "Virtual Reality",
    "Parallel and Distributed Systems", "Music Information Retrieval", "Educational Research", "Economics",
    "Medical Imaging", "Bioinformatics", "Computer Graphics and Interactive Techniques", "Public Health",
    "Historical Linguistics", "African Linguistics", "Generative Grammar", "Archaeology", "Water Resources",
)  # fmt: skip
_ACRONYMS = (
    "ICML", "CVPR", "ICSE", "SIGMOD", "CHI", "ICRA", "VLDB", "NIPS", "AAAI", "IJCAI", "ACL", "EMNLP",
    "INTERSPEECH", "ICASSP", "STOC", "FOCS", "SOSP", "OSDI", "PLDI", "POPL", "KDD", "WWW", "LREC",
    "NeurIPS", "ICLR", "ECCV", "ICCV", "INFOCOM", "SIGGRAPH", "LICS", "CAV", "DAC", "ICIP", "IROS",
    "MICCAI", "UIST", "CSCW", "ISMIR", "COLING", "ECOOP", "OOPSLA", "ASPLOS", "ISCA", "CRYPTO",
)  # fmt: skip


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


_KINDS = (
    "Journal of {}", "Journal of {}", "{} Letters", "Annals of {}", "International Journal of {}",
    "{} Review", "Advances in {}", "{}", "Transactions on {}", "European Journal of {}",
    "Zeitschrift für {}", "Archiv für {}", "Revue de {}", "Revista de {}", "Rivista di {}",
    "J. {}", "Int. J. {}", "Acta {}", "Bulletin of {}", "{} Today", "Studies in {}", "{} Quarterly",
)  # fmt: skip
_SUBJECTS = (
    "Physics", "Chemistry", "Biology", "Linguistics", "Philosophy", "Economics", "History", "Law",
    "Education", "Psychology", "Medicine", "Nursing", "Geology", "Botany", "Zoology", "Statistics",
    "Mathematics", "Sociology", "Anthropology", "Theology", "Materials", "Energy", "Politics",
    "Management", "Marketing", "Finance", "Neurology", "Surgery", "Ecology", "Genetics", "Optics",
    "Philologie", "Philosophie", "Psychologie", "Linguistique", "Sociologie", "Historia", "Storia",
    "Filologia", "Pädagogik", "Kunstgeschichte", "Archäologie", "Media Studies", "Gender Studies",
)  # fmt: skip
# Journals that lists are full of and tables of full names have otherwise.
_WELL_KNOWN = (
    "Phys. Rev. A", "Phys. Rev. B", "Phys. Rev. C", "Phys. Rev. D", "Phys. Rev. E", "Phys. Rev. Lett.",
    "Phys. Lett. B", "Phys. Lett. A", "Nucl. Phys. B", "Nucl. Phys. A", "JHEP", "JCAP", "ApJ", "A&A",
    "MNRAS", "ApJS", "AJ", "PASP", "Astrophys. J.", "Astron. Astrophys.", "Mon. Not. R. Astron. Soc.",
    "J. Phys. A: Math. Gen.", "J. Phys. B: At. Mol. Opt. Phys.", "Rev. Mod. Phys.", "Nature", "Science",
    "Cell", "PNAS", "Proc. Natl. Acad. Sci. USA", "Proc Natl Acad Sci U S A", "J. Am. Chem. Soc.",
    "Angew. Chem. Int. Ed.", "J Biol Chem", "N Engl J Med", "Lancet", "BMJ", "JAMA", "PLoS One",
    "PLoS Biol", "Nucleic Acids Res.", "Commun. Math. Phys.", "Ann. Phys. (N.Y.)", "Z. Phys.",
    "Z. Phys. C", "Eur. Phys. J. C", "Nucl. Instrum. Methods Phys. Res. A", "J. Appl. Phys.",
    "Appl. Phys. Lett.", "Europhys. Lett.", "Solid State Commun.", "Physica A", "Physica B", "Nuovo Cimento",
    "Comptes Rendus de l'Académie des Sciences", "C. R. Acad. Sci. Paris", "Prog. Theor. Phys.",
    "Zh. Eksp. Teor. Fiz.", "Sov. Phys. JETP", "JETP Lett.", "Usp. Fiz. Nauk", "Adv. Math.",
    "Ann. of Math.", "Trans. Amer. Math. Soc.", "Proc. London Math. Soc.", "Invent. Math.",
    "Duke Math. J.", "Commun. ACM", "J. ACM", "IEEE Trans. Inf. Theory", "IEEE Trans. Pattern Anal. Mach. Intell.",
    "Lecture Notes in Computer Science", "Theoret. Comput. Sci.", "Am. J. Phys.", "Am Econ Rev", "QJE",
    "Econometrica", "Annales de physique", "Int. J. Mod. Phys. A", "Mod. Phys. Lett. A", "Class. Quantum Grav.",
    "Gen. Rel. Grav.", "Chem. Rev.", "J. Chem. Phys.", "J. Phys. Chem. B", "Tetrahedron Lett.", "Opt. Lett.",
    "Opt. Express", "Acta Cryst. A", "Polymer", "Macromolecules", "Langmuir", "Geophys. Res. Lett.",
    "J. Geophys. Res.", "Earth Planet. Sci. Lett.", "Yale L.J.", "Harv. L. Rev.", "Stan. L. Rev.",
    "Colum. L. Rev.", "Вопросы философии", "Вопросы языкознания", "Успехи физических наук",
    "Доклады Академии наук", "Журнал экспериментальной и теоретической физики", "Вестник МГУ",
    "Historische Zeitschrift", "Annales. Histoire, Sciences Sociales", "Revue historique",
    "Archivio Storico Italiano", "Hispania", "Past & Present", "PMLA", "ZHS", "Language", "Lingua",
)  # fmt: skip


def journal(rng: Random) -> str:
    """Return the name of a journal, well known or one that might exist."""
    if rng.random() < 0.65:
        return rng.choice(_WELL_KNOWN)
    subject = rng.choice(_SUBJECTS)
    if rng.random() < 0.3:
        subject += f" and {rng.choice(_SUBJECTS)}"
    return rng.choice(_KINDS).format(subject)


_PLACES = (
    "Lisbon, Portugal", "Berlin", "Seattle, WA", "Tokyo, Japan", "Kyoto", "Madrid, Spain", "Paris",
    "San Francisco, California, USA", "New York, NY, USA", "Beijing, China", "Seoul, Korea", "Vienna",
    "Amsterdam, The Netherlands", "Toronto, Canada", "Honolulu, Hawaii", "Sydney, Australia", "Roma",
    "Cambridge, MA", "Cambridge", "Boston", "Berlin/New York", "Dordrecht", "Heidelberg", "München",
    "Frankfurt am Main", "Frankfurt a.M.", "Oxford", "London", "Milano", "Torino", "Bologna", "Wien",
    "Zürich", "Basel", "Bern", "Stuttgart", "Tübingen", "Göttingen", "Leipzig", "Köln", "Genève",
    "Lausanne", "Louvain-la-Neuve", "Bruxelles", "Lyon", "Barcelona", "Buenos Aires", "México, D.F.",
    "São Paulo", "Rio de Janeiro", "Coimbra", "М.", "СПб.", "Москва", "Киев", "Warszawa", "Kraków",
    "Praha", "Budapest", "København", "Stockholm", "Oslo", "Helsinki", "Athens, Greece", "Singapore",
    "New Delhi", "Washington, D.C.", "Chicago and London", "Princeton, N.J.", "Hillsdale, NJ",
    "Englewood Cliffs, NJ", "Reading, Mass.", "Amsterdam & Philadelphia", "Thousand Oaks, CA", "Leiden",
    "Chichester, UK", "Ann Arbor", "Berkeley and Los Angeles", "Bloomington, IN", "Darmstadt", "Cham",
)  # fmt: skip


def place(rng: Random, known: Sequence[str]) -> str:
    """Return the name of a place."""
    return rng.choice(_PLACES) if rng.random() < 0.6 else rng.choice(known)


_UNIVERSITIES = (
    "University of {}", "University of {}", "{} University", "Université de {}", "Universität {}",
    "Universidad de {}", "Università di {}", "Universidade de {}", "Technical University of {}",
    "Department of Physics, University of {}", "University of California, {}", "Univ. {}",
    "Institut für Informatik, Universität {}", "{} State University", "École normale supérieure de {}",
    "School of Education, {} University", "Rijksuniversiteit {}", "{} Institute of Technology",
)  # fmt: skip
_SEATS = (
    "Berkeley", "Chicago", "Michigan", "Oxford", "Cambridge", "Toronto", "Melbourne", "Zürich", "Wien",
    "Heidelberg", "Paris", "Lyon", "Genève", "Madrid", "Barcelona", "Bologna", "Pisa", "Lisboa",
    "Coimbra", "Leiden", "Utrecht", "Oslo", "Helsinki", "Edinburgh", "Sussex", "Texas at Austin",
    "Massachusetts", "Georgia", "Ohio", "Washington", "Arizona", "Minnesota", "Freiburg", "Tübingen",
)  # fmt: skip


def university(rng: Random) -> str:
    """Return the name of a university that might exist."""
    if rng.random() < 0.2:
        return rng.choice(
            ("MIT", "Harvard University", "Stanford University", "ETH Zürich", "UCLA", "Caltech",
             "Massachusetts Institute of Technology", "Humboldt-Universität zu Berlin", "TU Wien",
             "Sorbonne Université", "Freie Universität Berlin", "LMU München", "McGill University")
        )  # fmt: skip
    return rng.choice(_UNIVERSITIES).format(rng.choice(_SEATS))


_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XV", "XVIII",
    "XX", "XXI", "XXIV", "XXX", "XXXII", "XL", "XLV", "LII", "LX", "LXXVI", "XC", "CXII",
)  # fmt: skip


def volume(rng: Random) -> str:
    """Return a volume: mostly digits, else roman, doubled, lettered, a year."""
    drawn = rng.random()
    if drawn < 0.6:
        return str(rng.choice((rng.randint(1, 40), rng.randint(1, 150), rng.randint(100, 700))))
    if drawn < 0.78:
        return rng.choice(_ROMAN)
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
    return rng.choice(
        (
            f"10.1016/j.{rng.choice(('cub', 'neuron', 'cell', 'jfa', 'aop', 'physletb', 'lingua'))}"
            f".{year}.{rng.randint(1, 12):02}.{rng.randint(1, 120):03}",
            f"10.1103/PhysRev{rng.choice(('A', 'B', 'D', 'E', 'Lett'))}.{rng.randint(1, 130)}.{number}",
            f"10.1038/s{rng.randint(41000, 42999)}-0{rng.randint(10, 25)}-{number:05}-{rng.choice('0123456789xwyz')}",
            f"10.1371/journal.pone.{number:07}",
            f"10.1007/s{rng.randint(10000, 12999):05}-0{rng.randint(10, 25)}-{number:04}-{rng.randint(0, 9)}",
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
            f"10.1002/(SICI)1097-{number:04}({year}0{rng.randint(1, 9)}15)12:3<{number % 400}::AID-X1>3.0.CO;2-{rng.choice('ABKM')}",
        )
    )  # fmt: skip


_HOSTS = (
    "www.who.int", "www.nytimes.com", "www.jstor.org", "en.wikipedia.org", "www.bbc.co.uk", "github.com",
    "www.oecd.org", "hal.archives-ouvertes.fr", "www.theguardian.com", "www.zeit.de", "www.unesco.org",
    "ec.europa.eu", "www.nber.org", "papers.ssrn.com", "www.youtube.com", "web.archive.org", "www.epa.gov",
    "www.cdc.gov", "www.researchgate.net", "www.stat.berkeley.edu", "www.persee.fr", "gallica.bnf.fr",
    "nbn-resolving.de", "dspace.mit.edu", "arxiv.org", "www.scielo.br", "plato.stanford.edu", "www.rand.org",
    "cran.r-project.org", "www.ifla.org", "hdl.handle.net", "www.academia.edu", "www.lemonde.fr",
)  # fmt: skip
_STEPS = (
    "publications", "report", "index.php", "article", "view", "news", "papers", "docs", "files", "stable",
    "wiki", "archive", "research", "abs", "pdf", "2014", "2008", "03", "17", "content", "en", "library",
    "statistics", "climate-change", "machine_learning", "w12345", "10125", "~smith", "pub", "item",
)  # fmt: skip


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


_CLASSES = (
    "hep-th", "hep-ph", "astro-ph", "quant-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "math-ph",
    "nucl-th", "math", "cs",
)  # fmt: skip
_NEW_CLASSES = (
    "cs.CL", "cs.LG", "cs.CV", "stat.ML", "math.AG", "hep-th", "hep-ph", "astro-ph.CO", "gr-qc", "quant-ph",
    "cond-mat.str-el", "math.PR", "cs.AI", "econ.EM", "q-bio.NC", "physics.optics", "astro-ph.GA",
)  # fmt: skip


def arxiv(rng: Random) -> str:
    """Return an arXiv id, old or new."""
    year, month = rng.randint(7, 25), rng.randint(1, 12)
    if rng.random() < 0.35:
        return f"{rng.choice(_CLASSES)}/{rng.randint(91, 106) % 100:02}{month:02}{rng.randint(1, 999):03}"
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
        (str(number), str(number), f"TR-{number}", f"CS-TR-{number}", f"{rng.randint(70, 99)}-{number % 100:02}",
         f"{rng.randint(1970, 2024)}/{number % 60 + 1:02}", f"UCB/CSD-{rng.randint(70, 99)}-{number % 900:03}",
         f"MIT-CTP-{number}", f"CERN-TH-{rng.randint(70, 99)}-{number % 400}", f"RM-{number}-PR",
         f"w{number}", f"WP {number % 300}", f"{number % 300}/{rng.randint(80, 99)}", f"A/{number % 80}/{number % 300}")
    )  # fmt: skip


def patent_number(rng: Random) -> str:
    """Return the number of a patent as people write it."""
    number = rng.randint(3_000_000, 11_999_999)
    return rng.choice(
        (f"US{number}", f"US {number:,}", f"{number:,}", f"US{rng.randint(2001, 2024)}{number:07}A1",
         f"EP {number % 4_000_000}", f"WO {rng.randint(1990, 2024)}/{number % 1_000_000:06}", f"DE{number}A1",
         f"U.S. Patent No. {number:,}"[16:], f"JP{number}", f"CN{number}B")
    )  # fmt: skip


def standard_number(rng: Random) -> str:
    """Return the number of a standard or specification."""
    number = rng.randint(100, 29999)
    return rng.choice(
        (f"ISO {number}", f"ISO/IEC {number}-{rng.randint(1, 9)}", f"DIN EN {number}", f"RFC {number % 9000 + 100}",
         f"3GPP TS {rng.randint(21, 38)}.{rng.randint(1, 999):03}", f"IEEE Std 802.{rng.randint(1, 22)}",
         f"ISO {number}:{rng.randint(1980, 2024)}", f"ASTM D{number % 9000}", f"ITU-T Rec. G.{number % 1000}",
         f"ETSI EN 300 {number % 1000:03}", f"ANSI Z39.{number % 100}")
    )  # fmt: skip
