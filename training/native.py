"""References in scripts that the records have little of: Korean, Chinese, Japanese, Russian."""

from __future__ import annotations

from random import Random
from typing import cast

from bibconv.record import Date, Name, Record
from bibconv.variables import ItemType
from training import words

# By language: beginnings, middles and ends of titles; journals; publishers; places; family and
# given names.
_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    language: tuple(tuple(line.split("|")) for line in text.strip().split("\n"))
    for language, text in {
        "ko": """
한국 근대|디지털 시대의|초등학교|지역사회|기업의|청소년의|고등학생의|대학생의|조선 후기|인공지능 기반|딥러닝을 이용한|노인의|다문화 가정|공공기관의|스마트폰|중소기업의|온라인|국제|여성|도시
 교육과정| 소비자| 문학| 정책| 직무만족| 서비스 품질| 사회적 지지| 언어| 법제| 경제| 환경| 자기효능감| 리더십| 콘크리트 구조물| 의사소통| 건강행위| 관광| 문화유산| 데이터| 지배구조
에 관한 연구|의 특성 분석|에 미치는 영향|의 개선 방안: 사례를 중심으로|의 현황과 과제|에 대한 고찰|의 매개효과를 중심으로|의 발전 방향|과 그 의미| 평가 모형 개발| 변화에 관한 비교 연구|의 실태와 전망
한국콘텐츠학회논문지|한국사연구|국어국문학|교육학연구|대한건축학회논문집|경영학연구|한국행정학보|법학연구|정보과학회논문지|한국심리학회지|미술사학|현대영화연구|한국언론학보|사회복지연구|대한간호학회지|무역학회지|역사학보|동양학
서울대학교출판부|민음사|창작과비평사|한국학술정보|박영사|일조각|문학과지성사|한울|한국교육개발원|집문당
서울|부산|파주|대전|대구|광주
김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|홍
철수|영희|민수|지훈|수진|현우|은정|성호|미경|윤희|언영|강빈|재현|동욱|혜진|상민|준호|나영|경숙|태영
""",
        "zh": """
中国|基于深度学习的|新时代|现代|高校|城市|农村|区域|数字经济背景下|清代|大学生|我国|互联网|传统|西部地区|绿色|复杂网络中|汉语|企业|智能
教育|经济发展|土地利用|金融市场|文学|图像识别|语言|法律制度|供应链|环境污染|社会保障|思想政治教育|人力资源|知识产权|碳排放|文化遗产|水资源|词汇|乡村治理|数据挖掘
研究|的影响因素分析|及其对策|的现状与展望|初探|问题研究|的演变与启示|机制研究综述|方法及应用|的理论与实践|比较研究|的若干思考
经济研究|历史研究|计算机学报|中国社会科学|北京大学学报(哲学社会科学版)|管理世界|物理学报|教育研究|软件学报|中国语文|文学评论|地理学报|自动化学报|法学研究|电子学报|科学通报|社会学研究|考古
商务印书馆|人民出版社|北京大学出版社|中华书局|科学出版社|清华大学出版社|高等教育出版社|上海古籍出版社|社会科学文献出版社|机械工业出版社
北京|上海|南京|武汉|广州|台北
王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗
伟|芳|娜|敏|静|建国|志强|晓明|丽华|文杰|海燕|国栋|雪梅|俊峰|宗三|宇|明|思远|永红|玉兰
""",
        "ja": """
日本における|近代|高等教育における|深層学習による|高齢者の|地域|戦後日本の|中世|現代|大学生の|情報化社会における|明治期の|子どもの|江戸時代の|都市|言語|企業の|東アジアの|女性の|環境
政治思想|画像認識|社会構造|教育制度|文学|経済政策|言語習得|対人関係|組織文化|民俗|宗教意識|労働市場|音声認識|地方自治|動詞形態論|資料|防災計画|文化交流|医療|雇用慣行
の研究|に関する一考察|の形成と展開|の分析|について|をめぐって|の課題と展望|に関する実証的研究|の比較研究|とその周辺|への応用|の歴史的変遷
史学雑誌|教育学研究|電子情報通信学会論文誌|社会学評論|国語学|言語研究|心理学研究|日本建築学会計画系論文集|思想|経済研究|情報処理学会論文誌|民俗学研究|哲学|日本化学会誌|土木学会論文集|法学論叢|文学|歴史学研究
岩波書店|東京大学出版会|有斐閣|勁草書房|講談社|筑摩書房|みすず書房|名古屋大学出版会|くろしお出版|ミネルヴァ書房
東京|京都|大阪|名古屋|福岡|札幌
佐藤|鈴木|高橋|田中|伊藤|渡辺|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|清水|斎藤
太郎|花子|健一|裕子|誠|恵子|一郎|直樹|美咲|浩|和夫|真理|修|由美|隆|明|陽子|大輔|正|さくら
""",
        "ru": """
Современные проблемы|История|Методы|Теория|Развитие|Особенности|К вопросу об исследовании|Анализ|Основы|Проблемы|Моделирование|Формирование|Исследование|Введение в теорию|О некоторых свойствах|Структура|Роль|Эволюция|Динамика|Правовое регулирование
 русской литературы| фазовых переходов| социальной политики| нелинейных систем| языка и культуры| квантовых полей| экономики региона| педагогического процесса| полупроводников| средневекового города| государственной службы| дифференциальных уравнений| общественного сознания| глагольных форм| рынка труда| магнитных плёнок| народного творчества| земельных отношений| информационных технологий| почв
||| в условиях глобализации|: учебное пособие| в XIX веке|: теория и практика| на современном этапе| и их приложения|. Часть 2| (на материале русского языка)|: монография
Вопросы философии|Вопросы языкознания|Успехи физических наук|Известия РАН. Серия математическая|Доклады Академии наук|Журнал технической физики|Вестник Московского университета|Отечественная история|Социологические исследования|Физика твёрдого тела|Вопросы экономики|Русская литература|Автоматика и телемеханика|Государство и право|Психологический журнал|Теоретическая и математическая физика|Известия вузов. Физика|Новый мир
Наука|Мир|Просвещение|Высшая школа|Изд-во МГУ|Языки славянской культуры|Физматлит|Питер|Политиздат|Академический проект
М.|СПб.|Москва|Л.|Новосибирск|Екатеринбург
Иванов|Петров|Сидоров|Кузнецов|Смирнов|Попов|Васильев|Соколова|Михайлов|Новикова|Фёдоров|Морозов|Волкова|Алексеев|Лебедев|Семёнова|Егоров|Павлова|Козлов|Степанов
Иван Иванович|Пётр Сергеевич|А. В.|М.Н.|Сергей|Н. К.|Ольга Петровна|Дмитрий Алексеевич|В.Л.|Е. М.|Анна|Юрий Николаевич|Л.Д.|Татьяна|К. С.|Г. А.|Михаил|Р.О.|Виктор|И.И.
""",
    }.items()
}

