"""Which of our sections an article belongs to, by what its publisher calls the place it stands in.

In: `Clues`. Out: one of `SECTIONS`, or nothing. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from newsloom.extract.clues import Clues, printed
from newsloom.extract.jsonld import listed, text_in, types_of
from newsloom.text import fold, words

NAMES = {
    "opinion": """
        opinion opinions opinión comment comments commentary commentisfree editorial editorials columnists column
        columns op-ed ideas views viewpoint perspective letters blogs meinung kommentar kommentare kolumne kolumnen
        debatte débats débat tribune tribunes chroniques idées opinioni commenti editoriale opiniones columnas
        editoriales opinião colunas mening opinie åsikter ledare publicystyka мнения мнение колумнисты رأي الرأي آراء
        مقالات-رأي مقالات كتاب كتاب-وآراء افتتاحية وجهات-نظر
    """,
    "sport": """
        sport sports football soccer tennis cricket rugby golf basketball baseball hockey formula1 f1 formula-1 nfl
        nba mlb nhl ncaa mls olympics boxing athletics cycling motorsport racing wwe ufc college-football
        college-basketball champions-league premier-league world-cup fussball fußball bundesliga deportes deporte
        fútbol futbol liga esportes esporte futebol desporto sportif foot calcio spor idrott sporten voetbal спорт
        футбол رياضة الرياضة رياضه كرة-القدم كرة-قدم رياضات
    """,
    "technology": """
        technology tech technologies gadgets computing software internet cybersecurity ai artificial-intelligence
        gaming games games-news smartphones phones mobile digital netzwelt technik technologie tecnología tecnologia
        numérique tecnologias teknoloji teknik технологии تكنولوجيا التكنولوجيا تقنية التقنية علوم-وتكنولوجيا تقنيات
    """,
    "climate": """
        climate climate-change environment weather climate-environment green sustainability energy-environment nature
        wildlife klima umwelt klimawandel climat environnement planète clima medio-ambiente medioambiente ambiente
        meio-ambiente miljö климат экология مناخ المناخ بيئة البيئة طقس الطقس
    """,
    "health": """
        health healthcare wellness medicine medical coronavirus covid covid-19 fitness nutrition mental-health
        gesundheit medizin santé sante salud saúde salute benessere hälsa gezondheid zdrowie здоровье صحة الصحة طب
        صحة-وطب
    """,
    "science": """
        science sciences space physics biology archaeology astronomy wissen wissenschaft ciencia ciência scienza
        scienze espace vetenskap wetenschap nauka bilim наука علوم العلوم فضاء الفضاء علم
    """,
    "politics": """
        politics political election elections election-2024 congress parliament white-house us-politics uk-politics
        policy government politik innenpolitik politique política politica politiek polityka siyaset inrikespolitik
        политика سياسة السياسة انتخابات برلمان
    """,
    "business": """
        business economy economics finance markets market money companies industry personal-finance banking
        real-estate property energy jobs careers investing stocks trade retail wallstreet wirtschaft finanzen
        unternehmen börse économie economie entreprises bourse economía finanzas empresas negocios economia mercados
        affari ekonomi näringsliv borsa gospodarka biznes экономика бизнес финансы اقتصاد الاقتصاد مال أعمال
        مال-وأعمال أسواق الأعمال
    """,
    "culture": """
        culture arts art entertainment movies movie film films music tv television books book theatre theater
        celebrity celebrities showbiz lifestyle life style fashion travel food dining recipes media design
        architecture royals history religion gastronomy kultur unterhaltung panorama-kultur feuilleton musik reise
        reisen stil leben mode culture-loisirs cinéma cinema livres musique cultura espectáculos espectaculos estilo
        viajes música entretenimento celebridades spettacoli viaggi moda kultura nöje cultuur rozrywka культура
        искусство кино ثقافة الثقافة فن الفن فنون مشاهير منوعات ترفيه سينما ثقافة-وفنون سياحة سفر المرأة حياة
    """,
    "world": """
        world international global world-news europe asia africa americas americas middle-east middleeast mideast
        asia-pacific latin-america china india-world russia ukraine ukraine-war israel gaza war abroad foreign globe
        foreign-affairs welt ausland weltgeschehen krieg monde europa internacional internacionales mundo mondo esteri
        utrikes världen buitenland wereld świat zagranica dünya мир в-мире العالم عالم دولي دولية عربي عربي-ودولي
        عربية أخبار-العالم الشرق-الأوسط شؤون-دولية العالم-العربي خارجي
    """,
}
"""What publishers call their sections, by ours; the first of ours that fits wins, so "opinion" before its subject."""
MISLEADING = frozenset(
    {"news", "article", "articles", "story", "stories", "latest", "top", "home", "video", "videos", "en", "ar", "www"}
)


def find_section(clues: Clues) -> str:
    """By the article's own data, then its address, the page's path of links, and the feed's categories."""
    if any("Opinion" in name for name in types_of(clues.article)):
        return "opinion"
    address = _address_parts(clues.url)
    for part in address[:-1]:
        if section_of(part) == "opinion":
            return "opinion"
    for name in _named(clues):
        if found := section_of(name):
            return found
    return ""


@lru_cache(maxsize=4096)
def section_of(name: str) -> str:
    """One of `SECTIONS` for a publisher's name of a section, in any of the languages known; empty where none fits."""
    whole = " ".join(words(fold(name.replace("-", " ").replace("_", " "))))
    parts = whole.split()
    if not whole or len(parts) > 6:
        return ""
    table = _table()
    if whole in table:
        return table[whole]
    for length in (3, 2, 1):
        for start in range(len(parts) - length + 1):
            phrase = " ".join(parts[start : start + length])
            if phrase in table and phrase not in MISLEADING:
                return table[phrase]
    return ""


def _named(clues: Clues) -> Iterator[str]:
    schema = [text_in(one) for one in listed(clues.article.get("articleSection"))]
    yield from clues.all_of(
        "article:section",
        "og:article:section",
        "parsely-section",
        "cxenseparse:recs:category",
        "section",
        "sailthru.section",
    )[:2]
    yield from schema[:3]
    yield from _address_parts(clues.url)[:-1]
    yield from _breadcrumbs(clues)
    yield from (clues.entry.categories[:5] if clues.entry else ())


def _address_parts(url: str | None) -> list[str]:
    if not url:
        return []
    parts = urlsplit(url)
    host = (parts.hostname or "").split(".")
    desk = [host[0]] if len(host) > 2 and host[0] not in ("www", "m", "amp", "edition") else []
    path = [
        unquote(part)
        for part in parts.path.split("/")
        if part and not part.isdigit() and part.lower() not in MISLEADING
    ]
    return [*desk, *(part for part in path if len(part) < 40)] if path else []


def _breadcrumbs(clues: Clues) -> Iterator[str]:
    for thing in clues.things:
        if "BreadcrumbList" in types_of(thing):
            for item in listed(thing.get("itemListElement"))[:4]:
                if isinstance(item, dict):
                    yield text_in(item.get("name")) or text_in(item.get("item"))
            return
    for element in clues.tree.xpath("//*[contains(@class,'breadcrumb')]//a")[:4]:
        yield re.sub(r"[›»>/]", "", printed(element))


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for section, names in NAMES.items():
        for name in names.split():
            table.setdefault(" ".join(words(fold(name.replace("-", " ")))), section)
    return table
