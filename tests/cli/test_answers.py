"""Every question with and without --json: the shape of the contract, exit codes, readable lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from remanence.app.posting import pack_name
from remanence.app.settings import Surroundings
from remanence.store import posted
from remanence.store.reading import Rows
from tests.cli import shapes
from tests.cli.shapes import Shape, misfits
from tests.desk import ROOT, Desk, NoPainter, run

TODAY = "2026-11-24"

QUESTIONS: list[tuple[list[str], Shape]] = [
    (["orders"], shapes.ORDERS),
    (["today"], shapes.TODAY),
    (["licences"], [shapes.LICENCE]),
    (["suppliers"], shapes.SUPPLIERS),
    (["exposure"], shapes.EXPOSURE),
    (["exposure", "--by", "group"], shapes.EXPOSURE),
    (["exposure", "--by", "country"], shapes.EXPOSURE),
    (["exposure", "--by", "element"], shapes.EXPOSURE),
    (["trend", "--of", "product"], shapes.TREND),
    (["trend", "--of", "grade", "--by", "quarter", "--unit", "piece"], shapes.TREND),
    (["trend", "--of", "material", "--by", "year", "--unit", "reo-kg"], shapes.TREND),
    (["trend", "--of", "category", "--basis", "actual"], shapes.TREND),
    (["trend", "--of", "supplier", "--currency", "EUR", "--basis", "estimate"], shapes.TREND),
    (["history"], shapes.HISTORY),
    (["search", "Ningbo"], shapes.SEARCH),
    (["search", "there is no such text"], shapes.SEARCH),
    (["check"], shapes.CHECK),
    (["policy", "list"], [{"id": "key", "serial": "count"}]),
    (["policy", "on", TODAY], shapes.POLICY_ON),
    (["policy", "quotas"], shapes.QUOTAS),
    (["policy", "events"], [{"id": "key", "date": "key", "title": "key"}]),
    (["policy", "show", "documents"], {"rows": [{"id": "key"}]}),
    (["policy", "show", "documents/euc"], {"id": "key"}),
]


@pytest.mark.parametrize(("words", "shape"), QUESTIONS, ids=[" ".join(q[0]) for q in QUESTIONS])
def test_questions(sample: Desk, words: list[str], shape: Shape) -> None:
    before = sample.state()
    done = sample.run(*words, "--json")
    assert done.code == 0, done
    assert list(misfits(done.json, shape))[:10] == []
    said = sample.run(*words)
    assert said.code == 0
    assert said.out.strip() or words[:2] == ["search", "there is no such text"]
    assert '{"' not in said.out
    assert sample.state() == before


def test_lists_hold_something(sample: Desk) -> None:
    for words in (["orders"], ["licences"], ["today"], ["suppliers"], ["search", "Ningbo"]):
        assert len(sample.run(*words, "--json").json) > 3, words
    groups = [row["group"] for row in sample.run("today", "--json").json]
    order = ["cannot_move", "soon", "unknown", "settled"]
    assert groups == sorted(groups, key=order.index)
    assert sample.run("trend", "--of", "product", "--json").json["series"] != []


@pytest.mark.parametrize("day", ["2026-10-12", "2026-11-24", "2026-12-09", "2027-01-20"])
def test_the_list_of_orders_and_today_agree_on_what_cannot_move(sample: Desk, day: str) -> None:
    today = date.fromisoformat(day)
    needs = sample.run("today", "--today", day, "--json").json
    blocked = {
        one["record"]["ref"]
        for one in needs
        if one["group"] == "cannot_move" and one["record"]["kind"] == "orders"
    }
    listed = {
        one["number"]
        for one in sample.run("orders", "--today", day, "--json").json
        if one["verdict"] == "not_ready"
        and one["stage_day"] is not None
        and (date.fromisoformat(one["stage_day"]) - today).days <= 14
    }
    assert blocked == listed


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-25", "2026-12-02"])
def test_today_leaves_out_only_orders_that_have_nothing_to_say(
    sample: Desk, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = sample.run("today", "--today", day, "--json").json
    asked: list[int] = []

    def everybody(rows: Rows, **_days: str) -> list[int]:
        asked.extend(posted.all_order_ids(rows))
        return asked

    with closing(sample.open(date.fromisoformat(day))) as workspace, workspace.store.read() as rows:
        near = posted.needing_attention(
            rows, today=day, pack=pack_name(workspace), since=day, soon="2026-12-08"
        )
    monkeypatch.setattr(posted, "needing_attention", everybody)
    assert sample.run("today", "--today", day, "--json").json == shown
    assert 0 < len(near) < len(asked)


def test_an_order_says_when_it_is_here(sample: Desk) -> None:
    known = 0
    for row in sample.run("orders", "--json").json:
        if row["stage"] is None:
            continue
        done = sample.run("order", row["number"], "--json")
        found = done.json["arrival"]
        days = [part["dock_on"] for part in found["parts"]]
        assert found["dock_on"] == (max(days) if days and None not in days else None)
        assert found["explanation"][0]["value"] == found["dock_on"]
        known += found["dock_on"] is not None
    assert known > 3


def numbers(desk: Desk) -> list[str]:
    found = [row["number"] for row in desk.run("orders", "--json").json]
    assert len(found) > 50
    return found


def test_each_order(sample: Desk) -> None:
    for number in numbers(sample)[::9]:
        done = sample.run("order", number, "--json")
        assert done.code == 0, done
        whole = done.json
        assert list(misfits(whole["readiness"], shapes.READINESS)) == []
        assert list(misfits(whole["licences"], [shapes.LICENCE])) == []
        assert list(misfits(whole["cost"], shapes.COST)) == []
        wanted = {"ordered": "number", "shipped": "number", "received": "number", "open": "number"}
        assert list(misfits(whole["orders"], [wanted])) == []
        for kind in ("shipments", "documents", "charges", "entries", "suppliers", "products"):
            assert isinstance(whole[kind], list), kind
        ready = sample.run("readiness", number, "--json")
        assert list(misfits(ready.json, shapes.READINESS)) == []
        assert ready.code == (0 if ready.json["verdict"] == "ready" else 1)
        cost = sample.run("cost", number, "--json")
        assert list(misfits(cost.json, shapes.COST)) == []
        errors = [one for one in cost.json["findings"] if one["severity"] == "error"]
        assert cost.code == (1 if errors else 0)
        assert number in sample.run("order", number).out
        assert number in sample.run("readiness", number).out
        assert number in sample.run("cost", number).out


@pytest.mark.parametrize(
    "stage", ["place", "apply", "export", "load", "arrive", "clear", "pay", "close"]
)
def test_readiness_of_each_stage(sample: Desk, stage: str) -> None:
    done = sample.run("readiness", numbers(sample)[0], "--stage", stage, "--json")
    assert done.json["stage"] == stage
    assert list(misfits(done.json, shapes.READINESS)) == []
    assert done.json["verdict"] in ("ready", "not_ready", "unknown")
    assert done.code == (0 if done.json["verdict"] == "ready" else 1)
    kinds = {one["kind"] for one in done.json["requirements"]}
    assert kinds <= {"document", "licence", "check"}


def test_each_licence(sample: Desk) -> None:
    for row in sample.run("licences", "--json").json[::7]:
        done = sample.run("licence", row["ref"], "--json")
        assert done.json == row
        errors = [one for one in row["findings"] if one["severity"] == "error"]
        assert done.code == (1 if errors else 0)
        assert row["ref"] in sample.run("licence", row["ref"]).out


@pytest.mark.parametrize("basis", ["estimate", "actual", "estimate,actual"])
def test_cost_of_each_basis(sample: Desk, basis: str) -> None:
    number = numbers(sample)[-1]
    done = sample.run("cost", number, "--basis", basis, "--json")
    assert done.json["basis"] == basis
    assert list(misfits(done.json, shapes.COST)) == []
    explained = done.json["explanation"]
    assert explained[0]["depth"] == 0
    assert explained[0]["value"] == done.json["landed"]


def test_amounts_of_orders_have_the_minor_unit_of_their_currency(sample: Desk) -> None:
    for row in sample.run("orders", "--json").json:
        places = {"JPY": 0, "KRW": 0}.get(row["currency"], 2)
        assert len(row["goods"].partition(".")[2]) == places, row
        if row["landed"] is not None:
            assert len(row["landed"].partition(".")[2]) == 2


def test_the_verdict_changes_with_the_day(sample: Desk) -> None:
    now = sample.run("today", "--json", "--today", TODAY).json
    later = sample.run("--today", "2027-06-01", "today", "--json").json
    assert now != later
    assert sample.run("readiness", "PO-2401", "--json", "--today=2027-06-01").json["on"] == (
        "2027-06-01"
    )


# ---------------------------------------------------------------- where the common options stand

PLACES: list[Callable[[str], list[str]]] = [
    lambda at: ["--workspace", at, "--json", "--today", TODAY, "orders"],
    lambda at: ["orders", "--workspace", at, "--json", "--today", TODAY],
    lambda at: ["-w", at, "orders", "--today=2026-11-24", "--json", "--quiet"],
    lambda at: ["--json", "orders", f"--workspace={at}"],
    lambda at: ["--quiet", f"-w={at}", "--json", "orders"],
]


@pytest.mark.parametrize("place", PLACES)
def test_options_stand_before_or_after_the_command(
    sample: Desk, place: Callable[[str], list[str]]
) -> None:
    done = run(place(str(sample.path)), sample.around)
    assert done.code == 0, done
    assert done.json == sample.run("orders", "--json").json


def test_the_workspace_is_named_by_option_surroundings_or_the_last_one(
    sample: Desk, tmp_path: Path
) -> None:
    expected = sample.run("orders", "--json").json
    fresh = sample.around._replace(home=tmp_path / "home")
    none = run(["orders", "--json"], fresh)
    assert (none.code, none.json["error"]["code"]) == (2, "no_workspace")
    named = run(["orders", "--json"], fresh._replace(workspace=str(sample.path)))
    assert named.json == expected
    assert run(["orders", "--json"], fresh).json == expected  # it is the last one opened now
    without_ending = str(sample.path).removesuffix(".remanence")
    assert run(["-w", without_ending, "orders", "--json"], fresh).json == expected


def test_help_names_every_command(sample: Desk) -> None:
    text = sample.run("--help").out
    for word in (
        "demo new import export today orders order readiness licences licence cost trend suppliers "
        "exposure policy calc attach search check backup restore history undo redo"
    ).split():
        assert f" {word} " in text, word
    assert sample.run("cost", "--help").code == 0
    asked = sample.run("cost", "--help", "--json")
    assert asked.code == 0
    assert "--basis" in asked.json["help"]


# ------------------------------------------------------------------------------------------ demo


class Drawing(NoPainter):
    """Draws two pages, as the window's painter would."""

    def pages(self, workspace: object, folder: Path) -> list[Path]:
        folder.mkdir(exist_ok=True)
        paths = [folder / "today.png", folder / "orders.png"]
        for path in paths:
            path.write_bytes(b"\x89PNG")
        return paths


