"""Invented markets: exchange rates, oxide prices, and what the suppliers ask on a day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.sample.maker.days import TODAY, weekday_from
from tests.sample.maker.goods import Product
from tests.sample.maker.rows import Desk, Row
from tests.sample.maker.tables import table

# Small ups and downs, in thousandths; read round and round.
_WIGGLE = (0, 4, -3, 6, 2, -5, -1, 7, 3, -4, 1, -6, 5, -2, 0, 3, -7, 4, 2, -3, 6, -1, -4, 5)
_CENT = Decimal("0.01")

Curve = list[tuple[date, Decimal]]


def _curves() -> dict[str, Curve]:
    """Read the turning points, a row a month, a column a curve."""
    curves: dict[str, Curve] = {}
    for row in table("markets"):
        day = date.fromisoformat(row.pop("month") + "-01")
        for name, value in row.items():
            if value:
                curves.setdefault(name, []).append((day, Decimal(value)))
    return curves


_CURVES = _curves()


def value_on(curve: str, day: date) -> Decimal:
    """Read a curve on a day, straight between its turning points."""
    points = _CURVES[curve]
    for (start, low), (end, high) in itertools.pairwise(points):
        if day <= end:
            part = Decimal((day - start).days) / Decimal((end - start).days)
            return low + (high - low) * part
    return points[-1][1]


def _moved(value: Decimal, turn: int, unit: str, parts: int = 1000) -> Decimal:
    """Move a smooth value a little and round it to `unit`."""
    moved = value * (1 + Decimal(_WIGGLE[turn % len(_WIGGLE)]) / parts)
    return moved.quantize(Decimal(unit), ROUND_HALF_UP)


def rate(base: str, day: date) -> Decimal:
    """Tell how many dollars one unit of `base` is worth by the last rate up to the day."""
    if base == "USD":
        return Decimal(1)
    last = max(d for d in fixing_days() if d <= day)
    turn = fixing_days().index(last)
    if base == "EUR":
        return _moved(value_on("EUR-USD", last), turn + 5, "0.0001", 4000)
    return 1 / _moved(value_on("USD-CNY", last), turn // 2, "0.0001", 4000)


def fixing_days() -> list[date]:
    """List the days with a rate: each Friday, and the desk's today."""
    first = date(2024, 5, 3)
    weeks = (TODAY - first).days // 7 + 1
    return [first + timedelta(7 * n) for n in range(weeks)] + [TODAY]


def asking_price(product: Product, day: date, currency: str) -> Decimal:
    """Work out the price of one unit, four digits, in the supplier's currency."""
    dollars = value_on(product.family, day) * Decimal(product.factor)
    if product.unit == "pcs" and product.category != "assembly":
        dollars *= product.kg
    moved = dollars * (1 + Decimal(_WIGGLE[(day.toordinal() + len(product.name)) % 24]) / 500)
    price = moved / rate(currency, day)
    return price.quantize(Decimal("0.0001") if price < 20 else _CENT, ROUND_HALF_UP)


def add_rates(desk: Desk) -> None:
    """Write down weekly rates: yuan for a dollar, dollars for a euro."""
    for turn, day in enumerate(fixing_days()):
        yuan = _moved(value_on("USD-CNY", day), turn // 2, "0.0001", 4000)
        euro = _moved(value_on("EUR-USD", day), turn + 5, "0.0001", 4000)
        desk.add("fx", date=day, base="USD", quote="CNY", rate=yuan, source="sample")
        desk.add("fx", date=day, base="EUR", quote="USD", rate=euro, source="sample")


_OXIDES = ("NdPr-oxide", "Nd2O3", "Dy2O3", "Tb4O7", "Sm2O3", "Gd2O3", "Y2O3", "Ho2O3")


def add_prices(desk: Desk) -> None:
    """Write down a price point a month for each oxide, in China and in Europe."""
    months = [(2024 + n // 12, n % 12 + 1) for n in range(5, 35)]
    for turn, (year, month) in enumerate(months):
        day = weekday_from(date(year, month, 15))
        for place, material in enumerate(_OXIDES):
            _add_point(desk, material, day, turn + 3 * place)


def _add_point(desk: Desk, material: str, day: date, turn: int) -> None:
    """Write down both markets of one oxide: yuan a tonne with tax, dollars a kilogram without."""
    home = _moved(value_on(f"{material} CN", day) * 1000, turn, "1").quantize(Decimal(1))
    home -= home % 500
    cells: Row = {"material": material, "date": day, "source": "sample desk"}
    desk.add(
        "prices", **cells, market="China domestic", unit="t", currency="CNY", tax_included="yes",
        low=home - 500 * (turn % 3 + 1), high=home + 500 * (turn % 3 + 1),
    )  # fmt: skip
    abroad = _moved(value_on(f"{material} EU", day), turn + 7, "0.01")
    desk.add(
        "prices", **cells, market="Europe", unit="kg", currency="USD", tax_included="no",
        price=abroad,
    )  # fmt: skip