_ARTICLES = {
    "ko": (
        "{author}, ‹'{title}',|‘{title}’,|“{title}”,|「{title}」,› ‹{journal}|『{journal}』|《{journal}》›, 제{volume}권⟦, 제{issue}호⟧, ‹pp.{pages}, {year}.|{year}, pp.{pages}.|{year}, {pages}쪽.›",
        "{author}, '{title},' {journal}, 제{volume}권, 제{issue}호, pp.{pages}, {year}.",
        "{author}({year}). {title}. {journal}, {volume}({issue}), {pages}.",
        "{author} ({year}), ‹「{title}」, 『{journal}』|“{title}”, {journal}› {volume}({issue}), {pages}.",
        "{author}, 「{title}」, 『{journal}』 {volume}, {year}, {pages}쪽.",
        "{author}. {year}. “{title}”. 『{journal}』 {volume}권 {issue}호: {pages}.",
        "{author}, {title}, {journal} ‹제{volume}호|제{volume}권 제{issue}호|{volume}-{issue}›({year}), {pages}면.",
    ),
    "zh": (
        "{author}. {title}[J]. {journal}, {year}, {volume}({issue}): {pages}.",
        "{author}. {title}[J]. {journal}, {year}({issue}): {pages}.",
        "{author}．{title}［J］．{journal}，{year}，{volume}（{issue}）：{pages}．",
        "{author}：《{title}》，《{journal}》{year}年第{issue}期，第{pages}页。",
        "{author}，〈{title}〉，《{journal}》，{volume}卷{issue}期（{year}），頁{pages}。",
        "{author}（{year}）。{title}。{journal}，{volume}（{issue}），{pages}。",
        "{author}, {title}, {journal}, 第{volume}卷第{issue}期, {year}年, {pages}页.",
        "{author} ({year}). {title}. {journal}, {volume}({issue}), {pages}.",
    ),
    "ja": (
        "{author}「{title}」『{journal}』第{volume}巻第{issue}号、{year}年、{pages}頁。",
        "{author}（{year}）「{title}」『{journal}』{volume}({issue})‹，|、|: ›‹pp.|›{pages}‹.|頁．|›",
        "{author}: {title}, {journal}, Vol.{volume}, No.{issue}, pp.{pages}, {year}.",
        "{author}：{title}，{journal}，{volume}巻{issue}号，{pages}，{year}",
        "{author}，“{title}，”{journal}，vol.{volume}, no.{issue}, pp.{pages}, {year}.",
        "{author} ({year}). {title} {journal}, {volume}, {pages}.",
        "{author}「{title}」（『{journal}』{volume}号、{year}年）{pages}頁",
    ),
    "ru": (
        "{author:FK} {title} // {journal}. ‹–|—|-|› {year}. ‹–|—|-|› ‹Т. {volume}, № {issue}.|№ {issue}.|Т. {volume}.|Вып. {issue}.› ‹–|—|-|› С. {pages}.",
        "{author:FKs} {title} // {journal}. {year}. ‹№ {issue}|Т. {volume}. № {issue}›. С. {pages}.",
        "{author:IF}, {journal} {volume}, {first} ({year}).",
        "{author:FK} // {journal}. {year}. Т. {volume}. С. {pages}.",
        "{author:IF}, “{title}”, {journal}, {volume}:{issue} ({year}), {pages}",
        "{author:FK}, {title}. {journal}, {year}, т. {volume}, ‹№ |вып. ›{issue}, с. {pages}.",
        "{title} / {author:IF} // {journal}. – {year}. – № {issue}. – С. {pages}.",
    ),
}
_BOOKS = {
    "ko": (
        "{author}, 『{title}』, {publisher}, {year}‹, {pages}쪽.|.›",
        "{author}, {title}, {place}: {publisher}, {year}.",
        "{author}({year}). {title}. {place}: {publisher}.",
        "{author}, {title}, {publisher}, {year}, pp.{pages}.",
    ),
    "zh": (
        "{author}. {title}[M]. {place}: {publisher}, {year}‹: {pages}.|.›",
        "{author}：《{title}》，{place}：{publisher}，{year}年‹，第{pages}页。|。|版。›",
        "{author}，《{title}》（{place}：{publisher}，{year}）‹，頁{pages}|›。",
        "{author}（{year}）。{title}。{place}：{publisher}。",
    ),
    "ja": (
        "{author}『{title}』{publisher}、{year}年‹、{pages}頁|›。",
        "{author}（{year}）『{title}』{publisher}‹．|›",
        "{author}『{title}』（{publisher}、{year}年）",
        "{author}：{title}，{publisher}，{place}，{year}．",
        "{author}, {title}, {publisher}, {year}.",
    ),
    "ru": (
        "{author:FK} {title}. ‹–|—|-|› {place}: {publisher}, {year}. ‹–|—|-|› ‹{npages} с.|С. {pages}.›",
        "{author:FKs} {title}. {place}, {year}. ‹{npages} с.|С. {pages}.|›",
        "{author:IF}, {title}, {publisher}, {place}, {year}.",
        "{title} / {author:IF}. – {place} : {publisher}, {year}. – {npages} с.",
        "{title} / под ред. {editor:IF}. {place}: {publisher}, {year}.",
    ),
}


