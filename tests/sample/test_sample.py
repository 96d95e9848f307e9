"""The sample's files say what they ought to: read as any spreadsheet would read them."""

from __future__ import annotations

import csv
import datetime
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
PACKS = SAMPLE.parent / "packs"
TODAY = datetime.date(2026, 11, 24)

Sheet = list[dict[str, Any]]
Desk = dict[str, Sheet]

REQUIRED = {
    "business": "name country currency",
    "suppliers": "supplier_code name country",
    "products": "product_code name category unit",
    "classifications": "product_code country code valid_from",
    "orders": "order_number order_date supplier_code line_no product_code quantity unit "
    "unit_price currency incoterm",
    "licences": "licence_ref supplier_code",
    "licence_events": "licence_ref date state",
    "shipments": "shipment_ref order_number line_no quantity",
    "entries": "shipment_ref entry_line layer amount",
    "documents": "document_type",
    "charges": "kind currency",
    "prices": "material date source unit currency",
    "fx": "date base quote rate",
    "parties": "list name from source",
    "decisions": "subject code reason decided_on",
}
KEYS = {
    "suppliers": "supplier_code",
    "products": "product_code",
    "classifications": "product_code country valid_from",
    "orders": "order_number line_no",
    "licences": "licence_ref line_no",
    "licence_events": "licence_ref date state",
    "shipments": "shipment_ref order_number line_no",
    "entries": "shipment_ref entry_line layer",
    "documents": "document_type order_number shipment_ref licence_ref supplier_code "
    "product_code number",
    "charges": "charge_ref order_number shipment_ref kind basis lines vendor invoice_number",
    "prices": "material date market source unit currency tax_included",
    "fx": "date base quote source",
    "parties": "list name from",
    "decisions": "subject code value",
}
STATES = (
    "not_required to_assess required euc_drafting euc_signed originals_sent originals_received "
    "filed accepted supplement_asked supplement_given on_hold granted amended surrendered "
    "partly_used exhausted expired revoked returned refused"
).split()
ALLOWED = {
    ("suppliers", "role"): "manufacturer separator trader broker forwarder lab",
    ("suppliers", "environmental_status"): "clear rectifying penalised unknown",
    ("products", "category"): "oxide compound metal alloy target ore magnet assembly equipment "
    "technology",
    ("products", "unit"): "kg pcs t",
    ("orders", "unit"): "kg pcs t",
    ("orders", "currency"): "USD CNY EUR",
    ("orders", "incoterm"): "EXW FCA FAS FOB CFR CIF CPT CIP DAP DPU DDP",
    ("orders", "transport_mode"): "sea air rail road courier",
    ("orders", "stage"): "place apply export load arrive clear pay close closed",
    ("licences", "kind"): "single general registration ordinary",
    ("licences", "limit_by"): "quantity value both none",
    ("licence_events", "state"): " ".join(STATES),
    ("shipments", "customs_state"): "declared inspection challenge_open challenge_closed released",
    ("documents", "state"): "requested received accepted rejected waived",
    ("charges", "kind"): "goods freight insurance duty brokerage inland handling inspection "
    "testing storage demurrage bank licence_fee rebate credit other",
    ("charges", "basis"): "estimate actual",
    ("charges", "currency"): "USD CNY EUR",
    ("charges", "method"): "value weight quantity volume equal manual",
    ("prices", "unit"): "kg t",
    ("prices", "tax_included"): "yes no",
}
REFERENCES = {
    ("orders", "supplier_code"): ("suppliers", "supplier_code"),
    ("orders", "product_code"): ("products", "product_code"),
    ("classifications", "product_code"): ("products", "product_code"),
    ("licences", "supplier_code"): ("suppliers", "supplier_code"),
    ("licences", "order_number"): ("orders", "order_number"),
    ("licences", "product_code"): ("products", "product_code"),
    ("licences", "replaces"): ("licences", "licence_ref"),
    ("licence_events", "licence_ref"): ("licences", "licence_ref"),
    ("shipments", "order_number"): ("orders", "order_number"),
    ("shipments", "licence_ref"): ("licences", "licence_ref"),
    ("entries", "shipment_ref"): ("shipments", "shipment_ref"),
    ("documents", "order_number"): ("orders", "order_number"),
    ("documents", "shipment_ref"): ("shipments", "shipment_ref"),
    ("documents", "licence_ref"): ("licences", "licence_ref"),
    ("documents", "supplier_code"): ("suppliers", "supplier_code"),
    ("documents", "product_code"): ("products", "product_code"),
    ("charges", "order_number"): ("orders", "order_number"),
    ("charges", "shipment_ref"): ("shipments", "shipment_ref"),
}
TEXT_COLUMNS = (
    "hs_code code uscc licence_number number importer_no invoice_number order_number "
    "product_code supplier_code shipment_ref licence_ref control_code customs_entry_no"
).split()


