"""The templates of `training.layouts`, by type of record; see there for what their signs mean."""

from __future__ import annotations

_NO = "‹no. |No. |no |n° |nº |Nr. |H. |Heft |issue |fasc. |№ |num. |n. ›"
_PP = "‹pp. |pp |p. |p |S. |pages |pág. |págs. |s. |||›"
_ENDING = "‹.|.|.|.|||;|,›"
_TITLE = "‹“{title}”|\"{title}\"|‘{title}’|'{title}'|«{title}»|« {title} »|„{title}“|``{title}''›"
_IN = "‹In: |In |in: |in |In ‹›|dans |Dans: |en |En: |em |In: ‹››"
_EDS = "‹(Hrsg.)|(Hg.)|(eds.)|(Eds.)|(ed.)|(Ed.)|, eds.|, ed.|(a cura di)|(dir.)|(éd.)|(éds.)|(org.)|(orgs.)|(coord.)|(coords.)|, editors|, editor|(red.)›"
_BY = "‹ed. |ed. by |edited by |Ed. |hrsg. von |hg. v. |herausgegeben von |sous la dir. de |sous la direction de |éd. par |a cura di |a c. di |ed. de |coord. |dir. |eds. ›"
_ACCESSED = "‹(accessed {accessed})|[accessed {accessed}]|Accessed {accessed}|accessed on {accessed}|(Abruf: {accessed})|abgerufen am {accessed}|(letzter Zugriff: {accessed})|(Zugriff am {accessed})|consulté le {accessed}|[Consulté le {accessed}]|(page consultée le {accessed})|consultado el {accessed}|[consulta: {accessed}]|Acesso em: {accessed}|consultato il {accessed}|(ultimo accesso: {accessed})|geraadpleegd op {accessed}|дата обращения: {accessed}|(last visited {accessed})|last checked on {accessed}|Date accessed: {accessed}|viewed {accessed}|Retrieved on {accessed}›"
_WEB = "‹Available at: {url}|Available at {url}|Available from: {url}|URL: {url}|URL {url}|<{url}>|{url}|{url}|[online] {url}|Online: {url}|verfügbar unter: {url}|Disponible sur : {url}|Disponible en: {url}|Disponível em: <{url}>|disponibile su {url}|Режим доступа: {url}|At: {url}|See {url}|(URL={url})|Web: {url}›"

