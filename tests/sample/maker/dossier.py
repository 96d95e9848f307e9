"""Rows of documents: what lies on file for each product, supplier, order, licence and shipment.

Which papers a thing needs follows the checklist of the reference pack; the desk files them in the
order of the stages, and `data/paper_odds.csv` names those that are missing, late or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tests.sample.maker.costs import invoice_day, invoice_number
from tests.sample.maker.days import TODAY, later
from tests.sample.maker.goods import PRODUCTS, china_code, report_day
from tests.sample.maker.plans import Licence, Line, Order, Trip
from tests.sample.maker.rows import Cell, Desk
from tests.sample.maker.shipping import (
    World,
    carried,
    entry_number,
    goods_value,
    gross_kg,
    net_kg,
    packages,
    transport_number,
)
from tests.sample.maker.tables import table
from tests.sample.maker.trade import END_USERS, OWN_FIRM, SUPPLIERS

_RANK = {"": 0, "export": 1, "load": 2, "arrive": 3, "clear": 4, "close": 5}
_NUMBERS = (
    "quantity",
    "net_weight_kg",
    "gross_weight_kg",
    "value",
    "gauss_at_2_1m",
    "gauss_at_4_6m",
)
# Net kilograms by air from which a parcel counts as magnetised material.
_STRONG = Decimal("95.5")
Cells = dict[str, Cell | None]


def _odds() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["parent"], row["type"]): row for row in table("paper_odds")}


class Files:
    """The filing cabinet: adds papers, with the oddities of the table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._odds = _odds()
        self.used: set[tuple[str, str]] = set()

    def add(
        self, kind: str, parent: tuple[str, str], cells: Cells, state: str = "accepted"
    ) -> None:
        """File one paper under its parent (column, key); a state `missing` files none."""
        odd = self._odds.get((parent[1], kind))
        filed: Cells = {"state": state, **cells}
        if odd is not None:
            self.used.add((parent[1], kind))
            filed |= _overrides(odd)
        if filed["state"] == "missing":
            return
        if filed["state"] == "requested":
            filed["issued_on"] = None
        self._desk.add("documents", document_type=kind, **{parent[0]: parent[1]}, **filed)

    def unused(self) -> set[tuple[str, str]]:
        """Name oddities that met no paper: a slip in the table."""
        return set(self._odds) - self.used


def _overrides(odd: dict[str, str]) -> Cells:
    cells: Cells = {}
    if odd["state"]:
        cells["state"] = odd["state"]
    if odd["reason"]:
        cells["reason"] = odd["reason"]
    for part in odd["fields"].split("|"):
        name, _, value = part.partition("=")
        if name.endswith("_on") or name == "valid_to":
            cells[name] = date.fromisoformat(value)
        elif name:
            cells[name] = Decimal(value) if name in _NUMBERS else value
    return cells


def add_standing_papers(files: Files) -> None:
    """File what serves many orders: data sheets, composition reports, permit packs."""
    for product in PRODUCTS.values():
        if product.category == "magnet":
            sheet: Cells = {"number": f"DS-{product.code[2:]}", "issued_on": date(2024, 5, 6)}
            files.add("spec", ("product_code", product.code), sheet)
        day = report_day(product)
        if day is not None:
            files.add(
                "comp_test", ("product_code", product.code),
                {"number": product.report, "issued_on": day, "valid_to": later(day, 365)},
            )  # fmt: skip
    for row in SUPPLIERS.values():
        if row["prefix"]:
            files.add(
                "coc_env", ("supplier_code", row["code"]),
                {"number": f"EP-{row['prefix']}-26", "issued_on": date(2026, 2, 27),
                 "valid_to": date(2027, 2, 26), "confidential": "yes"},
            )  # fmt: skip


def add_order_papers(files: Files, world: World, order: Order) -> None:
    """File the papers of an order and of its licences."""
    parent = ("order_number", order.number)
    whole = _whole(world, order)
    files.add("proforma", parent, {
        "number": f"PI-{SUPPLIERS[order.supplier]['prefix']}-{order.tail}",
        "issued_on": later(order.day, -4), "incoterm": order.incoterm,
        "country_of_origin": order.country, **whole})  # fmt: skip
    files.add("po", parent, {
        "number": order.number, "issued_on": order.day, "incoterm": order.incoterm,
        "transport_mode": order.mode, "end_user": _user(order), **whole})  # fmt: skip
    if order.controlled:
        _add_certificates(files, world, order)
    for licence in world.licences_of(order):
        if licence.number:
            _add_licence_scan(files, order, licence)


