"""The bench: `python -m tests.bench [LINES]` prints the table of `docs/performance.md`.

Every figure is the ratio of what the program does to the bare work underneath, both measured in
this run, in processor time: machines differ, ratios carry over.
"""

from __future__ import annotations

import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from math import log
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from remanence.app.collector import paused
from remanence.app.history import undo
from remanence.app.imports.apply import apply_plan
from remanence.app.imports.plan import plan_import
from remanence.app.judging import Judge
from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, create_workspace, open_workspace
from remanence.core.facts.business import Business
from remanence.store import dossiers, history, trends
from remanence.store.door import Store
from remanence.store.posted import CostRow
from remanence.store.statements import insert_sql
from tests.bench.desk import TODAY, plain_loop, write_sheets

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T09:00:00+00:00"
LINE_NAMES = ("order_id", "line_no", "product_id", "quantity", "unit", "unit_price", "price_per")


class Row(NamedTuple):
    """One line of the table."""

    work: str
    floor: str
    measured: float
    goal: str


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time of one run."""
    start = process_time()
    work()
    return process_time() - start


def best(work: Callable[[], object], times: int = 3) -> float:
    """The least of several runs: what the work costs when nothing disturbs it."""
    return min(cpu(work) for _ in range(times))


def workspace(folder: Path, name: str) -> Workspace:
    """An empty workspace, open."""
    around = Surroundings(folder / "home", ROOT / "resources", lambda: NOW)
    business = Business(name="Bench", country="US", currency="USD")
    return open_workspace(create_workspace(folder / name, business, around), TODAY, around)


def imported(folder: Path, name: str, lines: int) -> tuple[Workspace, float, float]:
    """A workspace with that many order lines, and the seconds that plan and writing took."""
    sheets = folder / f"{name} sheets"
    sheets.mkdir()
    paths = write_sheets(sheets, lines)
    desk = workspace(folder, name)
    start = process_time()
    plan = plan_import(desk, paths)
    planned = process_time()
    apply_plan(desk, plan, source="bench")
    return desk, planned - start, process_time() - planned


def bare_rows(desk: Workspace) -> list[tuple[object, ...]]:
    """The order lines of a workspace as the driver gives them."""
    names = ", ".join(("id", "op", *LINE_NAMES))
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        return plain.execute(f"SELECT {names} FROM order_lines").fetchall()  # noqa: S608


def bare_insert(folder: Path, desk: Workspace, rows: list[tuple[object, ...]]) -> float:
    """The same rows by `executemany` into the same table of an empty copy."""

    def once() -> float:
        target = folder / "bare.db"
        target.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(desk.path / "workspace.db")) as full,
            closing(sqlite3.connect(target, isolation_level=None)) as plain,
        ):
            for (sql,) in full.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
                plain.execute(sql)
            plain.execute("BEGIN")
            seconds = cpu(lambda: plain.executemany(insert_sql("order_lines", LINE_NAMES), rows))
            plain.execute("COMMIT")
            return seconds

    return min(once() for _ in range(3))


def verbs(folder: Path, full: Workspace, count: int) -> tuple[float, float]:
    """Order lines written through the three verbs, history included; and the undo of that."""
    with full.store.read() as reader:
        files = dossiers.order_files(reader)
    products = {
        product.product_code: product.id for file in files for product in file.products.values()
    }
    lines = [
        (line.line_no, products[line.product_code], line.quantity, line.unit, line.unit_price, 1)
        for file in files
        for line in file.lines
    ][:count]
    orders = [file.order.id for file in files for _ in file.lines][:count]
    rows = [(order, *line) for order, line in zip(orders, lines, strict=True)]
    ids = [line.id for file in files for line in file.lines]
    rounds = [_written(folder / f"verbs{n}.remanence", full.path, ids, rows) for n in range(3)]
    return min(one[0] for one in rounds), min(one[1] for one in rounds)


def _written(
    copy: Path, full: Path, ids: Sequence[int], rows: Sequence[tuple[object, ...]]
) -> tuple[float, float]:
    """Seconds of writing rows into an empty table of a copy, and of the undo."""
    shutil.copytree(full, copy)
    with (
        closing(Store.open(copy)) as store,
        store.write("bench", source="bench", at=NOW) as txn,
    ):
        txn.delete("order_lines", ids)
    with closing(sqlite3.connect(copy / "workspace.db")) as plain:
        plain.execute("VACUUM")  # the floor fills a fresh table too, not pages that are given back
    with closing(Store.open(copy)) as store:
        start = process_time()
        with store.write("bench", source="bench", at=NOW) as txn:
            txn.insert("order_lines", LINE_NAMES, rows)
        written = process_time() - start
        back = cpu(lambda: history.undo(store, None, NOW))
    shutil.rmtree(copy)
    return written, back


MANY = 10
"""How often the posted lines are laid beside themselves, as those of other orders, for a trend."""


def trend_rows(full: Workspace) -> tuple[float, float]:
    """A trend over posted rows, and the same grouping in bare SQL."""
    months = (0, 120_000)
    sql = """
    SELECT p.material, c.month, count(*), count(DISTINCT c.order_id), sum(c.kg), sum(c.goods),
        sum(c.freight), sum(c.insurance), sum(c.duty), sum(c.fees), sum(c.other)
    FROM cost_line c JOIN products p ON p.id = c.product_id
    WHERE c.basis = 3 GROUP BY p.material, c.month"""
    with closing(sqlite3.connect(full.path / "workspace.db")) as plain:
        for round_ in range(1, MANY):
            plain.execute(_AS_OTHERS, {"far": round_ * 100_000_000})
        plain.commit()
        with full.store.read() as reader:
            bare = best(lambda: plain.execute(sql).fetchall())
            ours = best(
                lambda: trends.trend_cells(
                    reader, "material", "kg", by="month", basis="estimate,actual", months=months
                )
            )
        plain.execute("DELETE FROM cost_line WHERE order_id > 100000000")
        plain.commit()
    return ours, bare


_AS_OTHERS = f"""
INSERT INTO cost_line ({", ".join(CostRow._fields)})
SELECT order_id + :far, order_line_id + :far, {", ".join(CostRow._fields[2:])}
FROM cost_line WHERE order_id < 100000000"""  # noqa: S608 - columns of ours


def one_price(desk: Workspace) -> float:
    """Wall seconds of one price changed, verdict and cost posted."""
    from remanence.app import operation

    with desk.store.read() as reader:
        line = dossiers.order_files(reader, [reader.rows("SELECT min(id) FROM orders")[0][0]])[
            0
        ].lines[0]

    def once(place: int) -> float:
        start = perf_counter()
        price = line.unit_price + place
        operation.run(
            desk,
            "set_price",
            lambda txn: txn.update("order_lines", ("unit_price",), [(line.id, price)]),
            source="bench",
        )
        return perf_counter() - start

    once(0)
    return min(once(place) for place in range(1, 6))


def start_of(words: list[str]) -> float:
    """Wall seconds of a command of its own process, the least of five."""

    def once() -> float:
        start = perf_counter()
        subprocess.run(words, check=False, capture_output=True)
        return perf_counter() - start

    return min(once() for _ in range(5))


BARE_TYPER = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def first(): pass
@app.command()
def second(): pass
app()
"""


