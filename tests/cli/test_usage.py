"""Wrong usage, absent things, closed pipes: exit codes, and one JSON value whatever happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.shapes import misfits
from tests.desk import BASE, Desk, run
from tests.faults.outside import environment

WRONG = """

nonsense
orders extra
orders --nonsense
order
order PO-1 PO-2
readiness
readiness PO-1 --stage nowhere
readiness PO-1 --stage
licence
cost
cost PO-1 --basis guess
cost PO-1 --basis ,
trend
trend --of colour
trend --of product --by week
trend --of product --unit stone
trend --of product --basis none
trend --of product --currency XXX
trend --of product --from 2026-13-01
trend --of product --to yesterday
exposure --by planet
today --today yesterday
today --today 2026-02-30
today --today
undo nonsense
undo 1 2
redo 1
import
import {sheet} --as nonsense
import {sheet} --as
import {sheet} --nonsense
export
export orders
export nonsense --to {out}.csv
export orders --to {out}.pdf
export orders fx --to {out}.csv
export --to {out}.xlsx
export --all --to {out}.csv
new
new {out}
new {out} --currency USD
new {out} --currency ZZZ --country US
new {out} --currency USD --country UK
restore
restore {sheet}
attach
attach {sheet}
attach {sheet} --type invoice
attach {sheet} --type nonsense --order PO-1
attach {sheet} --type invoice --order PO-1 --licence L1
search
policy
policy nonsense
policy show
policy on
policy on someday
policy verify
calc
calc nonsense
calc landed
calc workdays
calc workdays --from 2026-11-24
calc workdays --from someday --days 3
calc workdays --from 2026-11-24 --days many
calc oxide Dy2O3
calc oxide Dy2O3 --oxide-kg many
calc field --gauss 1
calc field --gauss 1 --gauss 2 --at-m 2.1
calc check
calc check nonsense 1
calc fx 5 USD EUR
calc fx many USD EUR --on 2026-11-24
--workspace
-w
""".split("\n")[1:-1]

DATA_SAY_NO = [
    ("order PO-9", "not_found"),
    ("readiness PO-9", "not_found"),
    ("cost PO-9", "not_found"),
    ("licence L9", "not_found"),
    ("history --order PO-9", "not_found"),
    ("undo 99999", "not_found"),
    ("redo", "conflict"),
    ("attach {sheet} --type invoice --order PO-9", "not_found"),
    ("attach {sheet} --type invoice --shipment SH-9", "not_found"),
    ("attach {sheet} --type invoice --licence L9", "not_found"),
    ("attach {empty} --type invoice --order PO-1", "file_unusable"),
    ("policy show nonsense", "not_found"),
    ("policy show documents/nonsense", "not_found"),
    ("restore {sheet} --to {out}", "workspace_damaged"),
    ("calc workdays --from 1990-01-01 --days 3", None),
    ("calc oxide Xx2O3 --oxide-kg 3", "not_found"),
    ("calc landed {sheet}", "file_unusable"),
]

MACHINE_SAYS_NO = [
    ("import {gone}", "file_missing"),
    ("import {sheet} --map {gone}", "file_missing"),
    ("attach {gone} --type invoice --order PO-1", "file_missing"),
    ("restore {gone} --to {out}", "file_missing"),
    ("restore {kept} --to {there}", "machine_says_no"),
    ("new {there} --currency USD --country US", "machine_says_no"),
    ("new {sheet}/below --currency USD --country US", "machine_says_no"),
    ("backup --to {gone}/x.zip", "file_missing"),
    ("export orders --to {gone}/x.csv", "file_missing"),
    ("export orders --to {gone}/x.xlsx", "file_missing"),
    ("trend --of product --csv {gone}/x.csv", "file_missing"),
    ("policy verify {gone}", "file_missing"),
    ("calc landed {gone}", "file_missing"),
    ("calc batch {gone}", "file_missing"),
    ("orders --workspace {gone}", "file_missing"),
    ("check --workspace {gone}", "file_missing"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("usage") / "desk")
    made.take(BASE)
    made.sheet("orders", BASE["orders"])
    made.sheet("empty.pdf", "")
    assert made.run("backup", "--to", str(made.folder / "kept.zip")).code == 0
    return made


def words_of(desk: Desk, line: str) -> list[str]:
    places = {
        "sheet": desk.folder / "orders.csv",
        "empty": desk.folder / "empty.pdf",
        "out": desk.folder / "out",
        "gone": desk.folder / "gone",
        "kept": desk.folder / "kept.zip",
        "there": desk.path,
    }
    return [word.format(**places) for word in line.split()]


def refused(desk: Desk, line: str, code: int) -> str:
    """Run a line both ways; it must be refused, and leave everything as it is. Gives the code."""
    before = desk.state(), sorted(path.name for path in desk.folder.iterdir())
    done = desk.run("--json", *words_of(desk, line))
    assert done.code == code, done
    assert list(misfits(done.json, shapes.ERROR)) == []
    assert done.err == ""
    said = desk.run(*words_of(desk, line))
    assert said.code == code
    assert "Traceback" not in said.err
    if line not in ("", "policy", "calc"):  # these show their help
        assert said.out == ""
        assert said.err.startswith("remanence: ")
    now = desk.state(), sorted(path.name for path in desk.folder.iterdir())
    assert now == before
    return str(done.json["error"]["code"])


@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage(desk: Desk, line: str) -> None:
    assert refused(desk, line, 2) == "wrong_use"


@pytest.mark.parametrize(("line", "code"), DATA_SAY_NO, ids=[line for line, _ in DATA_SAY_NO])
def test_the_data_say_no(desk: Desk, line: str, code: str | None) -> None:
    found = refused(desk, line, 1)
    assert code in (None, found)


@pytest.mark.parametrize(
    ("line", "code"), MACHINE_SAYS_NO, ids=[line for line, _ in MACHINE_SAYS_NO]
)
def test_the_machine_says_no(desk: Desk, line: str, code: str) -> None:
    assert refused(desk, line, 3) == code


def test_the_window_is_not_asked_for_by_a_lone_option(desk: Desk) -> None:
    done = desk.run("--json")
    assert done.code == 2
    assert list(misfits(done.json, shapes.ERROR)) == []
    for words in (["orders", "--workspace", "--json"], ["orders", "--today", "--quiet", "--json"]):
        done = run(words, desk.around)
        assert (done.code, done.json["error"]["code"]) == (2, "wrong_use")


def test_a_message_shows_control_characters(desk: Desk) -> None:
    done = desk.run("order", "PO\x1b[31m\u202e9")
    assert done.code == 1
    assert "\\x1b[31m\\u202e9" in done.err


# --------------------------------------------------------------------------- streams of a process


def started(desk: Desk, *words: str, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "remanence", "--workspace", str(desk.path), *words],
        env={**environment(desk.around.home), **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(
    "words", [["policy", "show", "documents"], ["orders", "--json"], ["order", "PO-9", "--json"]]
)
def test_nobody_reads_to_the_end(desk: Desk, words: list[str]) -> None:
    process = started(desk, *words)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == (1 if "PO-9" in words else 0), said
    assert said == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gb18030", "utf-8"])
def test_a_console_of_another_code_page(desk: Desk, encoding: str) -> None:
    process = started(desk, "suppliers", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert "玉河磁业有限公司" in out.decode("utf-8")


def test_nothing_stands_on_standard_output_but_the_answer(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    process = started(desk, "export", "orders", "--to", str(target), "--json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.startswith(b"{")
    assert b"Written to" in err
    quiet = started(desk, "export", "orders", "--to", str(target), "--json", "--quiet")
    out, err = quiet.communicate(timeout=60)
    assert (quiet.returncode, err) == (0, b"")