def _user(order: Order) -> str:
    return "" if order.number == "PO-2653" else END_USERS[order.user]["name"]


def _whole(world: World, order: Order) -> Cells:
    """Describe the whole order where one shipment carries all of it; else leave it open."""
    codes = {line.product.tariff[:6] for line in order.lines}
    cells: Cells = {"hs_code": codes.pop() if len(codes) == 1 else ""}
    if len(world.trips_of(order)) > 1:
        return cells
    goods = [(line, line.quantity) for line in order.lines]
    value = sum((line.value(count) for line, count in goods), Decimal(0))
    return cells | _measure(goods) | {"value": value, "currency": order.currency}


def _measure(goods: list[tuple[Line, int]]) -> Cells:
    units = {line.product.unit for line, _ in goods}
    count = sum(count for _, count in goods) if len(units) == 1 else None
    return {"quantity": count, "net_weight_kg": net_kg(goods).quantize(Decimal("0.1"))}


def _signed_on(world: World, order: Order) -> tuple[date | None, str]:
    """Tell when the certificate was signed and how far it has come."""
    licences = [lic for lic in world.licences_of(order) if lic.kind == "single"]
    if not licences:
        day = later(order.day, 12)
        return day, "accepted" if day <= TODAY else "requested"
    signed = licences[-1].day_of("euc_signed")
    if signed:
        return signed, "accepted"
    drafting = licences[-1].day_of("euc_drafting")
    return None, "requested" if drafting else "missing"


def _add_certificates(files: Files, world: World, order: Order) -> None:
    parent = ("order_number", order.number)
    signed, state = _signed_on(world, order)
    named: Cells = {"issued_on": signed, "end_user": _user(order)}
    certified: Cells = {}
    if len(world.trips_of(order)) <= 1 and len(order.controlled) == len(order.lines):
        certified = _measure([(line, line.quantity) for line in order.lines])
    codes = {china_code(line.product)[:6] for line in order.controlled}
    files.add("euc", parent, {
        "number": f"EUC-{order.tail}", **named, **certified,
        "hs_code": codes.pop() if len(codes) == 1 else ""}, state)  # fmt: skip
    files.add("eus", parent, {"number": f"EUS-{order.tail}", **named}, state)
    files.add("importer_intro", parent, {"number": f"INT-{order.tail}", "issued_on": signed}, state)
    files.add("history", parent, {"number": f"HIS-{order.tail}", "issued_on": signed}, state)


def _add_licence_scan(files: Files, order: Order, licence: Licence) -> None:
    kind = "cn_ordinary_licence" if licence.kind == "ordinary" else "cn_licence"
    lines = order.ordinary if licence.kind == "ordinary" else order.controlled
    goods = [(line, line.quantity) for line in lines]
    whole = kind == "cn_licence" and len(lines) == len(order.lines) and not licence.goods
    names = [END_USERS[user]["name"] for user in licence.users]
    codes = {china_code(line.product) for line in lines}
    files.add(kind, ("licence_ref", licence.ref), {
        "number": licence.number, "issued_on": licence.valid_from, "valid_to": licence.valid_to,
        "end_user": " | ".join(names), "transport_mode": licence.mode,
        "hs_code": codes.pop() if len(codes) == 1 else "",
        **(_measure(goods) if whole else {})})  # fmt: skip


def add_shipment_papers(files: Files, order: Order, trip: Trip, *, refund: bool) -> None:
    """File the papers of a shipment as far as it is made ready.

    `refund`: it paid the duties of 2025 that are given back on application.
    """
    ready = _RANK[trip.ready]
    soon = trip.etd <= later(TODAY, 22)
    for stage, kind, cells in _shipment_papers(order, trip):
        state = "accepted"
        if _RANK[stage] > ready:
            state = "requested" if soon and stage == "export" else "missing"
        files.add(kind, ("shipment_ref", trip.ref), cells, state)
    if refund:
        number = f"CAPE-{order.tail}-{trip.ref[-1]}"
        files.add("301refund", ("shipment_ref", trip.ref),
                  {"number": number, "issued_on": date(2026, 6, 30)})  # fmt: skip


def _shipment_papers(order: Order, trip: Trip) -> Iterator[tuple[str, str, Cells]]:
    yield from _export_papers(order, trip)
    yield from _loading_papers(order, trip)
    yield from _carriage_papers(order, trip)
    yield from _clearing_papers(order, trip)