ARTICLE = (
    # physics and chemistry, mostly without titles
    "{author:IF}, {journal} {volume}, {first} ({year})" + _ENDING,
    "{author:IF}, {journal} {volume}, {pages} ({year})" + _ENDING,
    "{author:IFt}, {journal} {volume} ({year}) {first}" + _ENDING,
    "{author:IF}, {journal} {volume} ({year}) {pages}" + _ENDING,
    "{author:IF}: {journal} {volume}, {first} ({year})" + _ENDING,
    "{author:IC}, {journal}, {volume}, {first}, ({year})" + _ENDING,
    "{author:IF}. {journal} {volume}, {pages} ({year});",
    "{author:IF}, {journal} ‹Vol. |vol. ›{volume}, ‹No. |no. ›{issue}, ‹p. |pp. ›{pages} ({year})"
    + _ENDING,
    "{author:FKs}, {journal}, {volume} ({year}) {first}" + _ENDING,
    "{author:FI} {year}, {journal}, {volume}, {first}",
    "{author:FIt} {year} {journal} {volume} {first}",
    "{author:IF}, {title}, {journal} {volume} ({year}) {pages}" + _ENDING,
    "{author:IF}, “{title},” {journal} {volume}⟦({issue})⟧, {pages} ({year})" + _ENDING,
    "{author:IF}, {journal} {volume}, {first} ({year})‹ [|, |; |, e-print |, preprint ›‹arXiv:|arXiv:|arXiv: |›{arxiv}‹ [{class}]|||›‹]||.›",
    "{author:IF}, {title}, {journal} {volume} ({year}) {pages}, ‹[|›‹arXiv:|arXiv: |›{arxiv}‹ [{class}]||›‹]||.›",
    "{author:FIt}, {author:FIt}, {journal} {volume}({year}) {first}.",
    "{author:IF}⟦, {title}⟧, {journal} ‹{volume}|{volume} ({issue})|{volume}, no. {issue}›, {pages}, {year}"
    + _ENDING,
    "{author:F}, {journal} {volume}, {first}, {year}",
    "{author:IF}, {journal}, ‹to be published|in press|submitted|to appear›.",
    # numbers and titles
    "{author}‹, |. |: |. ›{title}‹. |, |. ›{journal}‹, |. | ›{volume}⟦({issue})⟧‹: |, |:|, pp. ›{pages}‹, {year}| ({year})|. {year}|; {year}›"
    + _ENDING,
    "{author} ({year})‹ |: |. |, ›{title}‹. |, |. In: ›{journal} {volume}⟦‹({issue})|/{issue}|.{issue}|:{issue}|, {issue}|, no. {issue}›⟧‹: |, |, S. |, pp. |:›{pages}"
    + _ENDING,
    "{author}. {year}. {title}. {journal} {volume}⟦‹({issue})|.{issue}|, no. {issue}›⟧‹: |. |:|, ›{pages}"
    + _ENDING,
    "{author}, {year}. {title}. {journal}, {volume}⟦({issue})⟧‹: |, |, pp. |, p. ›{pages}"
    + _ENDING,
    "{author}, {year}, {title}: {journal}, v. {volume}⟦, no. {issue}⟧, p. {pages}" + _ENDING,
    "{author} ({year}): "
    + _TITLE
    + "‹, |. ›‹in: |In: |›{journal}‹, | ›{volume}⟦‹: {issue}|({issue})|/{issue}|, {issue}›⟧, "
    + _PP
    + "{pages}"
    + _ENDING,
    "{author}: {title}. In: {journal} {volume} ({year})⟦, ‹H. |Nr. |Heft |Nr. |›{issue}⟧, S. {pages}"
    + _ENDING,
    "{author:FG}: {title}, in: {journal} {volume} ({year}), ‹S. |›{pages}" + _ENDING,
    "{author:GF}: {title}, in: {journal}, ‹Bd. |Jg. |›{volume}, {year}⟦, H. {issue}⟧, S. {pages}"
    + _ENDING,
    "{author:GF}, {title}, in: {journal} {volume}⟦/{issue}⟧ ({year}), {pages}" + _ENDING,
    "{author:FG}, {title}, in: {journal} {volume}, {year}, {pages}" + _ENDING,
    "{author:FJ}⟦ ({year})⟧ {title}. {journal} {volume}‹:|: ›{pages}" + _ENDING,
    "{author:FJ}. {title}. {journal}‹. | ›{year}‹;|; ›{volume}⟦({issue})⟧‹:|: ›{pages}" + _ENDING,
    "{author:FJs}: {title}. {journal} {volume}‹:|: ›{pages}, {year}" + _ENDING,
    "{author:FJs}: {title}. {journal} {year}, {volume}⟦({issue})⟧:{pages}" + _ENDING,
    "{author:FK}, {title}, {journal}, {volume} ({year}), ‹pp. |p. |›{pages}" + _ENDING,
    "{author:FK}, “{title}”, {journal}, ‹vol. |Vol. ›{volume}⟦, ‹no. |No. |n. ›{issue}⟧, ‹pp. |pp.|p. ›{pages}‹, {year}|, {date}|. {date}›"
    + _ENDING,
    '{author:IF}, "{title}", {journal}, ‹vol. |Vol. |vol.|Vol.›{volume}⟦, ‹no. |No. |no.|issue ›{issue}⟧, ‹pp. |pp.|p. ›{pages}, ‹{date}|{year}›'
    + _ENDING,
    "{author:IF}, {title}. {journal}, {volume}⟦({issue})⟧:{pages}, ‹{date}|{year}›" + _ENDING,
    "{author:GF}. {title}. {journal}, {volume}⟦({issue})⟧:{pages}, ‹{date}|{year}›" + _ENDING,
    "{author:GF}. {title}. ‹{journal}|In {journal}›, ‹volume |vol. |›{volume}, pages {pages}, {year}"
    + _ENDING,
    "{author:FG}. “{title}.” {journal} {volume}⟦‹.{issue}|, no. {issue}|:{issue}| ({issue})›⟧ (‹{year}|{date}›): {pages}"
    + _ENDING,
    "{author:FG}, ‘{title}’, {journal}, ‹vol. |›{volume}⟦, ‹no. |›{issue}⟧ ({year}), ‹pp. |›{pages}"
    + _ENDING,
    "{author:GF}, “{title},” {journal} {volume}⟦, no. {issue}⟧ (‹{year}|{date}›): {pages}"
    + _ENDING,
    "{author:GF}, '{title}', {journal}, {volume} ({year}), ‹pp. |›{pages}" + _ENDING,
    "{author:GF}, {title}, {volume} {journal} {first} ({year})" + _ENDING,
    "{author:GF}, {title}, {volume} {journal} {first}, {first} (‹{year}|{date}›)" + _ENDING,
    "{author:GC}, “{title}”, {journal}, {volume} ({year}), p. {pages}" + _ENDING,
    "{author:CG}‹, |. ›« {title} »‹, |. ›{journal}, ‹t. |vol. |tome |›{volume}⟦, ‹n° |n°|nº ›{issue}⟧, ‹{year}|{date}›, ‹p. |pp. ›{pages}"
    + _ENDING,
    "{author:CB}‹. - |, |. — |. – ›{title}‹. - |, |. – ›{journal}, {year}, ‹{volume}|t. {volume}|vol. {volume}›⟦, ‹n° |›{issue}⟧, ‹p. |›{pages}"
    + _ENDING,
    "{author:FB}, « {title} », ‹dans |in |›{journal}, ‹t. |vol. ›{volume}⟦, n° {issue}⟧, {year}, p. {pages}"
    + _ENDING,
    "{author:CI} ({year}) – {title}. {journal}, {volume} ‹: |, p. ›{pages}" + _ENDING,
    "{author:CI}, {year}. – {title}. {journal}, {volume}⟦ ({issue})⟧ : {pages}" + _ENDING,
    "{author:IF}, {title}, ‹in «{journal}»|«{journal}»|in {journal}›, {volume}⟦, ‹n. |›{issue}⟧, {year}, pp. {pages}"
    + _ENDING,
    "{author:GF}, {title}, in «{journal}», {volume} ({year})⟦, {issue}⟧, pp. {pages}" + _ENDING,
    "{author:CI}, ‹{title}|«{title}»›, «{journal}», ‹a. |vol. |›{volume}⟦, n. {issue}⟧ ({year}), pp. {pages}"
    + _ENDING,
    "{author:CG} ({year}): «{title}», {journal}, {volume}⟦‹ ({issue})|, núm. {issue}|, n.º {issue}›⟧, ‹pp. |págs. ›{pages}"
    + _ENDING,
    "{author:FG}. “{title}”. {journal}⟦, ‹vol. |v. |Vol. ›{volume}⟧⟦, ‹núm. |n. |nº |n.º ›{issue}⟧ ({year}), ‹pp. |p. |págs. ›{pages}"
    + _ENDING,
    "{author:CIc} {title}. {journal}, ‹v. |›{volume}⟦, n. {issue}⟧, p. {pages}, ‹{year}|{date}›"
    + _ENDING,
    "{author:CG}. {title}. {journal}, {place}, v. {volume}⟦, n. {issue}⟧, p. {pages}, {date}.",
    "{author:FK} {title} // {journal}. ‹– |— |›{year}. ‹– |— |›‹Т. |Vol. |Вып. ›{volume}⟦, ‹№ |№|вып. ›{issue}⟧. ‹– |— |›‹С. |С.|P. |Pp. ›{pages}.",
    "{author:FK} {title} // {journal}, {year}⟦, № {issue}⟧, ‹с. |c. ›{pages}.",
    "{author:FK}, {title} / {author:FK} // {journal}. – {year}. – ‹Т. |Vol. ›{volume}. – ‹С. |P. ›{pages}.",
    "{author:FK}, {year}. {title}. {journal}, {volume}⟦({issue})⟧: {pages}‹ ({inlanguage}).| [{inlanguage}].|.›",
    "{author:FG}. {year}. ‘{title}’, {journal}, {volume}⟦, {issue}⟧, {pages}" + _ENDING,
    '{author:FG} ({year}), "{title}", {journal}, Vol. {volume}⟦ No. {issue}⟧, pp. {pages}'
    + _ENDING,
    "{author:FG} ({year}) ‘{title}’, {journal}, {volume}⟦({issue})⟧, pp. {pages}" + _ENDING,
    "{author:FG}, “{title},” {journal} {volume}⟦:{issue}⟧ ({year}), {pages}" + _ENDING,
    '{author:FG}, "{title}" {journal}, {date}, {volume}⟦ ({issue})⟧, {pages}' + _ENDING,
    "{author:FGn}, {title}. {journal}, ‹{date}|{year}›, {volume}⟦({issue})⟧, {pages}" + _ENDING,
    # publication lists: title or year first, author last, nothing else
    "{title}⟦ ‹(with {author:GF})|with {author:GF}|(avec {author:GF})|(mit {author:GF})›⟧‹, |. ›{journal} {volume}⟦({issue})⟧, {year}‹, |: ›{pages}"
    + _ENDING,
    "{year}‹. |: |, | ›“{title}”‹, |. ›{journal} {volume}⟦:{issue}⟧‹, |: ›{pages}" + _ENDING,
    "{title}. {author:IF}. {journal} {volume}⟦({issue})⟧‹:|, ›{pages} ({year})" + _ENDING,
    "{title}‹, |. |\n›{author:GF}‹, |. |\n›{journal}‹, | ›{volume}⟦({issue})⟧‹, |:›{pages}, {year}"
    + _ENDING,
    "{title}, {journal}, {date}" + _ENDING,
    "({year})‹ |. ›{author:FI} {title}. {journal}, {volume}⟦({issue})⟧, {pages}" + _ENDING,
    "{year} {author:FI}, {title}, {journal} {volume}, {pages}",
    "{author}, {title}, {journal} ({year})" + _ENDING,
    "{author} ({year}). {title}. {journal}" + _ENDING,
    "{author}. {title}. {journal}‹ {year}|, {year}|. {year}|, in press|, forthcoming›" + _ENDING,
    "“{title},” {author:GF}, {journal}, {date}" + _ENDING,
    "{author:FI} ({year}). {title}. {journal}, {volume}⟦({issue})⟧, {pages}" + _ENDING,
    "{author}, ‹" + _TITLE + "|{title}›, {journal}, ‹n° |n°|Nr. |no. |H. |№ |n. ›{issue}, {date}‹, p. {pages}|, S. {pages}|, {pages}|›" + _ENDING,
    "{author:CGn}, « {title} », {journal}‹, |›n°{issue}, {date}‹, p.{pages}|›" + _ENDING,
    "{author} ({year}). « {title} ». {journal}⟦, vol. {volume}⟧, n°{issue}, p. {pages}" + _ENDING,
    "{author:IF}, {journal}⟦ ({place})⟧ {volume}, {first} ({year})" + _ENDING,
    # what stands at the head of an article's own pages
    "{journal}‹, | ›{date}‹, p. |, pp. |, p.›{pages} Vol. {volume}⟦, No. {issue}⟧",
    "{journal} {volume} ({year}) {pages}",
    "{journal}, ‹Vol. |VOL. ›{volume}⟦, ‹No. |NO. ›{issue}⟧, {date}‹, pp. {pages}|›",
    "{journal} {year}, {volume}⟦({issue})⟧:{pages}" + _ENDING,
    "{journal} ‹Volume |Vol. |Vol |Bd. |t. ›{volume}, {date}‹, Pages |, pages |, S. |: ›{pages}"
    + _ENDING,
    "{journal} {volume}‹, |: ›{pages} ‹[{year}]|({year})|, {year}›" + _ENDING,
    "{year} {journal} {volume} {first}",
    "⟦‹doi:|DOI: |doi: |›{doi} ⟧{journal} {volume}⟦, {issue}⟧ ({year})",
)