def measure(folder: Path, lines: int) -> Iterator[Row]:
    """All figures, one after the other."""
    small, plan_small, write_small = imported(folder, "small", 1_000)
    full, planned, written = imported(folder, "full", lines)
    rows = bare_rows(full)
    floor = bare_insert(folder, full, rows)
    verb, back = verbs(folder, full, len(rows))
    many = f"{lines:,} order lines"
    yield Row(f"{many}, history included", "executemany, same rows", verb / floor, "2")
    yield Row("undo of it", "the same", back / floor, "2.5")
    yield Row(f"{many} from CSV: plan alone", "the same", planned / floor, "-")
    whole = planned + written
    yield Row(f"{many} from CSV: verdicts and cost posted", "the same", whole / floor, "9")
    whole_back = cpu(lambda: undo(full, source="bench"))
    yield Row("undo of that import, posting included", "the same", whole_back / floor, "2.5")
    full.close()
    again, _, _ = imported(folder, "again", lines)
    ours, bare = trend_rows(again)
    yield Row(
        f"trend over {MANY * lines:,} posted lines", "the same grouping in SQL", ours / bare, "1.2"
    )
    yield from costing(again)
    growth = log(whole / (plan_small + write_small)) / log(lines / 1_000)
    yield Row(f"from 1,000 to {lines:,} lines: exponent n^x", "", growth, "1.05")
    little, much = one_price(small), one_price(again)
    yield Row(f"one price changed among {lines:,}: milliseconds", "", much * 1000, "10")
    yield Row("the same, against a workspace of 1,000 lines", "", much / little, "1.0")
    small.close()
    again.close()
    bare_help = start_of([sys.executable, "-c", BARE_TYPER, "--help"])
    ours_help = start_of([sys.executable, "-m", "remanence", "--help"])
    yield Row("--help", "bare typer", ours_help / bare_help, "2")


def costing(desk: Workspace) -> Iterator[Row]:
    """Orders of ten lines costed with every figure explained, and judged, against a plain loop."""
    with desk.store.read() as reader:
        files = dossiers.order_files(reader)[:2_000]
    judge = Judge.of(desk)
    for file in files[:20]:
        judge.costs(file)
        judge.readiness(file)
    plain = best(lambda: plain_loop(len(files)))
    with paused():  # as whatever judges many orders does
        cost = best(lambda: [judge.cost(file, "estimate,actual").landed for file in files])
    name = f"{len(files):,} orders of ten lines costed, every figure explained"
    yield Row(name, "plain Decimal loop", cost / plain, "3")
    with paused():
        verdicts = best(lambda: [judge.readiness(file) for file in files], 2)
    yield Row("their verdicts", "the same loop", verdicts / plain, "-")


def main(argv: list[str]) -> int:
    """Print the table."""
    lines = int(argv[0]) if argv else 100_000
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, ", end="")
    print(f"SQLite {sqlite3.sqlite_version}, {date.today():%Y-%m-%d}")  # noqa: DTZ011, TID251
    print("| work | against | ratio | goal |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), lines):
            print(f"| {row.work} | {row.floor} | {row.measured:.2f} | {row.goal} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
