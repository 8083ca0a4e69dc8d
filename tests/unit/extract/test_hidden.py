"""What markup hides is not read, and what only looks like hiding is."""

import pytest

from newsloom.extract.article import extract
from newsloom.extract.blocks import find_blocks
from newsloom.extract.hidden import hidden_names
from newsloom.extract.parsed import parse_markup, parse_page
from newsloom.records import Article, Page
from tests.factories import NOON
from tests.hostile import FLOOD, HIDDEN, Trick

SEEN = "The river rose in the night and flooded the lower town."
TOLD = "Nobody was meant to see this sentence on the page at all."


def texts(markup: str) -> list[str]:
    tree = parse_markup(f"<html><body><div><p>{SEEN}</p>{markup}</div><p>{' '.join(FLOOD)}</p></body></html>")
    assert tree is not None
    return [block.text for block in find_blocks(tree)][1:-1]


@pytest.mark.parametrize(
    "style",
    [
        "font-size: 1.125rem; line-height: 1.5",
        "font:normal 400 1.0625em/1.76 Sans",
        "font-size:10px",
        "font-size:0.8em",
        "opacity: 0.9",
        "opacity: .5;",
        "left: -10px",
        "margin-left:-99px",
        "height:0;padding-bottom:56%",
        "overflow:hidden;max-height:1000px",
        "color:#fff;background:#223344",
        "color:white; background-image:url(night.jpg)",
        "color:#fafafa0",
        "display:block",
        "visibility:visible",
        "",
    ],
)
def test_a_style_that_shows_is_read(style: str) -> None:
    assert texts(f'<p style="{style}">{TOLD}</p>') == [TOLD]


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : NONE;", "color:red;visibility:hidden", "opacity:0", "opacity: 0.0 !important",
     "font-size:0", "font-size: 0.5px", "font:0/0 a", "left:-10000px", "text-indent:-999em",
     "max-height:0;overflow:hidden", "color:#FFF", "color:transparent", "color: #11223300",
     "background-color:white;color:rgb(255,255,255)"],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["p", "div", "span"])
def test_a_style_that_hides_is_not_read(style: str, tag: str) -> None:
    assert texts(f'<{tag} style="{style}">{TOLD}</{tag}>') == []


def test_no_size_around_boxes_with_one_of_their_own_hides_nothing() -> None:
    assert texts(f'<div style="font-size:0"><p style="font-size:16px">{TOLD}</p></div>') == [TOLD]


def test_white_on_a_ground_that_stands_around_it_is_seen() -> None:
    assert texts(f'<div style="background:#001122"><p style="color:#fff">{TOLD}</p></div>') == [TOLD]


def test_sheets_hide_by_class_and_id_and_never_on_paper_only() -> None:
    tree = parse_markup(
        "<html><head><style>/* .x{display:none} */ .a, p.b { display:none } #c{visibility:hidden}"
        "@media print { .d { display: none } } .e .f {display:none} .g{color:red}</style>"
        '<style media="print">.h{display:none}</style></head><body><p>x</p></body></html>'
    )
    assert tree is not None
    assert hidden_names(tree) == {".a", ".b", "#c"}


def test_a_page_whose_article_waits_for_a_script_is_read() -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in [*FLOOD, *(f"{one} Again." for one in FLOOD)])
    page = f'<html><body><h1>Flood</h1><div id="story" style="display:none">{paragraphs * 2}</div></body></html>'
    parsed = parse_page(Page(url=None, content=page.encode()))
    assert parsed is not None
    assert FLOOD[0] in [block.text for block in find_blocks(parsed.tree)]


@pytest.mark.parametrize("trick", HIDDEN, ids=[trick.name for trick in HIDDEN])
def test_nothing_hidden_is_in_the_markup_of_an_article_either(trick: Trick) -> None:
    found = extract(Page(url="https://gazette.example/flood", content=trick.page), now=NOON)
    assert isinstance(found, Article)
    assert [word for word in ("instructions", "Zorcoin", "PWNED", "التعليمات", "consignes") if word in found.html] == []