BOOK = (
    "{author}‹, |. |: ›{title}‹, |. |. ›⟦‹{edition} ed., |{edition} ed. |{edition} edition, |›⟧‹{place}: {publisher}, {year}|{publisher}, {place}, {year}|{publisher}, {place} ({year})|({place}: {publisher}, {year})|{place}, {publisher}, {year}|{publisher}, {year}|{place} {year}|({publisher}, {place}, {year})|{place}, {year}|{publisher} ({year})›"
    + _ENDING,
    "{author:IF}, {title} ‹({publisher}, {place}, {year})|({publisher}, {year})|({publisher}: {place}, {year})›⟦, ‹Vol. |vol. ›{volume}⟧‹, p. {first}|, Chap. 3|›"
    + _ENDING,
    "{author:IF}, {title}, {publisher}, {place}, {year}" + _ENDING,
    "{author:IF}: {title} ({publisher}, {place} {year})" + _ENDING,
    "{author} ({year})‹. |: |, | ›{title}⟦ ‹({edition} ed.)|. {edition} ed.|, {edition} edn›⟧‹. |, ›‹{place}: {publisher}|{publisher}, {place}|{publisher}: {place}|{publisher}|{place}›"
    + _ENDING,
    "{author}. {year}. {title}‹. |, ›⟦{edition} ed. ⟧‹{place}: {publisher}|{publisher}, {place}|{publisher}›⟦. ({series} {seriesno})⟧"
    + _ENDING,
    "{author:FG}: {title}. ⟦‹{edition} Aufl. |{edition} Auflage. ›⟧⟦(= {series}. ‹Bd. |›{seriesno}). ⟧{place}: {publisher}‹, | ›{year}"
    + _ENDING,
    "{author:GF}: {title}, {place} {year}⟦ ({series}, ‹Bd. |›{seriesno})⟧‹, S. {pages}|›" + _ENDING,
    "{author:FG}, {title}, {place} {year}" + _ENDING,
    "{author:FG}: {title}. {place} {year}" + _ENDING,
    "{author:CG}‹, |. ›{title}, {place}, {publisher}, {year}‹, {npages} p|, {npages} p.|, p. {pages}|›"
    + _ENDING,
    "{author:CB}‹. - |, |. – ›{title}. ‹- |– |›{place} : {publisher}, {year}. ‹- {npages} p.|{npages} p.|›",
    "{author:FB}, {title}, {place}, {publisher}, ⟦coll. « {series} »⟦, n° {seriesno}⟧, ⟧{year}‹, p. {pages}|›"
    + _ENDING,
    "{author:GC}, {title}, {publisher}, {place}, {year}" + _ENDING,
    "{author:IC}, {title}, {place}, {publisher}, {year}‹, pp. {pages}|, p. {first}|›" + _ENDING,
    "{author:IF}, {title}, {publisher}, {place} {year}‹, pp. {pages}|›" + _ENDING,
    "{author:CG} ({year}): {title}. {place}: {publisher}" + _ENDING,
    "{author:CG}. {title}. ⟦{edition} ed. ⟧{place}: {publisher}, {year}‹. {npages} p|›.",
    "{author:FK} {title}. ‹– |— |›{place}‹: | : ›{publisher}, {year}. ‹– |— |›‹{npages} с.|{npages} p.|С. {pages}.›",
    "{author:FK} {title}. {place}, {year}‹. {npages} с.|. С. {pages}.|.›",
    "{author:FI} ({year}) {title}⟦ (trans. {translator:IF})⟧. {publisher}, {place}" + _ENDING,
    "{author:FG}. {title}. ⟦‹Trans. |Translated by |Übers. von |Aus dem Engl. von |Trad. ›{translator:GF}. ⟧⟦{edition} ed. ⟧{place}: {publisher}, {year}"
    + _ENDING,
    "{author:FG}, {title}⟦, ‹trans. |tr. |translated by ›{translator:GF}⟧ ({place}: {publisher}, {year})‹, {pages}|, pp. {pages}|, p. {first}|›"
    + _ENDING,
    "{author:GF}, {title} ({place}: {publisher}, {year}), {first}" + _ENDING,
    "{author:GF}, {title} ({year})" + _ENDING,
    "{author:GF}, {title} {first} (⟦{edition} ed. ⟧{year})" + _ENDING,
    "{author:FJ}. {title}. ⟦{edition} ed. ⟧{place}: {publisher}; {year}" + _ENDING,
    "{author:FJ} ({year}) {title}. {place}: {publisher}. {npages} ‹p|pp›" + _ENDING,
    "{author:GF}. {title}⟦, volume {seriesno} of {series}⟧. {publisher}, ⟦{place}, ⟧⟦{edition} edition, ⟧{year}"
    + _ENDING,
    "{author:IF}, {title}⟦, ‹{series}|ser. {series}|{series}, vol. {seriesno}|{series} {seriesno}›⟧. {place}: {publisher}, {year}"
    + _ENDING,
    "{editor}"
    + _EDS
    + "‹: |, |. ›{title}. ‹{place}: {publisher}, {year}|{publisher}, {place}, {year}|{place} {year}›"
    + _ENDING,
    "{editor} "
    + _EDS
    + " ({year})‹. |: |, ›{title}. ‹{place}: {publisher}|{publisher}, {place}›"
    + _ENDING,
    "{title}‹, |. ›⟦"
    + _BY
    + "{editor:GF}, ⟧‹{place}: {publisher}, {year}|{publisher}, {year}|{place} {year}›"
    + _ENDING,
    "{title}, {author:GF}‹, |. ›{publisher}, {year}‹, ISBN {isbn}|›",
    "{author:FG} ({year}), {title}, {place}: {publisher}" + _ENDING,
    "{author:FG} {year}‹. |, |: ›{title}‹. |, ›{place}: {publisher}" + _ENDING,
    "{author:FG}. {title}. {publisher}, {year}‹. Print|›" + _ENDING,
    "{author}. {title}. {publisher}. {year}",
    "{author}‹, |. ›{title}⟦ ({series})⟧ {publisher} {place} {year}",
    "{author:FI} ({year}/{year}). {title}. {place}: {publisher}.",
    "{author:FI} ({year}). {title}. {place}: {publisher}.",
)