def _cells_of(path: Path) -> Iterator[tuple[str, Sheet]]:
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        names = [str(name) for name in rows[0]]
        yield (
            sheet.title,
            [
                {
                    name: cell.date() if isinstance(cell, datetime.datetime) else cell
                    for name, cell in zip(names, row, strict=True)
                    if cell not in (None, "")
                }
                for row in rows[1:]
            ],
        )
    book.close()


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Read all sheets and CSV files of the sample, blanks left out."""
    sheets = dict(_cells_of(SAMPLE / "desk.xlsx"))
    for path in sorted(SAMPLE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem] = [
                {name: cell for name, cell in row.items() if cell} for row in csv.DictReader(file)
            ]
    assert all(sheets.values()), "each kind has rows: the tests below walk over them"
    return sheets


def _day(cell: datetime.date | str) -> datetime.date:
    return cell if isinstance(cell, datetime.date) else datetime.date.fromisoformat(cell)


def test_every_kind_has_its_required_columns(desk: Desk) -> None:
    assert set(desk) == set(REQUIRED)
    for kind, names in REQUIRED.items():
        short = [row for row in desk[kind] if not set(names.split()) <= set(row)]
        assert not short, kind


def test_the_desk_has_its_size(desk: Desk) -> None:
    assert len(desk["business"]) == 1
    assert len(desk["suppliers"]) == 14
    assert len(desk["products"]) == 40
    days = {row["order_number"]: row["order_date"] for row in desk["orders"]}
    assert len(days) == 80
    assert min(days.values()) < datetime.date(2024, 7, 1)
    assert datetime.date(2026, 11, 1) < max(days.values()) <= TODAY
    assert len({row["shipment_ref"] for row in desk["shipments"]}) == 110
    lines = Counter(row["order_number"] for row in desk["orders"])
    assert max(lines.values()) == 6


def test_about_forty_orders_are_open(desk: Desk) -> None:
    done = {
        row["order_number"]
        for row in desk["orders"]
        if row.get("stage") == "closed" or "cancelled_on" in row
    }
    assert 38 <= len({row["order_number"] for row in desk["orders"]} - done) <= 46


@pytest.mark.parametrize("kind", KEYS)
def test_no_key_stands_twice(desk: Desk, kind: str) -> None:
    names = KEYS[kind].split()
    keys = Counter(tuple(str(row.get(name, "")).lower() for name in names) for row in desk[kind])
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("column", ALLOWED, ids="-".join)
def test_words_come_from_the_allowed_lists(desk: Desk, column: tuple[str, str]) -> None:
    kind, name = column
    met = {row[name] for row in desk[kind] if name in row}
    assert met
    assert met <= set(ALLOWED[column].split())


@pytest.mark.parametrize("column", REFERENCES, ids="-".join)
def test_every_reference_is_met(desk: Desk, column: tuple[str, str]) -> None:
    kind, name = column
    target, key = REFERENCES[column]
    named = {row[name] for row in desk[kind] if name in row}
    assert named
    assert named <= {row[key] for row in desk[target]}


def test_every_licence_state_is_the_last_word_of_some_licence(desk: Desk) -> None:
    events: dict[str, list[tuple[datetime.date, int]]] = defaultdict(list)
    for row in desk["licence_events"]:
        events[row["licence_ref"]].append((_day(row["date"]), STATES.index(row["state"])))
    last = {STATES[max(met)[1]] for met in events.values()}
    assert last == set(STATES)
    kinds = {row["kind"] for row in desk["licences"] if "kind" in row}
    assert kinds == {"single", "general", "registration", "ordinary"}


def test_one_supplier_has_enough_grants_for_a_forecast(desk: Desk) -> None:
    supplier = {row["licence_ref"]: row["supplier_code"] for row in desk["licences"]}
    met: dict[str, set[str]] = defaultdict(set)
    for row in desk["licence_events"]:
        met[row["licence_ref"]].add(row["state"])
    grants = Counter(
        supplier[ref] for ref, states in met.items() if {"accepted", "granted"} <= states
    )
    assert max(grants.values()) >= 8


def test_dates_of_an_order_are_in_order(desk: Desk) -> None:
    placed = {row["order_number"]: row["order_date"] for row in desk["orders"]}
    chain = ("export_declared_on", "atd", "ata", "entered_on", "cleared_on", "received_on")
    for row in desk["shipments"]:
        days = [row[name] for name in chain if name in row]
        assert [placed[row["order_number"]], *days] == sorted([placed[row["order_number"]], *days])
        assert row["etd"] <= row["eta"]
        assert all(day <= TODAY for day in days), row["shipment_ref"]


def test_goods_leave_under_a_licence_that_is_valid(desk: Desk) -> None:
    valid = {
        row["licence_ref"]: (row["valid_from"], row["valid_to"])
        for row in desk["licences"]
        if "valid_to" in row
    }
    gone = [row for row in desk["shipments"] if "licence_ref" in row and "atd" in row]
    assert len(gone) > 10
    for row in gone:
        start, end = valid[row["licence_ref"]]
        assert start <= row["export_declared_on"] <= end, row["shipment_ref"]


def test_licence_days_are_after_the_order_and_in_order(desk: Desk) -> None:
    placed = {row["order_number"]: row["order_date"] for row in desk["orders"]}
    order = {row["licence_ref"]: row.get("order_number") for row in desk["licences"]}
    days: dict[str, list[datetime.date]] = defaultdict(list)
    for row in desk["licence_events"]:
        days[row["licence_ref"]].append(_day(row["date"]))
    for ref, met in days.items():
        assert met == sorted(met), ref
        assert met[-1] <= TODAY
        number = order[ref]
        assert number is None or placed[number] <= met[0], ref


def _pack_rows(table: str) -> list[dict[str, str]]:
    with min(PACKS.glob(f"*/{table}.csv")).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _off_days() -> tuple[set[datetime.date], set[datetime.date]]:
    rows = _pack_rows("calendar-cn")
    off = {_day(row["date"]) for row in rows if row["kind"] != "workday"}
    worked = {_day(row["date"]) for row in rows if row["kind"] == "workday"}
    return off, worked


def test_grants_take_thirty_to_sixty_chinese_working_days(desk: Desk) -> None:
    off, worked = _off_days()

    def is_workday(day: datetime.date) -> bool:
        return day in worked or (day.weekday() < 5 and day not in off)

    kind = {row["licence_ref"]: row.get("kind") for row in desk["licences"]}
    met: dict[str, dict[str, datetime.date]] = defaultdict(dict)
    for row in desk["licence_events"]:
        met[row["licence_ref"]][row["state"]] = _day(row["date"])
    granted = {
        ref: states
        for ref, states in met.items()
        if kind[ref] == "single" and {"accepted", "granted"} <= set(states)
    }
    assert len(granted) > 5
    for ref, states in granted.items():
        day, took = states["accepted"], 0
        assert is_workday(day), ref
        assert is_workday(states["granted"]), ref
        while day < states["granted"]:
            day += datetime.timedelta(1)
            took += is_workday(day)
        assert 30 <= took <= 60, ref


def test_shipments_are_partial_short_over_and_rejected(desk: Desk) -> None:
    ordered = {(row["order_number"], row["line_no"]): row["quantity"] for row in desk["orders"]}
    shipped: Counter[tuple[str, int]] = Counter()
    for row in desk["shipments"]:
        key = (row["order_number"], row["line_no"])
        assert key in ordered
        shipped[key] += row["quantity"]
    assert any(count > ordered[key] for key, count in shipped.items())
    assert any(count < ordered[key] for key, count in shipped.items())
    assert all(count <= ordered[key] * 1.02 for key, count in shipped.items())
    received = [row for row in desk["shipments"] if "received_on" in row]
    assert any(row["rejected_quantity"] > 0 for row in received)
    assert any(row["received_quantity"] < row["quantity"] for row in received)
    assert all(
        row["received_quantity"] == row["accepted_quantity"] + row["rejected_quantity"]
        for row in received
    )


def test_closed_orders_have_all_deeds_on_record(desk: Desk) -> None:
    closed = {row["order_number"] for row in desk["orders"] if row.get("stage") == "closed"}
    paid = {
        row.get("shipment_ref")
        for row in desk["charges"]
        if row["kind"] == "goods" and "paid_on" in row
    }
    sent = [row for row in desk["shipments"] if row["order_number"] in closed]
    assert len(sent) > 10
    for row in sent:
        assert "received_on" in row, row["shipment_ref"]
        assert row["shipment_ref"] in paid, row["shipment_ref"]


def test_entries_are_rate_times_base(desk: Desk) -> None:
    for row in desk["entries"]:
        if row["layer"] != "FEE-MPF":
            assert abs(row["base"] * row["rate_percent"] / 100 - row["amount"]) < 0.0051
        assert row["rule"].startswith("duties/")
        assert float(row["base"]).is_integer()


def test_entry_rules_are_rows_of_the_pack(desk: Desk) -> None:
    known = {row["id"]: row for row in _pack_rows("duties")}
    entered = {
        row["shipment_ref"]: row["entered_on"] for row in desk["shipments"] if "entered_on" in row
    }
    for row in desk["entries"]:
        rule = known[row["rule"].removeprefix("duties/")]
        day = entered[row["shipment_ref"]].isoformat()
        assert rule["layer"] == row["layer"]
        assert (rule["effective_from"] or day) <= day <= (rule["effective_to"] or day)


def test_papers_named_by_documents_are_real(desk: Desk) -> None:
    named = {row["file"] for row in desk["documents"] if "file" in row}
    there = {f"papers/{path.name}" for path in (SAMPLE / "papers").iterdir()}
    assert named == there
    assert len(named) >= 6
    for name in named:
        content = (SAMPLE / name).read_bytes()
        assert content.startswith(b"%PDF" if name.endswith(".pdf") else b"PK")
        assert len(content) < 60_000


def test_document_types_are_rows_of_the_pack(desk: Desk) -> None:
    known = {row["id"] for row in _pack_rows("documents")}
    assert {row["document_type"] for row in desk["documents"]} <= known
    parents = ("order_number", "shipment_ref", "licence_ref", "supplier_code", "product_code")
    assert all(sum(name in row for name in parents) == 1 for row in desk["documents"])
    assert all("reason" in row for row in desk["documents"] if row["state"] == "waived")


def test_codes_are_text_and_dates_are_dates(desk: Desk) -> None:
    for kind in set(desk) - {"charges", "fx", "licence_events", "prices"}:
        for row in desk[kind]:
            for name, cell in row.items():
                if name in TEXT_COLUMNS:
                    assert isinstance(cell, str), (kind, name, cell)
                if re.search(r"(_on|_until|_from|_to|_date|^date|^etd|^eta|^atd|^ata)$", name):
                    assert isinstance(cell, datetime.date), (kind, name, cell)


def test_csv_cells_follow_the_rules_of_the_sheets(desk: Desk) -> None:
    for row in desk["charges"] + desk["prices"] + desk["fx"]:
        for name in ("amount", "percent", "rate", "price", "low", "high"):
            assert re.fullmatch(r"\d+(\.\d+)?", row.get(name, "0")), (name, row)
        for name in ("date", "invoice_date", "paid_on"):
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.get(name, "2026-01-01"))


def test_rates_and_prices_cover_the_thirty_months(desk: Desk) -> None:
    for base in ("USD", "EUR"):
        days = sorted(_day(row["date"]) for row in desk["fx"] if row["base"] == base)
        assert days[0] < datetime.date(2024, 6, 1)
        assert days[-1] == TODAY
        assert max(b - a for a, b in itertools.pairwise(days)).days <= 7
    points = Counter((row["material"], row["market"]) for row in desk["prices"])
    assert set(points.values()) == {30}
    assert len(points) == 16


def test_no_name_is_that_of_a_real_party(desk: Desk) -> None:
    real = {_folded(row["entity_name"]) for row in _pack_rows("parties")}
    invented = {row["name"] for row in desk["suppliers"] + desk["parties"] + desk["business"]}
    invented |= {row["end_user"] for row in desk["orders"] if "end_user" in row}
    assert not {_folded(name) for name in invented} & real


def _folded(name: str) -> str:
    words = re.sub(r"[^a-z0-9 ]", " ", name.lower()).split()
    return " ".join(w for w in words if w not in ("co", "ltd", "inc", "llc", "gmbh", "kk", "jsc"))
