"""Made-up desks of any size, as CSV sheets and as bare rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

LINES_PER_ORDER = 10
SUPPLIERS = 14
PRODUCTS = 40
FIRST_DAY = date(2024, 6, 3)
TODAY = date(2026, 11, 24)

ORDER_HEADINGS = (
    "order_number",
    "order_date",
    "supplier_code",
    "line_no",
    "product_code",
    "quantity",
    "unit",
    "unit_price",
    "price_per",
    "currency",
    "incoterm",
    "incoterm_place",
    "transport_mode",
    "end_user",
    "end_user_country",
)


def order_rows(lines: int) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet `orders`: ten lines an order, spread over thirty months."""
    for place in range(lines):
        order, line = divmod(place, LINES_PER_ORDER)
        day = FIRST_DAY + timedelta(days=order * 900 // max(1, lines // LINES_PER_ORDER))
        yield (
            f"PO-{order:06d}",
            day.isoformat(),
            f"S{order % SUPPLIERS:02d}",
            str(line + 1),
            f"P{(order + line) % PRODUCTS:02d}",
            str(100 + place % 900),
            "pcs",
            f"{1 + place % 97}.{place % 100:02d}",
            "1",
            "USD",
            "FOB",
            "Ningbo",
            "sea",
            "Example Drives Inc.",
            "US",
        )


def supplier_rows() -> Iterator[tuple[str, ...]]:
    """Rows of the sheet `suppliers`."""
    for place in range(SUPPLIERS):
        yield (f"S{place:02d}", f"Magnet Works {place}", "CN", "manufacturer")


def product_rows() -> Iterator[tuple[str, ...]]:
    """Rows of the sheet `products`: sintered NdFeB with and without dysprosium."""
    for place in range(PRODUCTS):
        composition = "Nd:29.5;Dy:1.2" if place % 2 else "Nd:30.5"
        yield (
            f"P{place:02d}",
            f"Block {place}",
            "magnet",
            "NdFeB",
            f"N{35 + place % 17}",
            "block",
            "8505110070",
            "pcs",
            f"0.{place + 10:03d}",
            composition,
        )


def write_sheets(folder: Path, lines: int) -> list[Path]:
    """The desk as three CSV files."""
    sheets: list[tuple[str, tuple[str, ...], Iterator[tuple[str, ...]]]] = [
        ("suppliers", ("supplier_code", "name", "country", "role"), supplier_rows()),
        (
            "products",
            (
                "product_code",
                "name",
                "category",
                "material",
                "grade",
                "form",
                "hs_code",
                "unit",
                "unit_net_weight_kg",
                "composition",
            ),
            product_rows(),
        ),
        ("orders", ORDER_HEADINGS, order_rows(lines)),
    ]
    paths = []
    for kind, headings, rows in sheets:
        path = folder / f"{kind}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(rows)
        paths.append(path)
    return paths


def plain_loop(orders: int) -> Decimal:
    """The same figures for orders of ten lines by a plain Decimal loop, nothing explained.

    Goods, customs value, three layers of duty, the entry's two fees shared over the lines, landed
    cost in all, per unit, per kilogram and per kilogram of oxide: what every order is asked.
    """
    cent, hundred, total = Decimal("0.01"), Decimal(100), Decimal(0)
    layers = (Decimal("2.1"), Decimal(25), Decimal("12.5"))
    mpf, least, most, hmf = Decimal("0.3464"), Decimal("34.58"), Decimal("670.86"), Decimal("0.125")
    content = Decimal("0.345")
    for order in range(orders):
        goods, duties, kilos = [], [], []
        for line in range(LINES_PER_ORDER):
            quantity, price = Decimal(100 + line), Decimal(order % 97 + 1)
            value = (quantity * price / 1).quantize(cent, ROUND_HALF_UP)
            goods.append(value)
            kilos.append(quantity * Decimal("0.035"))
            duties.append(
                [(value * rate / hundred).quantize(cent, ROUND_HALF_UP) for rate in layers]
            )
        entry = sum(goods, Decimal(0))
        fee = min(max((entry * mpf / hundred).quantize(cent, ROUND_HALF_UP), least), most)
        harbour = (entry * hmf / hundred).quantize(cent, ROUND_HALF_UP)
        fees = [
            sum(pair) for pair in zip(_shares(fee, goods), _shares(harbour, goods), strict=True)
        ]
        for line in range(LINES_PER_ORDER):
            landed = goods[line] + sum(duties[line], Decimal(0)) + fees[line]
            oxide = kilos[line] * content
            total += landed / (100 + line) + landed / kilos[line] + landed / oxide + landed
    return total


def _shares(amount: Decimal, weights: list[Decimal]) -> list[Decimal]:
    cents, whole = int(amount.scaleb(2)), sum(weights)
    exact = [cents * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return [Decimal(part).scaleb(-2) for part in parts]