def test_demo_draws_where_there_is_no_display(sample: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr("tests.desk.NoPainter", Drawing)
    before = sample.state()
    done = run(["demo", "--to", str(sample.path), "--json"], sample.around)
    assert done.code == 0, done
    assert list(misfits(done.json, shapes.DEMO)) == []
    assert len(done.json["today"]) > 3
    assert [Path(path).name for path in done.json["pictures"]] == ["today.png", "orders.png"]
    assert all(Path(path).is_file() for path in done.json["pictures"])
    assert Path(done.json["report"]).is_file()
    assert Path(done.json["workspace"]) == sample.path
    assert sample.state() == before  # an existing sample is used as it is
    said = run(["demo", "--to", str(sample.path)], sample.around)
    assert said.code == 0
    for path in (sample.path, *done.json["pictures"], done.json["report"]):
        assert str(path) in said.out


def test_demo_opens_the_window_where_there_is_a_display(sample: Desk, monkeypatch: Any) -> None:
    opened = []

    class Showing(Drawing):
        def has_display(self) -> bool:
            return True

        def window(self, workspace: Path, today: object, around: object) -> int:
            opened.append(workspace)
            return 0

    monkeypatch.setattr("tests.desk.NoPainter", Showing)
    assert run(["demo", "--to", str(sample.path)], sample.around).code == 0
    assert opened == [sample.path]
    assert run(["demo", "--to", str(sample.path), "--json"], sample.around).code == 0
    assert opened == [sample.path], "with --json no window is opened"


def test_options_without_a_command_open_the_window_where_there_is_a_display(
    sample: Desk, tmp_path: Path, monkeypatch: Any
) -> None:
    opened = []

    class Showing(Drawing):
        def has_display(self) -> bool:
            return True

        def window(self, workspace: Path, today: object, around: object) -> int:
            opened.append((workspace, today))
            return 0

    words = ["-w", str(sample.path), "--today", "2026-11-01"]
    assert run(words, sample.around).code == 2
    monkeypatch.setattr("tests.desk.NoPainter", Showing)
    assert run(words, sample.around).code == 0
    assert opened == [(sample.path, date(2026, 11, 1))]
    assert run([*words, "--json"], sample.around).code == 2
    nowhere = Surroundings(tmp_path / "no home", ROOT / "resources", lambda: "")
    assert run(["--today", "2026-11-01"], nowhere).code == 2


def test_a_foreign_folder_is_no_sample(tmp_path: Path, sample: Desk) -> None:
    (tmp_path / "mine.remanence").mkdir()
    done = run(["demo", "--to", str(tmp_path / "mine"), "--json"], sample.around)
    assert done.code == 1
    assert done.json["error"]["code"] == "workspace_damaged"
    assert list((tmp_path / "mine.remanence").iterdir()) == []


def test_every_word_of_the_readme_for_commands_is_known(sample: Desk) -> None:
    """Commands that the README shows exist."""
    import re

    text = (ROOT / "README.md").read_text("utf-8")
    words = set(re.findall(r"`remanence ([a-z]+)", text))
    assert len(words) > 5
    for word in words:
        assert sample.run(word, "--help").code == 0, word


def test_json_is_one_value_in_utf8(sample: Desk) -> None:
    out = sample.run("suppliers", "--json").out
    json.loads(out)
    assert "\\u" not in out
    assert any("\u4e00" <= char <= "\u9fff" for char in out)