CHAPTER = (
    "{author}‹, |. |: ›{title}‹, |. |. ›"
    + _IN
    + "⟦{editor:IF} "
    + _EDS
    + "‹, |: |. ›⟧{container}‹, |. ›‹{place}: {publisher}, {year}|{publisher}, {place}, {year}|{publisher}, {year}|{place} {year}›‹, pp. |, p. |, S. |, |: |. Pp. ›{pages}"
    + _ENDING,
    "{author} ({year})‹. |: |, | ›{title}. "
    + _IN
    + "⟦{editor:IF} "
    + _EDS
    + "‹, |: | ›⟧{container} (‹pp. |S. |p. |›{pages}). ‹{place}: {publisher}|{publisher}, {place}|{publisher}›"
    + _ENDING,
    "{author}. {year}. {title}. ‹In |In: ›⟦{editor:GF} ‹(ed.)|(eds.)|(Hg.)›, ⟧{container}, ‹pp. |›{pages}. {place}: {publisher}"
    + _ENDING,
    "{author:FG}: {title}. In: {editor:FG} ‹(Hrsg.)|(Hg.)|(Hgg.)›: {container}. ⟦(= {series}. Bd. {seriesno}). ⟧{place}‹: {publisher}, | ›{year}, S. {pages}"
    + _ENDING,
    "{author:GF}, {title}, in: {editor:GF} ‹(Hrsg.)|(Hg.)|(eds.)›, {container}, {place} {year}, ‹S. |›{pages}"
    + _ENDING,
    "{author:GF}: {title}, in: {container}, ‹hrsg. von |hg. v. |hg. von |ed. ›{editor:GF}, {place} {year}⟦ ({series} {seriesno})⟧, S. {pages}"
    + _ENDING,
    "{author:CG}‹, |. ›« {title} »‹, |. ›‹in |dans |In : |dans : ›⟦{editor:GC} (‹dir.|éd.|éds›), ⟧{container}, {place}, {publisher}, {year}, p. {pages}"
    + _ENDING,
    "{author:CB}. - {title}. - In : {editor:CB} ‹(éd.)|(dir.)›, {container}. - {place} : {publisher}, {year}, p. {pages}.",
    "{author:FB}, « {title} », dans {editor:FB} (dir.), {container}, {place}, {publisher}, {year}, p. {pages}.",
    "{author:IF}, {title}, in {container}, a cura di {editor:IF}, {publisher}, {place} {year}, pp. {pages}"
    + _ENDING,
    "{author:IC}, {title}, in {editor:IC} (a cura di), {container}, {place}, {publisher}, {year}, pp. {pages}"
    + _ENDING,
    "{author:CG} ({year}): «{title}», en {editor:GF} (‹eds.|coord.|dir.›): {container}. {place}: {publisher}, pp. {pages}"
    + _ENDING,
    "{author:CG}. {title}. In: {editor:CG} (‹Org.|Orgs.|Ed.›). {container}. {place}: {publisher}, {year}. p. {pages}.",
    "{author:FK} {title} // {container}. ‹– |— |›{place}: {publisher}, {year}. ‹– |— |›С. {pages}.",
    "{author:FK} {title} // {container} / ‹под ред. |Под ред. ›{editor:IF}. {place}, {year}. С. {pages}.",
    "{author:IF}, in {container}, ‹edited by |ed. |eds. ›{editor:IF} ({publisher}, {place}, {year}), p. {first}"
    + _ENDING,
    "{author:IF}, in: {container}, ‹eds. |ed. ›{editor:IF} ({publisher}, {place}, {year}) ‹p. |pp. ›{pages}"
    + _ENDING,
    "{author:IF}, “{title},” in {container}, {editor:IF}, ‹Eds.|Ed.›, {place}: {publisher}, {year}, pp. {pages}"
    + _ENDING,
    "{author:FG}. “{title}.” {container}. ‹Ed. |Eds. |Edited by ›{editor:GF}. {place}: {publisher}, {year}. {pages}. ‹Print.|›",
    "{author:GF}, “{title},” in {container}, ‹ed. |edited by ›{editor:GF} ({place}: {publisher}, {year}), {pages}"
    + _ENDING,
    "{author:GF}, ‘{title}’, in {editor:GF} ‹(ed.)|(eds)|, ed.,|, eds.,› {container} ({place}: {publisher}, {year}), pp. {pages}"
    + _ENDING,
    "{author:GF}, {title}, in {container} {first} ({editor:GF} ‹ed., |eds., ›{year})" + _ENDING,
    "{author:FI}, {year}. {title}. In: {editor:FI} ‹(Eds.)|(Ed.)|(eds)›, {container}. {publisher}, {place}, pp. {pages}"
    + _ENDING,
    "{author:FJ} ({year}) {title}. In: {editor:FJ}, ‹editors|editor|eds›. {container}. {place}: {publisher}. pp. {pages}"
    + _ENDING,
    "{author:FJ}. {title}. In: {editor:FJ} ‹(eds)|(ed)|, eds.›‹ |. ›{container}. {publisher}, {place}, {year}:{pages}"
    + _ENDING,
    "{author:GF}. {title}. In {editor:GF}, ‹editors|editor›, {container}⟦, volume {seriesno} of {series}⟧, pages {pages}. {publisher}, ⟦{place}, ⟧{year}"
    + _ENDING,
    "{author:FG} ({year}): “{title}”, in {editor:GF} (eds): {container}. {place}: {publisher}, {pages}"
    + _ENDING,
    "{author:FG} {year}: {title}. In: {editor:FG} (Hg.): {container}. {place}: {publisher}, {pages}"
    + _ENDING,
    "{title}, in {container}, {editor:GF}, ed., {publisher}, {year}" + _ENDING,
    "“{title}.” In {container}, ed. {editor:GF}, {pages}. {publisher}, {year}" + _ENDING,
    "{author}: {title}. {container}. ‹Hrsg. |Ed. ›{editor}. {place} {year}. {pages}.",
    "{author:FG}, ‘{title}’ ({pages}), in {editor:GF} ‹(ed.)|(eds)›, {container}, {place}: {publisher}, {year}" + _ENDING,
    "{author:IF}, {title}, {pages}, in {container}, {editor:IF}, eds., {publisher}, {year}" + _ENDING,
    "{author} ({year}) {title}, chapter ‹3|5|12› in {container}, {publisher}" + _ENDING,
)

