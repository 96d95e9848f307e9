"""What is written for people says what the program does: commands, options, columns, links."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from remanence.__main__ import main
from remanence.cli.main import FLAGS, TAKES_VALUE, build
from remanence.core.base import errors
from remanence.core.base.proof import CERTAINTIES, StepRow
from remanence.core.facts.orders import STAGES
from remanence.exchange.mapping import load_map
from remanence.exchange.sheets import SHEETS
from tests.docs import tables

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
INTERFACE = tables.INTERFACE
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"\bremanence ((?:policy |calc )?[a-z]+)\b([^`\n]*)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """List the pages for people."""
    return [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def named(path: Path) -> str:
    """Return the page as its path within the project."""
    return path.relative_to(ROOT).as_posix()


def commands() -> dict[str, TyperCommand]:
    """Give the program's commands by the words that call them."""
    return dict(_commands(get_command(build()), ""))


def _commands(command: object, words: str) -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _commands(inner, f"{words} {name}".strip())
    elif isinstance(command, TyperCommand):
        yield words, command


COMMANDS = commands()


# ----------------------------------------------------------------------------------- commands


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_stands_in_its_section_with_its_options(words: str) -> None:
    text = section_of(words)
    assert re.search(rf"`(remanence )?{words}\b", text), f"`{words}` is not in its section"
    options = {
        name
        for option in COMMANDS[words].params
        for name in option.opts
        if name.startswith("--") and name != "--help"
    }
    assert options - set(re.findall(r"--[a-z-]+", text)) == set()


def section_of(words: str) -> str:
    """Return what the reference says of a command: the part below the heading that names it."""
    text = INTERFACE.read_text("utf-8")
    if words.startswith("calc "):
        return text.split("\n## Calculators\n")[1].split("\n## ")[0]
    commands = text.split("\n## Commands\n")[1].split("\n## ")[0]
    parts = re.split(r"^### ", commands, flags=re.MULTILINE)
    name = f"`{words.partition(' ')[0]}`"
    return next((part for part in parts if name in part.partition("\n")[0]), "")


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_says_what_it_does(words: str) -> None:
    assert (COMMANDS[words].help or "").strip()


@pytest.mark.parametrize("path", pages(), ids=named)
def test_commands_named_on_a_page_exist_with_their_options(path: Path) -> None:
    strange = []
    for found in COMMAND.finditer(path.read_text("utf-8")):
        words, rest = found[1], found[2]
        if words in {"policy", "calc"}:
            continue
        if words not in COMMANDS:
            strange.append(words)
            continue
        known = {name for option in COMMANDS[words].params for name in option.opts}
        known |= {*TAKES_VALUE, *FLAGS, "--help", "-h"}
        asked = re.findall(r"(?<!\S)\[?(--?[a-z][a-z-]*)", rest)
        strange += [f"{words} {name}" for name in asked if name not in known]
    assert strange == []


def test_the_page_sees_a_command_that_does_not_exist() -> None:
    found = COMMAND.search("run `remanence fly --high` now")
    assert found is not None
    assert (found[1], found[2]) == ("fly", " --high")
    assert "fly" not in COMMANDS


@pytest.mark.parametrize("option", sorted({*TAKES_VALUE, *FLAGS}))
def test_options_of_every_command_stand_in_the_reference(option: str) -> None:
    assert f"`{option}" in INTERFACE.read_text("utf-8")


def test_every_exit_code_stands_in_the_reference() -> None:
    text = INTERFACE.read_text("utf-8")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.AppError)}
    for code in sorted({0, *codes, 4, 130}):
        assert f"| {code} |" in text


def test_the_two_commands_of_the_readme_are_those_of_the_script() -> None:
    text = README.read_text("utf-8")
    assert "```\npython go.py demo\n```" in text
    assert "```\npython go.py test\n```" in text


# ------------------------------------------------------------------------------------- sheets


def test_the_tables_of_columns_are_those_of_the_sheets() -> None:
    text = INTERFACE.read_text("utf-8")
    assert [kind for kind, _ in tables.BLOCK.findall(text)] == list(SHEETS)
    assert text == tables.renewed(text), "run: python -m tests.docs.tables"


@pytest.mark.parametrize("kind", SHEETS)
def test_every_column_has_a_meaning(kind: str) -> None:
    blocks = dict(tables.BLOCK.findall(INTERFACE.read_text("utf-8")))
    meanings = dict(tables.ROW.findall(blocks[kind]))
    assert list(meanings) == list(SHEETS[kind].names)
    assert [name for name, meaning in meanings.items() if not meaning] == []


