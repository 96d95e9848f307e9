"""What must not stand in the source, and what may stand in one place only.

The rules look at the syntax tree, not at the text: a word in a sentence is no sin.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "remanence"

FORBIDDEN_MODULES = {
    "dill",
    "ftplib",
    "http.client",
    "imaplib",
    "marshal",
    "pickle",
    "shelve",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "webbrowser",
}
FORBIDDEN_CALLS = {"__import__", "compile", "eval", "exec"}
FORBIDDEN_METHODS = {"extractall", "to_pickle", "read_pickle", "unsafe_load", "processEvents"}
#: Parsers of XML that expand what a stranger wrote; openpyxl takes the guarded one by itself.
XML_MODULES = {"xml.dom", "xml.etree", "xml.parsers", "xml.sax", "lxml"}
OPENERS = {"startfile", "openUrl", "startDetached", "system", "popen", "execv", "execvp", "spawnv"}

Rule = Callable[[ast.AST], bool]


def modules() -> list[Path]:
    """List the modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    """Return the path within the package."""
    return path.relative_to(PACKAGE).as_posix()


def sins(source: str, rule: Rule) -> list[int]:
    """Return the lines on which a rule is broken."""
    return [getattr(node, "lineno", 0) for node in ast.walk(ast.parse(source)) if rule(node)]


def imported(node: ast.AST) -> Iterator[str]:
    """Yield what an import statement names, parents and members too."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_one_of(node: ast.AST, names: set[str]) -> bool:
    """Say whether a statement imports one of these modules or a part of one."""
    return any(
        found == name or found.startswith(name + ".") for found in imported(node) for name in names
    )


def called(node: ast.AST) -> str:
    """Return the last name of what is called, or an empty text."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def runs_data_as_code(node: ast.AST) -> bool:
    """Pickles, eval and their kin."""
    if imports_one_of(node, FORBIDDEN_MODULES) or called(node) in FORBIDDEN_METHODS:
        return True
    is_plain = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return is_plain and called(node) in FORBIDDEN_CALLS


def loads_yaml(node: ast.AST) -> bool:
    """YAML can build objects; no file of ours is YAML."""
    return imports_one_of(node, {"yaml", "ruamel"})


#: They parse nothing: the shape of a listener, and what the guarded parser raises.
HARMLESS_XML = {"SAXException", "ContentHandler"}


def parses_xml_unguarded(node: ast.AST) -> bool:
    """XML is read by defusedxml; what a listener needs may come from the library."""
    if isinstance(node, ast.ImportFrom) and {name.name for name in node.names} <= HARMLESS_XML:
        return False
    return imports_one_of(node, XML_MODULES)


def builds_sql_from_text(node: ast.AST) -> bool:
    """`text()` with an f-string, a sum, a % or a format: values go in as parameters."""
    if called(node) not in {"text", "exec_driver_sql"} or not isinstance(node, ast.Call):
        return False
    first = node.args[0] if node.args else None
    if isinstance(first, ast.JoinedStr):
        return True
    if isinstance(first, ast.BinOp):
        return not all(isinstance(side, ast.Constant) for side in (first.left, first.right))
    return first is not None and called(first) == "format"


def reads_csv_loosely(node: ast.AST) -> bool:
    """`csv.reader` and `DictReader` forgive broken quotes unless they are strict."""
    if called(node) not in {"reader", "DictReader"} or not isinstance(node, ast.Call):
        return False
    is_strict = any(
        word.arg == "strict" and isinstance(word.value, ast.Constant) and word.value.value is True
        for word in node.keywords
    )
    return not is_strict


def starts_a_program(node: ast.AST) -> bool:
    """Another program, or 'open with the system'."""
    if called(node) == "system" and isinstance(node, ast.Call):  # QLocale.system() starts nothing
        return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "os"
    return imports_one_of(node, {"subprocess", "pty"}) or called(node) in OPENERS