PROCEEDINGS = (
    "{author:IF}, “{title},” in ‹{container}|{meeting}›⟦, ‹vol. |Vol. ›{volume}⟧, ‹{venue}, |›{date}, pp. {pages}"
    + _ENDING,
    "{author:GF}. {title}. In ‹{container}|{meeting}›⟦, volume {volume}⟧, pages {pages}‹, {venue}|›, ‹{date}|{year}›‹. ACM|. IEEE|›"
    + _ENDING,
    "{author:IF}. {title}. In ‹{container}|{meeting}› ({venue}, {date}), ‹pp. |pages |›{pages}"
    + _ENDING,
    "{author:FI} {title}. In ‹{container}|{meeting}›. {publisher}, {place}, {year}, ‹pp. |›{pages}"
    + _ENDING,
    "{author:FIt}: {title}. In: ‹⟦{editor:FIt} (eds.) ⟧|›‹{container}|{meeting}›⟦. {series}, vol. {seriesno}⟧, pp. {pages}. ‹{publisher}|Springer›⟦, {place}⟧ ({year})"
    + _ENDING,
    "{author:FIt} ({year}) {title}. In: ‹{container}|{meeting}›, {venue}, pp {pages}" + _ENDING,
    "{author:FI} ({year}). {title}. ‹In |Paper presented at the |Presented at |In Proceedings of the |Poster presented at ›{meeting}‹, {venue}|. {venue}|›‹ (pp. {pages})|›"
    + _ENDING,
    "{author:IF}, {title}, ‹in: |in |›‹{container}|{meeting}›, {venue} ({year}), ‹p. |pp. ›{pages}"
    + _ENDING,
    "{author:IF}, {title}, {meeting}, {venue}, {date}" + _ENDING,
    "{author:IF}, in ‹{container}|{meeting}›‹, ‹edited by |ed. ›{editor:IF}|› ({publisher}, {place}, {year}), p. {first}"
    + _ENDING,
    "{author:GF}, {title}‹, talk at |, invited talk, |, paper read at |, Vortrag auf der |, communication au |: ›{meeting}, {venue}, {date}"
    + _ENDING,
    "{author:FG}: {title}. In: {meeting}, {venue}, {date}, S. {pages}" + _ENDING,
    "{author:FK} {title} // {meeting}. {venue}, {year}. С. {pages}.",
    "{title}. {author:IF}. ‹{container}|{meeting}›‹, {venue}|›, {date}" + _ENDING,
    "{author:FJ}. {title}. ‹In: |›{meeting}; {date}; {venue}. ‹p. |pp. ›{pages}" + _ENDING,
    "{meeting}, {date}, {venue}" + _ENDING,
    "{author}. {title}. {meeting}, {year}" + _ENDING,
    "{author} {year}. {title}, ‹{container}|{meeting}›, {venue}: {publisher}, {pages}" + _ENDING,
)