def record(rng: Random) -> Record:
    """Return a record in one of the scripts, with what every template asks for."""
    language = rng.choice(("ko", "ko", "zh", "ja", "ru", "ru"))
    begins, middles, ends, journals, publishers, places, families, givens = _WORDS[language]
    article = rng.random() < 0.7
    made = Record("native", cast(ItemType, "article-journal" if article else "book"))
    texts = made.texts
    texts["language"] = language
    texts["title"] = rng.choice(begins) + rng.choice(middles) + rng.choice(ends)
    if article:
        texts["container-title"] = rng.choice(journals)
        texts["volume"] = str(rng.randint(1, 90))
        texts["issue"] = words.issue(rng)
    else:
        texts["publisher"], texts["publisher-place"] = rng.choice(publishers), rng.choice(places)
    first = rng.randint(1, 600)
    texts["page"] = f"{first}-{first + rng.randint(2, 40)}"
    count = rng.choice((1, 1, 1, 2, 2, 3, 4))
    people = [Name(rng.choice(families), rng.choice(givens)) for _ in range(count)]
    made.names["author"] = people
    if not article:
        made.names["editor"] = people
    made.dates["issued"] = Date((rng.randint(1950, 2024),))
    return made


def templates(made: Record) -> tuple[str, ...]:
    """Return the layouts of a record's language and type."""
    table = _ARTICLES if made.type == "article-journal" else _BOOKS
    return table[made.texts["language"]]
