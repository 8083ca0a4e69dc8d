"""What a page's markup hides from its readers: not displayed, of no size, off the screen, white on white.

What nobody sees was not published. It is counters and menus mostly, sometimes bait for machines that read pages.

In: an element, and what the page's own style sheets hide (`hidden_names`). Out: whether it is hidden with all that is
in it. Refuses: nothing; styles that it does not understand show. Style sheets elsewhere are not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

SHEET_CHARACTERS = 200_000
"""Of the style sheets of a page that are read."""
ONLY_READ_ALOUD = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader-?(?:text|only)|a11y-?hidden|offscreen|off-screen)(?:$|[\s_-])"
)
NOT_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0*\s*(?:;|!|$)"
    r"|(?:left|right|top|bottom|text-indent|margin(?:-(?:left|top|right))?)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[,\s]|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:\s*(?:scale[xy]?\(\s*0\s*\)|translate[xy]?\(\s*-\d{3,})|content-visibility\s*:\s*hidden"
    r"|(?:-webkit-text-fill-)?color\s*:\s*(?:transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\)|\#[0-9a-f]{6}00\b))",
    re.IGNORECASE,
)
TINY = re.compile(
    r"(?:^|[;\s])(?:font\s*:\s*0(?:px)?[/\s]|font-size\s*:\s*(?:0(?:\.0*)?(?:px|pt|r?em|%)?|(?:1|0?\.\d+)(?:px|pt)"
    r"|0?\.0\d*r?em)\s*(?:[;!]|$))",
    re.IGNORECASE,
)
FONT = re.compile(r"font", re.IGNORECASE)
NO_ROOM = re.compile(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px|em|rem|%)?\s*(?:[;!]|$)", re.IGNORECASE)
CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
WHITE = r"(?:white|snow|ivory|\#f[c-f]f[c-f]f[c-f]|\#fff|rgba?\(\s*25[2-5][,\s]+25[2-5][,\s]+25[2-5][^)]*\))"
WHITE_TEXT = re.compile(rf"(?:^|[;\s])color\s*:\s*{WHITE}\s*(?:[;!]|$)", re.IGNORECASE)
GROUND = re.compile(r"(?:^|[;\s])background(?:-color|-image)?\s*:\s*([^;]+)", re.IGNORECASE)
WHITE_GROUND = re.compile(rf"^\s*(?:{WHITE}|none|transparent|inherit|initial)", re.IGNORECASE)
RULE_NAME = re.compile(r"^\s*(?:[a-z][a-z0-9]*)?([.#][\w-]+)\s*$", re.IGNORECASE)


def hides(element: html.HtmlElement, names: frozenset[str] = frozenset()) -> bool:
    """Whether nobody sees the element. `names` are classes (`.name`) and ids (`#name`) that the page's sheets hide."""
    get = element.get
    if get("hidden") is not None or (get("aria-hidden") or "").lower() == "true":
        return True
    own = get("class") or ""
    if own and ONLY_READ_ALOUD.search(own.lower()) is not None:
        return True
    if names and not names.isdisjoint([*(f".{name}" for name in own.split()), f"#{get('id')}"]):
        return True
    style = get("style")
    return bool(style) and _hides(style, element)


def hidden_names(tree: html.HtmlElement) -> frozenset[str]:
    """Classes and ids that a rule of the page's own style sheets hides on every screen."""
    found: set[str] = set()
    left = SHEET_CHARACTERS
    for sheet in tree.iter("style"):
        text = (sheet.text or "")[: max(left, 0)]
        left -= len(text)
        media = (sheet.get("media") or "all").strip().lower()
        if media in ("all", "screen"):
            for names, declarations in _rules(text):
                if _hides(declarations, None):
                    found.update(match.group(1) for name in names.split(",") if (match := RULE_NAME.match(name)))
    return frozenset(found)


def _hides(style: str, element: html.HtmlElement | None) -> bool:
    if NOT_SHOWN.search(style) or (NO_ROOM.search(style) and CUT_OFF.search(style)):
        return True
    if TINY.search(style) and (element is None or not _sets_font(element)):
        return True
    return WHITE_TEXT.search(style) is not None and _is_on_white(style, element)


def _sets_font(element: html.HtmlElement) -> bool:
    """Whether something inside has a size of its own: no size around it only takes the gaps out of a row of boxes."""
    return any(FONT.search(inner.get("style") or "") or inner.get("class") for inner in element.iterdescendants())


def _is_on_white(style: str, element: html.HtmlElement | None) -> bool:
    """Whether nothing says what is behind, but white."""
    styles = [style]
    if element is not None:
        styles += [around.get("style") or "" for around in element.iterancestors()]
        if any(around.get("bgcolor") for around in element.iterancestors()):
            return False
    grounds = [ground for one in styles for ground in GROUND.findall(one)]
    return all(WHITE_GROUND.match(ground) for ground in grounds)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand on their own, not under a condition."""
    sheet = re.sub(r"/\*.*?(?:\*/|$)", " ", sheet, flags=re.DOTALL)
    depth, start, prelude = 0, 0, ""
    for mark in re.finditer(r"[{}]", sheet):
        if mark.group() == "{":
            if depth == 0:
                prelude = sheet[start : mark.start()].rpartition(";")[2]
                start = mark.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if "@" not in prelude:
                    yield prelude, sheet[start : mark.start()]
                start = mark.end()
        else:
            start = mark.end()