THESIS = (
    "{author:IF}, ‹“{title},”|{title},|› {genre}, {publisher}⟦, {place}⟧, ‹{year}|{date}›"
    + _ENDING,
    "{author:IF}, {genre}, {publisher}⟦, {place}⟧, {year}" + _ENDING,
    "{author:IF}, {genre}, {publisher} ({year})" + _ENDING,
    "{author:GF}. {title}. {genre}, {publisher}⟦, {place}⟧, ‹{year}|{date}›" + _ENDING,
    "{author:FG}. {year}. {title}. ‹{place}: {publisher} ‹›|{publisher} ›{genre}" + _ENDING,
    "{author:FG}. {year}. {title}. {genre}‹, |. |: ›{publisher}" + _ENDING,
    "{author:FI} ({year}). {title} ‹({genre})|[{genre}]|({genre}, {publisher})|[{genre}, {publisher}]›‹. {publisher}|. {publisher}, {place}|›"
    + _ENDING,
    "{author:FG}. “{title}.” {genre}, {publisher}, {year}" + _ENDING,
    "{author:GF}, “{title}” ({genre}, {publisher}, {year})‹, {first}|, {pages}|›" + _ENDING,
    "{author:FG}: {title}. {genre}‹, |. ›‹Univ. |›{publisher}‹, {place}|›‹, | ›{year}" + _ENDING,
    "{author:CG}. {title}. {year}. ‹{npages} f. |›{genre} – {publisher}, {place}, {year}.",
    "{author:CG}, {title}, {genre}⟦, {place}⟧, {publisher}, {year}‹, {npages} p.|›" + _ENDING,
    "{author:FK} {title}: {genre} / {author:FK}; {publisher}. – {place}, {year}. – {npages} с.",
    "{title}, {genre}, {publisher}, {year}" + _ENDING,
    "{genre}: {title}. {author:GF}, {publisher}, {date}" + _ENDING,
    "{author:FJ}: {title}. {genre}. {publisher}‹; | ›{year}" + _ENDING,
    "{author:FI} {year} {title}. {genre} ({publisher})",
    "{author:GF}, {title}, {year}, {genre}, {publisher}" + _ENDING,
)