def test_words_that_answers_use_stand_in_the_reference() -> None:
    text = INTERFACE.read_text("utf-8")
    assert [word for word in (*STAGES, *CERTAINTIES) if f"`{word}`" not in text] == []
    assert [name for name in StepRow._fields if f'"{name}"' not in text] == []


# -------------------------------------------------------------------------------- JSON by name

#: What commands answer with; its fields are keys of the JSON.
ANSWERS = (
    "app.imports.plan:SheetPlan",
    "app.exports:Exported",
    "app.exports:SheetWritten",
    "app.demo:Demo",
    "app.orders:OrderRow",
    "app.history:HistoryLine",
    "app.history:Undone",
    "app.policy:PackLine",
    "app.policy:EventLine",
    "app.trends:Trend",
    "app.exposure:Exposure",
    "app.suppliers:SupplierRow",
    "core.today:Attention",
    "core.readiness:Readiness",
    "core.readiness:Completeness",
    "core.documents.checklist:Requirement",
    "core.licences.status:LicenceStatus",
    "core.licences.status:Left",
    "core.costs.landed:Landed",
    "app.quotes:LandedRow",
    "app.upkeep:Checked",
    "app.upkeep:BackupMade",
    "app.papers:Attached",
    "core.trends.points:Point",
    "core.trends.points:Parts",
    "core.trends.exposure:ExposureRow",
    "core.costs.landed:LandedLine",
    "core.policy.controls:RuleOn",
    "core.policy.quotas:QuotaFigure",
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_key_of_an_answer_stands_in_the_reference(answer: str) -> None:
    module, name = answer.split(":")
    fields = getattr(importlib.import_module(f"remanence.{module}"), name)._fields
    text = INTERFACE.read_text("utf-8")
    keys = [field.rstrip("_") for field in fields]
    assert [key for key in keys if f'"{key}"' not in text and f"`{key}`" not in text] == []


def test_the_example_of_a_quote_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = re.findall(r"```json\n(.*?)```", INTERFACE.read_text("utf-8"), re.DOTALL)[0]
    quote = tmp_path / "quote.json"
    quote.write_text(example, "utf-8")
    assert main(["calc", "landed", str(quote), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["currency"] == "USD"
    assert answer["duty"] == [{"name": "MFN", "percent": "2.1", "amount": "22.36"}]


def test_the_example_of_a_map_is_a_map(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", INTERFACE.read_text("utf-8"), re.DOTALL)[0]
    path = tmp_path / "map.toml"
    path.write_text(example, "utf-8")
    found, findings = load_map(path)
    assert findings == []
    assert found is not None
    assert found.sheets[0].kind == "orders"


# -------------------------------------------------------------------------------------- links


def anchors(path: Path) -> set[str]:
    """Give the anchors that a page's headings make, numbered where one stands twice."""
    found: dict[str, int] = {}
    names = set()
    for title in HEADING.findall(FENCED.sub("", path.read_text("utf-8"))):
        words = re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
        count = found.get(words, 0)
        found[words] = count + 1
        names.add(words if not count else f"{words}-{count}")
    return names


@pytest.mark.parametrize("path", pages(), ids=named)
def test_links_between_pages_resolve(path: Path) -> None:
    broken = []
    for target in LINK.findall(FENCED.sub("", path.read_text("utf-8"))):
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    ahead = [README]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        targets = [target.partition("#")[0] for target in LINK.findall(path.read_text("utf-8"))]
        found = {(path.parent / target).resolve() for target in targets if target.endswith(".md")}
        ahead += sorted(found - seen)
    assert [named(path) for path in pages() if path not in seen] == []


@pytest.mark.parametrize("path", pages(), ids=named)
def test_no_page_links_out_or_names_an_index(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"https?://\S+", text) == []
    assert [word for word in ("index-" + "url", "pypi" + ".org") if word in text] == []


# ------------------------------------------------------------------------------- files by name


def test_files_named_in_the_architecture_exist() -> None:
    text = FENCED.sub("", (ROOT / "docs/architecture.md").read_text("utf-8"))
    found = re.findall(r"`((?:core|store|packs|exchange|app|cli|gui)/[\w/.]*)`", text)
    source = ROOT / "src/remanence"
    assert found
    assert [name for name in found if not there_is(source / name)] == []


def there_is(path: Path) -> bool:
    """Say whether a path is there, or a module of that name, or the package that it grew into."""
    module = path.with_suffix(".py") if path.suffix != ".py" else path
    return path.exists() or module.exists() or path.with_suffix("").is_dir()