EVERYWHERE: list[Rule] = [
    runs_data_as_code,
    loads_yaml,
    parses_xml_unguarded,
    builds_sql_from_text,
    reads_csv_loosely,
]


@pytest.mark.parametrize("path", modules(), ids=named)
def test_nothing_forbidden(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    found = {rule.__name__: sins(source, rule) for rule in EVERYWHERE}
    assert found == {rule.__name__: [] for rule in EVERYWHERE}


def test_programs_are_started_in_one_module_only() -> None:
    found = [
        named(path)
        for path in modules()
        if sins(path.read_text(encoding="utf-8"), starts_a_program)
    ]
    assert len(found) <= 1, found


@pytest.mark.parametrize(
    ("rule", "sin", "fine"),
    [
        (runs_data_as_code, "import pickle", "import json"),
        (runs_data_as_code, "from urllib import request", "from urllib import parse"),
        (runs_data_as_code, "eval('1')", "re.compile('1')"),
        (runs_data_as_code, "archive.extractall('x')", "archive.open('x')"),
        (loads_yaml, "import yaml", "import tomllib"),
        (parses_xml_unguarded, "from xml.etree import ElementTree", "import defusedxml"),
        (builds_sql_from_text, "text(f'SELECT {x}')", "text('SELECT :x')"),
        (builds_sql_from_text, "db.exec_driver_sql('SELECT ' + x)", "text('A' 'B')"),
        (builds_sql_from_text, "text('SELECT {}'.format(x))", "text(QUERY)"),
        (reads_csv_loosely, "csv.reader(file)", "csv.reader(file, strict=True)"),
        (reads_csv_loosely, "csv.DictReader(file, strict=False)", "csv.writer(file)"),
        (starts_a_program, "import subprocess", "import os"),
        (starts_a_program, "os.startfile('x')", "os.replace('x', 'y')"),
        (starts_a_program, "QDesktopServices.openUrl(url)", "QUrl(url)"),
    ],
)
def test_each_rule_sees_its_sin(rule: Rule, sin: str, fine: str) -> None:
    assert sins(sin, rule) == [1]
    assert sins(fine, rule) == []


# ------------------------------------------------------------------------- every kept file

#: Written in pieces, so that this file does not find itself.
PLACES = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w+/", r"[A-Z]:\\Us" + "ers"])
)
INDEXES = re.compile(
    "|".join(["pyp" + r"i\.org", "pythonh" + r"osted\.", "index" + "-url", "/sim" + "ple/"])
)
#: Papers that do not travel with the project; a page under docs/ may bear the name.
PAPERS = re.compile(
    r"(?<!docs/)(?<!\]\()(?<!\w)(interface|design|libraries|limits|reliability|known-fau"
    + r"lts|ux|style)\.md"
)

#: Folders and files that .gitignore leaves out.
MADE_BY_TOOLS = re.compile(
    r"\.(git|venv|cache|nox|hypothesis|coverage.*|.*_cache|DS_Store)|venv|build|dist|__pycache__"
    r"|htmlcov|pictures|.*\.(egg-info|remanence|pyc)"
)


def kept_files() -> list[Path]:
    """List the text files of the checkout, what tools make left out."""
    paths = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not MADE_BY_TOOLS.fullmatch(name)]
        paths += [Path(folder, name) for name in names if not MADE_BY_TOOLS.fullmatch(name)]
    return [path for path in paths if b"\0" not in path.read_bytes()[:8000]]


@pytest.mark.parametrize("pattern", [PLACES, INDEXES, PAPERS], ids=["places", "indexes", "papers"])
def test_no_kept_file_names_what_does_not_travel(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in kept_files()
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_the_patterns_see_what_they_must() -> None:
    assert PLACES.search("see /wo" + "rk/x")
    assert INDEXES.search("--index" + "-url")
    assert PAPERS.search("see `desi" + "gn.md`, section 2")
    assert not PAPERS.search("see docs/desi" + "gn.md")
    assert not PLACES.search("https://example.org/network/roots/")