REPORT = (
    "{author:IF}, “{title},” {publisher}, ⟦{place}, ⟧{genre}‹ {number}| No. {number}| no. {number}›, ‹{year}|{date}›"
    + _ENDING,
    "{author:GF}. {title}. {genre}‹ {number}| No. {number}|›, {publisher}‹, {place}|›, ‹{year}|{date}›"
    + _ENDING,
    "{author:FI} ({year}). {title} ‹({genre} {number})|({genre} No. {number})|({genre} no. {number})|[{genre}]|({number})›. {publisher}"
    + _ENDING,
    "{author:FG} ({year}), “{title}”, {publisher}‹, |. |: ›{genre} ‹No. |no. |›{number}" + _ENDING,
    "{author:FG} ({year}), “{title},” {genre} ‹No. |no. |›{number}‹, {publisher}|›" + _ENDING,
    "{author:FG}. {year}. “{title}.” {genre} {number}‹. {publisher}|, {publisher}|, {publisher}, {place}›"
    + _ENDING,
    "{author:FG}: {title}. {publisher} ({genre} {number}), {place} {year}" + _ENDING,
    "{author:IF}, {genre}‹ No. {number}| {number}|, {number}›, {year} ‹(unpublished)|›" + _ENDING,
    "{author:FJ}. {title}. {place}: {publisher}; {year}. ‹Report No.: {number}|{genre} {number}|{npages} p›"
    + _ENDING,
    "{publisher:A} ({year}). {title}. {place}: {publisher}" + _ENDING,
    "{publisher:A}. {title}. {genre} {number}. ‹{year}|{date}›" + _ENDING,
    "{publisher:A}: {title}. {place} {year}" + _ENDING,
    "{publisher:A}, {title}, {year}‹, p. {first}|›" + _ENDING,
    "{title}‹, |. ›{publisher}, {place}, {date}" + _ENDING,
    "{author}, {title}, {genre} {number} ({date})" + _ENDING,
)

WEB = (
    "{author} ({date})‹. |: |, ›{title}. ‹{container}. |›"
    + _WEB
    + "‹ "
    + _ACCESSED
    + "|, "
    + _ACCESSED
    + "|. "
    + _ACCESSED
    + "|›"
    + _ENDING,
    "{author}‹, |. |: ›‹"
    + _TITLE
    + "|{title}›‹, |. ›‹{container}, |›{date}‹, |. ›"
    + _WEB
    + "‹ "
    + _ACCESSED
    + "|, "
    + _ACCESSED
    + "|›"
    + _ENDING,
    "{author}. {title}. Retrieved {accessed}, from {url}",
    "{author} ({year}). {title}. Retrieved ‹on |›{accessed} from ‹{container} website: |›{url}",
    "{title}. ‹({date}). |›‹{container}. |›‹Retrieved {accessed}, from |Retrieved from ›{url}",
    "{title}‹, |. ›" + _WEB + "‹ " + _ACCESSED + "|, " + _ACCESSED + "|›" + _ENDING,
    "{container}‹: |, |. ›{title}‹, {date}|›‹, |. ›" + _WEB + "‹ " + _ACCESSED + "|›",
    "{author}. ‹“{title}.”|{title}.› {container}. {date}. ‹Web. |›‹{accessed}. |›<{url}>.",
    "{author}. {title} ‹[Internet]|[online]|[en ligne]|[en línea]|[Электронный ресурс]|[website]|[blog post]›. {date} [cited {accessed}]. ‹Available from: |Available: ›{url}",
    "{url}‹ " + _ACCESSED + "|, " + _ACCESSED + "|›",
    "{author}, {title}, {url} (‹{accessed}|{date}›).",
    "{author:FK} {title}. URL: {url} (дата обращения: {accessed}).",
    "{title} // {container}. {date}. URL: {url} (дата обращения: {accessed}).",
    "{author:CG}. {title}. Disponível em: <{url}>. Acesso em: {accessed}.",
)

NEWS = (
    "{author:FG}‹, |. ›"
    + _TITLE
    + "‹, |. ›{journal}‹, | ›{date}‹, p. {pages}|, {pages}|, S. {pages}|›"
    + _ENDING,
    "{author:FI} ({date}). {title}. {journal}‹, p. {pages}|, {pages}|›. ‹Retrieved from {url}|{url}|›",
    "{author:GF}, “{title},” {journal}, {date}‹, {pages}|, at {pages}|, p. {pages}|›" + _ENDING,
    "{author:GF}: {title}. In: {journal}‹ vom {date}|, {date}|, Nr. {issue}, {date}›‹, S. {pages}|›"
    + _ENDING,
    "“{title},” {journal}, {date}" + _ENDING,
    "{journal}‹, |: ›{title}, {date}" + _ENDING,
    "{journal}, {date}‹, p. {pages}|, S. {pages}|›" + _ENDING,
    "{author:GF}, « {title} », {journal}, {date}‹, p. {pages}|›" + _ENDING,
    "{author:GF}, {title}, «{journal}», {date}" + _ENDING,
    '{author:FG} ({year}): "{title}", {journal}, {date}' + _ENDING,
)

PREPRINT = (
    "{author:IF}, {title}, ‹arXiv preprint arXiv:|arXiv:|preprint arXiv:|arXiv: |e-print arXiv:|›{arxiv}‹ [{class}]||, {year}| ({year})›"
    + _ENDING,
    "{author:IF}, ‹arXiv:|preprint |eprint |›{arxiv}‹ [{class}]||, {year}| ({year})›" + _ENDING,
    "{author:FI} ({year}). {title}. ‹arXiv preprint arXiv:|arXiv:|arXiv preprint ›{arxiv}‹ [{class}]|›"
    + _ENDING,
    "{author:GF}. {title}. ‹CoRR, abs/|arXiv preprint arXiv:|arXiv:›{arxiv}, {year}" + _ENDING,
    "{author:IF}, “{title},” {year}, ‹arXiv:|[Online]. Available: arXiv:›{arxiv}" + _ENDING,
    "{author:FJ}. {title}. ‹bioRxiv|medRxiv|SSRN|PsyArXiv|HAL›. {year}‹. doi:{doi}|›" + _ENDING,
    "{author:IF}‹, |. ›{title}‹, |. ›‹Preprint|preprint|Preprint ({year})|preprint, {year}|unpublished|in preparation|private communication›"
    + _ENDING,
    "{author:FIt} {year}, {journal}, ‹in press|submitted|accepted› ‹(arXiv:{arxiv})|[{arxiv}]|(astro-ph/{arxiv})|›",
)

