"""Names of people, as bylines print them.

In: a line such as "By Jane Doe and John Roe, Reuters | 3 May 2025". Out: the names in it. Refuses: nothing; what
looks like no name is left out.
"""

from __future__ import annotations

import re
import unicodedata

from newsloom.text import fold, words

WRITTEN_BY = re.compile(
    r"^\W*(?:(?:article |story |text |words |written |posted |published |reported |reporting |analysis |opinion |"
    r"report |review |recipe |"
    r"commentary |interview |compiled |edited |presented |produced |created |submitted |special to .{3,30}? |"
    r"von our |ein (?:artikel|beitrag|kommentar|gastbeitrag) )?(?:by|von|par|por|door|av|af|przez|autor(?:in|a|es|"
    r"en|i)?|auteurs?|"
    r"author\(?s?\)?|writers?|texte?|texto|testo|di|od|de|a cura di|redacci[oó]n|автор|текст|بقلم|كتبت?|إعداد|"
    r"اعداد)\b\s*:?\s*|(?:von|di|de)\s+(?=[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
AGENCIES = frozenset(
    fold(name)
    for name in """
    Reuters; Associated Press; The Associated Press; AP; AP News; AFP; Agence France-Presse; AFPRelaxnews; dpa;
    dpa-AFX; Deutsche Presse-Agentur; Bloomberg; Bloomberg News; Press Association; PA; PA Media; ANI; PTI; Press
    Trust of India; IANS; Xinhua; Xinhua News Agency; TASS; RIA Novosti; Interfax; Kyodo; Kyodo News; Jiji;
    Yonhap; Yonhap News Agency; UPI; EFE; Agencia EFE; ANSA; Adnkronos; AGI; APA; SDA; Keystone-SDA; ATS; Belga;
    ANP; Ritzau; NTB; TT; STT; PAP; CTK; ČTK; MTI; Tanjug; HINA; Lusa; Canadian Press; The Canadian Press; AAP;
    Australian Associated Press; Anadolu; Anadolu Agency; DHA; IHA; WAM; SPA; KUNA; QNA; MENA; Petra; BNA; Antara;
    Bernama; NAN; Notimex; Europa Press; Field Level Media; KNA; epd; SID; Stringer; CNN Newsource; TNS; Tribune
    News Service; StatPoint; HealthDay; The Conversation; رويترز; أ ف ب; فرانس برس; أسوشيتد برس; وام; واس;
    الأناضول; د ب أ; بترا; سانا; قنا
    """.split(";")
    for name in [" ".join(name.split())]
)
PARTICLES = frozenset(
    """de da do di du del della dos das la le las los el al bin ibn bint abu van von der den ter ten te zu zum zur af av
    y e i mc mac st ben o d' l' 't vom und""".split()
)
NO_NAME = frozenset(
    """
    staff admin administrator editor editors editorial editora redaktion redaccion redacao redazione redaction
    redactie redaktionen redakcja redakce team desk newsroom news newspaper press agency agencies agencia agencias
    bureau service services wire contributor contributors correspondent correspondents reporter reporters writer
    writers columnist columnists author authors anonymous sponsored partner partners brandroom studio content
    channel network media online web webdesk digital magazine journal tribune herald gazette chronicle daily today
    report reports updates updated published posted board committee department office company group inc llc ltd corp
    corporation association institute foundation university ministry government subscribe share read more minutes
    ago video photo photos image images getty senior junior chief deputy managing director producer analyst follow
    email twitter facebook instagram linkedin advertisement login menu home search section opinion sports sport
    politics business world comments comment written view all posts source agence nachrichten zeitung verlag presse
    redattore giornale periodico diario jornal تحرير المحرر صحيفة وكالة مراسل مراسلنا فريق وكالات
    """.split()
)
ROLE = re.compile(
    r"\b(?:reporter|writer|editor|correspondent|columnist|contributor|producer|analyst|chief|bureau|staff|director|"
    r"professor|fellow|host|critic|head|officer|president|founder|co-founder|chairman|"
    r"redakteur\w*|korrespondent\w*|journalist\w*|volont[äa]r\w*|périodiste|periodista|corresponsal|rédact\w+|"
    r"redattor\w+|redacteur|verslaggever|"
    r"ph\.?d|m\.?d\.?|mba|esq|rdn?|cpa|cfa|cfp)\b",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"\s*(?:[;|/•·–—،、\n]|\s-\s|\bwith\b|\s(?:and|und|et|och|og|en|y|e|и|i|and/or|و|a\.?k\.?a\.?|for|in|für|pour)\s|"
    r"&|\+)\s*",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"(?:\b(?:updated?|published|posted|last (?:updated|modified)|first published|modified|reviewed|medically|"
    r"fact[- ]checked|edited|photograph\w*|"
    r"photos?|illustrat\w*|share|follow|subscribe|read more|minutes? read|min read|veröffentlicht|aktualisiert|"
    r"stand|publié|mis à jour|publicado|"
    r"actualizado|pubblicato|gepubliceerd|from|special to|on|at|am|le|il|el|den)\b\s*[:\d]?|\d{1,2}[./:]\d{2}|"
    r"\b\d{4}\b|https?:|@\S|\S+@\S+)",
    re.IGNORECASE,
)
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
LONGEST_IDEOGRAPHIC = 8
HANDLE = re.compile(r"(?:https?://|www\.|@|\.com\b|\.net\b|\.org\b|/)")


def names_in(line: str, site_names: tuple[str, ...] = (), *, is_trusted: bool) -> list[str]:
    """People and agencies of a line, in order.

    `is_trusted`: the place says that it holds an author, so that one word, or a word in small letters, may be a name.
    """
    line = re.sub(r"\((?:[^()]*)\)|\S+@\S+|<[^>]*>", " ", line).strip(" \t-–—|•·,.;:")
    if not line or line.lower().startswith(("http", "www.")):
        return []
    line = WRITTEN_BY.sub("", line)
    found: list[str] = []
    for place, part in enumerate(JOINED.split(line)):
        for piece in re.split(r"\s*,\s*(?!Jr\b|Sr\b|II+\b)", part):
            name = _name(piece)
            if is_agency(name) or _may_name(
                name, site_names, is_trusted=is_trusted and not (place and found and len(words(name)) < 2)
            ):
                found.append(name)
    return found


def is_agency(name: str) -> bool:
    return fold(name) in AGENCIES


def is_person(name: str) -> bool:
    """Two to five words, written as names are."""
    return _may_name(name, (), is_trusted=False)


def tidy(line: str) -> str:
    """A byline without "By", and without the day and the buttons that follow the names."""
    line = WRITTEN_BY.sub("", re.sub(r"^.{0,20}\bago\b", "", line.strip()).strip())
    end = ENDS.search(line, 3)
    if end:
        line = line[: end.start()]
    return line.strip(" \t-–—|•·,;:/")


def _name(piece: str) -> str:
    piece = WRITTEN_BY.sub("", piece)
    end = ENDS.search(piece)
    if end:
        piece = piece[: end.start()]
    piece = re.sub(r"\b(?:dr|prof|mr|mrs|ms)\.\s+|,?\s+(?:ph\.?d|m\.?d|r\.?d)\.?$", "", piece, flags=re.IGNORECASE)
    piece = re.sub(r"(?<=[a-z])(?:,?\s+(?:M\.?[ASD]|R\.?D\.?N?|L\.?D|MPH|MBA|J\.?D|CFP|CPA)\.?)+$", "", piece)
    piece = _once(piece.strip(" \t-–—|•·,;:/\"“”»«'’*"))
    if piece.isupper() and len(words(piece)) > 1 and len(piece) > 6:
        piece = " ".join(
            word.capitalize() if len(word) > 2 or "." not in word else word for word in re.split(r"\s+", piece)
        )
        piece = re.sub(r"([-'’]|\bMc)(\w)", lambda found: found[1] + found[2].upper(), piece)
    return piece


def _once(name: str) -> str:
    """A name that is printed twice over, by picture and by link, once."""
    parts = name.split()
    half = len(parts) // 2
    return " ".join(parts[:half]) if half and parts[:half] == parts[half:] else name


def _may_name(name: str, site_names: tuple[str, ...], *, is_trusted: bool) -> bool:
    parts = name.split()
    if not parts or len(name) > 50 or len(parts) > 6 or HANDLE.search(name) or any(mark.isdigit() for mark in name):
        return False
    folded = [fold(part).strip(".,’'") for part in parts]
    if any(part in NO_NAME for part in folded) or ROLE.search(name):
        return False
    sites = [fold(site).removeprefix("the ") for site in site_names]
    bare = fold(name).removeprefix("the ")
    if any(bare == site or bare.startswith(f"{site} ") for site in sites if site):
        return False
    if IDEOGRAPH.search(name) and len(name) > LONGEST_IDEOGRAPHIC:
        return False
    if any(mark in name for mark in "?!:=#%$[]{}"):
        return False
    if is_trusted:
        return len(name) > 2
    named = [part for part, key in zip(parts, folded, strict=True) if key not in PARTICLES]
    return len(parts) >= 2 and len(parts) <= 5 and len(named) >= 2 and all(_is_written_as_name(part) for part in named)


def _is_written_as_name(part: str) -> bool:
    first = part.lstrip("(\"'“’‘")[:1]
    kind = unicodedata.category(first) if first else ""
    return kind in ("Lu", "Lo", "Lt") or part.lower().startswith(("d'", "d’", "al-", "el-", "o’", "o'"))
