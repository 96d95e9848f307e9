"""A desk for tests: a workspace, sheets written by hand, commands run in this process."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from remanence.app.imports.apply import apply_plan
from remanence.app.imports.plan import ImportPlan, plan_import
from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, create_workspace, open_workspace
from remanence.cli.main import main
from remanence.core.facts.business import Business

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
NOW = "2026-11-24T09:00:00+00:00"

SUPPLIERS = """supplier_code,name,local_name,country,role,group
S1,Jade River Magnets Co. Ltd.,玉河磁业有限公司,CN,manufacturer,Jade
S2,Lotus Oxide Co. Ltd.,莲花氧化物有限公司,CN,separator,Lotus
"""
PRODUCTS = """product_code,name,category,material,grade,hs_code,unit,unit_net_weight_kg,composition
P1,Block 20x10x5,magnet,NdFeB,N38,8505110070,pcs,0.0076,Nd:30.5;Fe:68.4;B:1.0
P2,Arc 30,magnet,NdFeB,N42SH,8505110070,pcs,0.012,Nd:29.5;Dy:2.4;Fe:66.9;B:1.0
O1,Dysprosium oxide,oxide,Dy2O3,,2846908000,kg,,
"""
ORDERS = """order_number,order_date,supplier_code,line_no,product_code,quantity,unit,unit_price,\
currency,incoterm,transport_mode,end_user,end_user_country
PO-1,2026-09-01,S1,1,P1,1000,pcs,0.50,USD,FOB,sea,Drive Works Inc.,US
PO-1,2026-09-01,S1,2,P2,500,pcs,1.20,USD,FOB,sea,Drive Works Inc.,US
PO-2,2026-10-05,S2,1,O1,50,kg,310.00,USD,FOB,air,Drive Works Inc.,US
"""
BASE = {"suppliers": SUPPLIERS, "products": PRODUCTS, "orders": ORDERS}


class NoPainter:
    """Draws nothing: commands that draw are tested with the window's painter."""

    def has_display(self) -> bool:
        return False

    def window(self, workspace: Path, today: date, around: Surroundings) -> int:
        raise AssertionError(workspace)

    def pages(self, workspace: Workspace, folder: Path) -> Sequence[Path]:
        return []

    def report(self, workspace: Workspace, target: Path) -> Path:
        target.write_text("drawn", "utf-8")
        return target

    def trend(self, workspace: Workspace, answer: object, target: Path) -> Path:
        target.write_text("drawn", "utf-8")
        return target


class Done(NamedTuple):
    """What a command left: exit code, both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value that it must be."""
        return json.loads(self.out)


class Desk:
    """A workspace below a folder, with ways to write sheets, import them and ask."""

    def __init__(self, folder: Path, *, currency: str = "USD", country: str = "US") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.around = Surroundings(folder / "home", ROOT / "resources", lambda: NOW)
        business = Business(name="Test Imports", country=country, currency=currency)
        self.path = create_workspace(folder / "desk", business, self.around)

    def sheet(self, name: str, text: str) -> Path:
        """Write a CSV sheet."""
        path = self.folder / (name if "." in name else f"{name}.csv")
        path.write_text(text, "utf-8")
        return path

    def sheets(self, content: Mapping[str, str]) -> list[Path]:
        """Write several CSV sheets, each named by its kind."""
        return [self.sheet(kind, text) for kind, text in content.items()]

    def open(self, today: date = TODAY) -> Workspace:
        """Open the workspace; the caller closes it."""
        return open_workspace(self.path, today, self.around)

    def plan(self, content: Mapping[str, str], **options: Any) -> ImportPlan:
        """Plan an import of these sheets."""
        with closing(self.open()) as workspace:
            return plan_import(workspace, self.sheets(content), **options)

    def take(self, content: Mapping[str, str], **options: Any) -> ImportPlan:
        """Import these sheets; they must hold no error."""
        with closing(self.open()) as workspace:
            plan = plan_import(workspace, self.sheets(content), **options)
            assert plan.can_apply, [(found.where, found.message) for found in plan.findings]
            apply_plan(workspace, plan, source="test")
            return plan

    def run(self, *words: str, today: date = TODAY) -> Done:
        """Run a command on this workspace."""
        named = ["--workspace", str(self.path), *words]
        return run(named, self.around, today)

    def forget_posted(self) -> None:
        """Throw away what was posted, as anybody may; no operation of the program does."""
        with closing(sqlite3.connect(self.path / "workspace.db")) as plain:
            plain.execute("DELETE FROM order_status")
            plain.execute("DELETE FROM cost_line")
            plain.commit()

    def state(self) -> str:
        """Digest of every row of every table, and of every attached file."""
        return state(self.path)


def run(words: Sequence[str], around: Surroundings, today: date = TODAY) -> Done:
    """Run a command in this process and catch what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words, around, NoPainter(), today)
    return Done(code, out.getvalue(), err.getvalue())


def state(workspace: Path) -> str:
    """Digest of a workspace's tables and files, by a plain connection from outside."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{workspace / 'workspace.db'}?mode=ro", uri=True)) as plain:
        names = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in names.fetchall():
            rows = plain.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            digest.update(repr((name, sorted(map(repr, rows)))).encode())
    for path in sorted((workspace / "files").rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def codes(plan: ImportPlan) -> list[tuple[str, str]]:
    """Where and what of the errors of a plan."""
    return [(found.where, found.code) for found in plan.findings if found.severity == "error"]