PATENT = (
    "{author:IF}, {title}, ‹U.S. Patent |US Patent |Patent |European Patent |U.S. Patent No. |Patent No. ›{number} ({date})"
    + _ENDING,
    "{author:FI} ({year}). ‹{title}. |›‹U.S. Patent No. |Patent ›{number}. ‹{place}: {publisher}|Washington, DC: U.S. Patent and Trademark Office›"
    + _ENDING,
    "{author:IF}, “{title},” ‹U.S. Patent |U.S. Patent Application |European Patent ›{number}, {date}"
    + _ENDING,
    "{title}. {author:GF}. ‹Patent |Patentschrift |Brevet |Patente ›{number}, {date}" + _ENDING,
    "‹Patent |Pat. ›{number}‹: |, ›{title}‹, {author:GF}|›, {date}" + _ENDING,
)

STANDARD = (
    '{number}: ‹“{title}”|{title}|"{title}"›‹, {date}|. {publisher}, {year}|›' + _ENDING,
    "{publisher}, {title}, {number}, {year}" + _ENDING,
    "{publisher:A} ({year}). {title} ({number})" + _ENDING,
    "{number}, {title}, {publisher}, {place}, {year}" + _ENDING,
    "{title}, {publisher} {number}, {date}" + _ENDING,
    "{number} {title}. {place}: {publisher}; {year}" + _ENDING,
)

SOFTWARE = (
    "{author} ({year}). {title}‹ (Version {version})| version {version}|› ‹[{genre}]|[Computer software]|[Software]|›. {publisher}. {url}",
    "{author}. {title}. {publisher}‹, {place}|›, {year}" + _ENDING,
    "{author} {year}. {title}. R package version {version}. {url}",
    "{publisher:A}. ({year}). {title}‹, Version {version}|›. {place}: {publisher}.",
    "{title}‹, version {version}|, v{version}|›. {publisher}. ‹{url}|›",
    "{author:GF}. {title}, {year}. ‹URL {url}|Software available from {url}|{url}›" + _ENDING,
    "{author} ({year}): {title}. {publisher}. ‹Dataset. |›‹doi:{doi}|{url}›",
)

REVIEW = (
    "{author:GF}, ‹review of |Rev. of |Review of |Besprechung von |Rezension zu |compte rendu de |reseña de ›{title}, {journal} {volume}⟦, no. {issue}⟧ ({year}): {pages}"
    + _ENDING,
    "{author:FG}. {year}. ‹Review of |[Review of ›{title}‹.|].› {journal} {volume}: {pages}"
    + _ENDING,
    "{author:FI} ({year}). {title} [Book review]. {journal}, {volume}⟦({issue})⟧, {pages}.",
)

MANUSCRIPT = (
    "{author:GF}, ‹work in preparation|in preparation|private communication|unpublished|to be published|submitted›" + _ENDING,
    "{author}, {title}, ‹mimeo|manuscript in preparation›⟦, {publisher}⟧" + _ENDING,
    "{author}‹ ({year})|, {year}|. {year}›. {title}. {genre}‹, {publisher}|, {place}|›" + _ENDING,
    "{author:GF}, {title}, {genre}, {date}" + _ENDING,
    "{author:IF}, ‹{title}, |›‹unpublished|{genre}|private communication|in preparation|to be published›⟦ ({year})⟧"
    + _ENDING,
    "{author:FG}. {title}. {genre}‹, {date}|›" + _ENDING,
)

DOCUMENT = (
    "{author}‹ ({year})|, {year}|. {year}›‹. |, |: ›{title}⟦. {container}⟧⟦. {publisher}⟧"
    + _ENDING,
    "{author}‹. |, ›{title}‹, |. ›⟦{container}, ⟧⟦{place}: ⟧⟦{publisher}, ⟧{year}" + _ENDING,
    "{title}‹. |, ›⟦{container}, ⟧⟦{publisher}, ⟧{date}" + _ENDING,
    "{author}, ‹s.v. |art. |›‹“{title},”|«{title}»,|{title},› ‹in |in: |›{container}‹, ed. {editor:GF}|›, ‹vol. {volume}, |›{date}‹, p. {pages}|›"
    + _ENDING,
)

# What any record may look like: the least of a reference.
GENERAL = (
    "{author}, {title}, {year}" + _ENDING,
    "{author} ({year}), {title}" + _ENDING,
    "{author}: {title}. {year}" + _ENDING,
    "{title}, {year}" + _ENDING,
    "{author:F}, {title}" + _ENDING,
    "{author:F} {year}‹, {pages}|: {first}|›",
    "{author:GF}, {title}" + _ENDING,
    "{author}. {title}" + _ENDING,
    "{author:F} ({year})" + _ENDING,
)

OF_TYPE: dict[str, tuple[str, ...]] = {
    "article-journal": ARTICLE,
    "review-book": REVIEW,
    "book": BOOK,
    "chapter": CHAPTER,
    "paper-conference": PROCEEDINGS,
    "speech": PROCEEDINGS,
    "thesis": THESIS,
    "report": REPORT,
    "webpage": WEB,
    "post-weblog": WEB,
    "article-newspaper": NEWS,
    "article-magazine": NEWS,
    "article": PREPRINT,
    "patent": PATENT,
    "standard": STANDARD,
    "software": SOFTWARE,
    "dataset": SOFTWARE,
    "manuscript": MANUSCRIPT,
    "document": DOCUMENT,
}
