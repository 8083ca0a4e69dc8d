"""A page's tree as the blocks that a reader sees."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.extract.blocks import Block, find_blocks
from newsloom.extract.markup import line, write
from newsloom.extract.parsed import parse_markup


def blocks_of(body: str) -> list[Block]:
    tree = parse_markup(f"<html><body>{body}</body></html>")
    assert tree is not None
    return find_blocks(tree)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<div>One<br><br>Two<br>\n<br>Three</div>", ["One", "Two", "Three"]),
        ("<p>12 Quay Street<br>Port Ellen</p>", ["12 Quay Street Port Ellen"]),
        ("<p>The ferry will run again from Saturday morning.<br>Tickets go on sale on Friday.</p>",
         ["The ferry will run again from Saturday morning.", "Tickets go on sale on Friday."]),
        ("<p>The <a href='/q'>new <b>quay</b></a>, <i>at last</i>.</p>", ["The new quay, at last."]),
        ("<p>Bear\xa0Island &amp;\n\n  Foula</p>", ["Bear Island & Foula"]),
        ("<p>har\xadbour\u200bmaster</p>", ["harbourmaster"]),
        ("<table><tr><th>Boat</th><th>Time</th></tr><tr><td>Tern</td><td>1:02</td></tr></table>", ["Boat Time", "Tern 1:02"]),
        ("<table><tr><td><p>Menu</p></td><td>" + "A long column of text. " * 12 + "</td></tr></table>",
         ["Menu", ("A long column of text. " * 12).strip()]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<x-card><x-title>One</x-title><span>Two</span></x-card>", ["One", "Two"]),
        ("<p>One<script>var a = 'x'</script><style>p {}</style> two</p>", ["One two"]),
        ("<p>One<span class='visually-hidden'>, opens new tab</span> two</p>", ["One two"]),
        ("<p>One<span style='position:absolute;clip:rect(0,0,0,0)'>, opens new tab</span> two</p>", ["One two"]),
        ("<p>  </p><div></div>", []),
    ],
)  # fmt: skip
def test_a_block_is_all_the_text_between_two_block_level_tags(body: str, expected: list[str]) -> None:
    assert [block.text for block in blocks_of(body)] == expected


def test_a_block_knows_how_much_of_it_is_linked_and_where_it_stands() -> None:
    (block,) = blocks_of("<div class='Story-Body'><section><p>At the <a href='/q'>quay</a></p></section></div>")
    assert (block.n_linked, block.n_strong) == (4, 0)
    assert [scope.tag for scope in block.scope.chain()] == ["p", "section", "div", "body", "html"]
    assert next(scope.names for scope in block.scope.chain() if scope.tag == "div") == "story-body"


def test_marks_close_in_order_and_links_that_lead_nowhere_are_not_written() -> None:
    (block,) = blocks_of("<p>A <b>b <a href='/c'>c</a></b><a href='javascript:x'> d</a> <tt>e</tt> </p>")
    assert line(block, "https://courier.example") == (
        'A <strong>b <a href="https://courier.example/c">c</a></strong> d <code>e</code>'
    )


def test_a_list_used_for_layout_is_written_as_what_stands_in_it() -> None:
    body = "<ul><li><h3>Tern</h3><p>Won.</p></li><li><h3>Skua</h3><p>Lost.</p></li></ul>"
    assert write(blocks_of(body)) == "<h3>Tern</h3>\n<p>Won.</p>\n<h3>Skua</h3>\n<p>Lost.</p>"


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<br>", "word ", "& ", "<td>"]), max_size=40))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_or_doubled(parts: list[str]) -> None:
    found = " ".join(block.text for block in blocks_of("".join(parts)))
    assert found.split().count("word") == parts.count("word ")
