"""Files and functions stay small, and only three places catch everything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "remanence"
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
#: The ends of the road, where an unforeseen error becomes a report for a person.
CATCH_ALL = {"gui/jobs.py", "gui/main.py", "cli/main.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """List the modules of the package, migrations included."""
    return sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    """Return the path within the package, as CATCH_ALL writes it."""
    return path.relative_to(PACKAGE).as_posix()


def long_functions(source: str) -> Iterator[str]:
    """Yield name and length of functions over the limit, docstrings and decorators not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and length(node) > LINES_OF_A_FUNCTION:
            yield f"{node.name}: {length(node)} lines"


def length(function: Function) -> int:
    """Count the lines of a function from `def` to its end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler only tidies up: its last word is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def broad_handlers(source: str) -> Iterator[int]:
    """Yield the lines of handlers that catch everything and do not pass it on."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and not passes_on(node):
            caught = "" if node.type is None else ast.unparse(node.type)
            if not caught or {"Exception", "BaseException"} & set(caught.strip("()").split(", ")):
                yield node.lineno


@pytest.mark.parametrize("path", modules(), ids=named)
def test_sizes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LINES_OF_A_FILE, "make a package of the same name"
    if "migrations" not in path.parts:  # a migration is one list of steps, read once
        assert list(long_functions(source)) == []


@pytest.mark.parametrize("path", modules(), ids=named)
def test_only_the_ends_of_the_road_catch_everything(path: Path) -> None:
    if named(path) not in CATCH_ALL:
        assert list(broad_handlers(path.read_text(encoding="utf-8"))) == []


def test_a_long_function_is_seen() -> None:
    body = "\n".join(f"    x = {number}" for number in range(40))
    assert list(long_functions(f"def short():\n    '''Doc.'''\n{body[:-11]}")) == []
    assert list(long_functions(f"def long():\n{body}")) == ["long: 41 lines"]


@pytest.mark.parametrize(
    "handler", ["except Exception:", "except:", "except BaseException:", "except (A, Exception):"]
)
def test_a_broad_handler_is_seen(handler: str) -> None:
    assert list(broad_handlers(f"try:\n    pass\n{handler}\n    pass")) == [3]
    assert list(broad_handlers(f"try:\n    pass\n{handler}\n    tidy()\n    raise")) == []
    assert list(broad_handlers("try:\n    pass\nexcept OSError:\n    pass")) == []
