"""The house stays calm: short files, short functions, names that say something, nothing drawn that is not so."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "newsloom"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
MEANINGLESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
    "manager",
    "handler",
    "processor",
    "service",
}


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    # The vocabulary is one page on purpose.
    assert {name: n for name, n in lengths.items() if n > 400 and name != "records.py"} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (n := _n_lines(node)) > 50:
                long[f"{path.relative_to(SOURCE)}:{node.name}"] = n
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in MODULES if path.stem in MEANINGLESS or path.parent.name in MEANINGLESS] == []


def test_every_module_says_what_it_is() -> None:
    assert [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ] == []


def _n_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1 - len((ast.get_docstring(node) or "").splitlines())