def _export_papers(order: Order, trip: Trip) -> Iterator[tuple[str, str, Cells]]:
    goods = carried(order, trip)
    codes = {china_code(line.product)[:6] for line, _ in goods}
    weighed = _measure(goods)
    day = invoice_day(trip)
    yield "export", "invoice", {
        "number": invoice_number(order, trip), "issued_on": day, **weighed,
        "value": goods_value(order, trip), "currency": order.currency,
        "hs_code": codes.pop() if len(codes) == 1 else "", "incoterm": order.incoterm,
        "country_of_origin": order.country, "consignee": OWN_FIRM}  # fmt: skip
    yield "export", "packing", {
        "number": f"PL-{order.tail}-{trip.ref[-1]}", "issued_on": day, **weighed,
        "gross_weight_kg": gross_kg(order, trip), "packages": packages(order, trip)}  # fmt: skip
    if trip.state == "challenge_open":
        yield "load", "challenge_file", {"number": "", "issued_on": None}


def _loading_papers(order: Order, trip: Trip) -> Iterator[tuple[str, str, Cells]]:
    kinds = {line.product.category for line, _ in carried(order, trip)}
    tail = f"{order.tail}-{trip.ref[-1]}"
    before = min(later(trip.etd, -4), TODAY)
    dated: Cells = {"issued_on": before}
    china = order.country == "CN"
    if china:
        yield "load", "cn_decl", {"number": f"CD{trip.etd:%y%m%d}{trip.ref[-1]}",
                                  "issued_on": trip.declared or before}  # fmt: skip
    if "magnet" in kinds and trip.mode == "air":
        yield from _air_papers(order, trip, dated)
    if kinds & {"magnet", "alloy", "metal", "oxide"}:
        yield "load", "mtc", {"number": f"MTC-{tail}", **dated}
    if kinds & {"oxide", "metal"}:
        yield "load", "coa", {"number": f"COA-{tail}", **dated}
    if kinds & {"oxide", "metal", "alloy"}:
        yield "load", "sds", {"number": f"SDS-{tail}", **dated}
    yield "load", "insurance", {"number": f"OC-{tail}", **dated}
    if trip.mode == "sea":
        yield "load", "isf", {"number": f"ISF-{tail}", "issued_on": min(later(trip.etd, -3), TODAY)}
    if china:
        yield "load", "uflpa", {"number": f"TR-{tail}", **dated, "confidential": "yes"}


def _air_papers(order: Order, trip: Trip, dated: Cells) -> Iterator[tuple[str, str, Cells]]:
    tail = f"{order.tail}-{trip.ref[-1]}"
    strong = net_kg(carried(order, trip)) > _STRONG
    near, far = ("0.0087", "0.0012") if strong else ("0.0031", "0.0004")
    yield "load", "mag_decl", {
        "number": f"MG-{tail}", **dated, "gauss_at_2_1m": Decimal(near),
        "gauss_at_4_6m": Decimal(far)}  # fmt: skip
    if strong:
        yield "load", "dgd", {"number": f"DG-{tail}", **dated}


def _carriage_papers(order: Order, trip: Trip) -> Iterator[tuple[str, str, Cells]]:
    goods = carried(order, trip)
    yield "arrive", "bl" if trip.mode == "sea" else "awb", {
        "number": transport_number(trip), "issued_on": trip.atd, "transport_mode": trip.mode,
        "net_weight_kg": _measure(goods)["net_weight_kg"],
        "gross_weight_kg": gross_kg(order, trip), "packages": packages(order, trip),
        "consignee": OWN_FIRM}  # fmt: skip


def _clearing_papers(order: Order, trip: Trip) -> Iterator[tuple[str, str, Cells]]:
    goods = carried(order, trip)
    codes = {line.product.tariff for line, _ in goods}
    tail = f"{order.tail}-{trip.ref[-1]}"
    yield "clear", "7501", {
        "number": entry_number(trip) if trip.entered else "", "issued_on": trip.entered,
        "hs_code": codes.pop() if len(codes) == 1 else "", "country_of_origin": order.country,
        "transport_mode": trip.mode}  # fmt: skip
    if {line.product.category for line, _ in goods} & {"oxide", "metal", "alloy"}:
        yield "clear", "tsca", {"number": f"TSCA-{tail}", "issued_on": trip.entered}
    yield "close", "receipt", {"number": f"GR-{tail}", "issued_on": trip.received}
