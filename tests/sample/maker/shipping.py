"""Rows of orders, licences, shipments and customs entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from tests.sample.maker.customs import Tariff, cents, whole_dollars
from tests.sample.maker.days import TODAY, later
from tests.sample.maker.goods import china_code, control_code
from tests.sample.maker.market import rate
from tests.sample.maker.plans import Licence, Line, Order, Trip
from tests.sample.maker.rows import Desk
from tests.sample.maker.trade import END_USERS, SUPPLIERS, container

_TENTH = Decimal("0.1")
CIF_FREIGHT = Decimal("1.85")


@dataclass(frozen=True)
class World:
    """All plans of the desk at hand."""

    orders: dict[str, Order]
    licences: dict[str, Licence]
    trips: list[Trip]

    def trips_of(self, order: Order) -> list[Trip]:
        """List the shipments of an order."""
        return [trip for trip in self.trips if trip.order == order.number]

    def licences_of(self, order: Order) -> list[Licence]:
        """List the licences that name an order."""
        return [lic for lic in self.licences.values() if lic.order == order.number]


def carried(order: Order, trip: Trip) -> list[tuple[Line, int]]:
    """Pair the lines with what the shipment carries of each."""
    return [(line, trip.carries[line.no]) for line in order.lines if line.no in trip.carries]


def net_kg(goods: Iterable[tuple[Line, int]]) -> Decimal:
    """Sum the net mass."""
    return sum((line.product.kg * count for line, count in goods), Decimal(0))


def gross_kg(order: Order, trip: Trip) -> Decimal:
    """Add pallets and cartons: eight per cent and a tenth."""
    net = net_kg(carried(order, trip))
    return (net * Decimal("1.08") + 4).quantize(_TENTH, ROUND_HALF_UP)


def goods_value(order: Order, trip: Trip) -> Decimal:
    """Price what the shipment carries, in the order's currency."""
    return sum((line.value(count) for line, count in carried(order, trip)), Decimal(0))


def add_order(desk: Desk, world: World, order: Order) -> None:
    """Write down the lines of one order."""
    trips = world.trips_of(order)
    user = {} if order.number == "PO-2653" else END_USERS[order.user]
    first = min((trip.etd for trip in trips), default=None)
    last = max((trip.etd for trip in trips), default=None)
    wait = 130 if order.controlled else 70
    slip = 3 * (order.day.toordinal() % 5)
    for line in order.lines:
        desk.add(
            "orders",
            order_number=order.number,
            order_date=order.day,
            supplier_code=order.supplier,
            line_no=line.no,
            product_code=line.product.code,
            quantity=line.quantity,
            unit=line.product.unit,
            unit_price=line.price,
            price_per=line.per if line.per > 1 else None,
            discount_percent=line.discount or None,
            currency=order.currency,
            incoterm=order.incoterm,
            incoterm_place=order.place,
            transport_mode=order.mode,
            requested_on=later(order.day, wait),
            confirmed_on=later(order.day, 5) if later(order.day, 5) <= TODAY else None,
            confirmed_for=later(first, -slip) if first else None,
            promised_for=order.promised or last,
            ready_on=later(first, -8) if first and first <= later(TODAY, 30) else None,
            end_user=user.get("name"),
            end_user_country=user.get("country"),
            end_use=user.get("use"),
            stage=order.stage,
            cancelled_on=order.cancelled,
            notes=order.notes if line.no == 1 else "",
        )


_TOLD = {
    "euc_drafting": ("own desk", ""),
    "euc_signed": ("end user", "Signed and stamped"),
    "originals_sent": ("courier", "Original certificate on its way"),
    "originals_received": ("supplier mail", ""),
    "filed": ("supplier mail", "Filed with the province"),
    "accepted": ("supplier mail", "Acceptance notice seen; the clock runs"),
    "supplement_asked": ("supplier call", "More on the end product is wanted"),
    "supplement_given": ("supplier mail", "Photos and drawing handed in"),
    "on_hold": ("supplier call", "No answer and no rejection"),
    "granted": ("licence scan", ""),
    "amended": ("licence scan", "Quantity raised to the whole order"),
    "surrendered": ("supplier mail", "Given back: mode changed from air to sea"),
    "partly_used": ("forwarder", ""),
    "exhausted": ("forwarder", "Written off by customs"),
    "revoked": ("supplier mail", "Revoked after the check at the plant"),
    "returned": ("supplier mail", "Returned: end user's address does not match"),
    "refused": ("supplier mail", "Refused without reasons"),
    "not_required": ("own desk", "Composition report shows no Dy, no Tb"),
    "to_assess": ("own desk", ""),
    "required": ("own desk", ""),
    "expired": ("own desk", "Goods were not ready in time"),
}


def add_licence(desk: Desk, world: World, licence: Licence) -> None:
    """Write down one licence, a row a line, and what was heard of it."""
    order = world.orders.get(licence.order)
    names = [END_USERS[user]["name"] for user in licence.users]
    for no, row in enumerate(_licence_lines(licence, order), 1):
        desk.add(
            "licences",
            licence_ref=licence.ref,
            line_no=no,
            supplier_code=licence.supplier,
            order_number=licence.order,
            kind=licence.kind,
            authority="MOFCOM" if licence.kind != "ordinary" else "MOFCOM licence bureau",
            licence_number=licence.number,
            limit_by=licence.limit_by,
            transport_mode=licence.mode,
            uses_allowed=int(licence.uses) if licence.uses else None,
            end_user=" | ".join(names),
            end_user_country="US" if names else "",
            customs_office=f"{SUPPLIERS[licence.supplier]['port']} Customs",
            valid_from=licence.valid_from,
            valid_to=licence.valid_to,
            replaces=licence.replaces,
            tolerance_percent=int(licence.tolerance) if licence.tolerance else None,
            **row,
        )
    for day, state in licence.events:
        teller, note = _TOLD[state]
        desk.add(
            "licence_events", licence_ref=licence.ref, date=day, state=state, note=note,
            told_by=teller,
        )  # fmt: skip


def _licence_lines(licence: Licence, order: Order | None) -> list[dict[str, str | Decimal | None]]:
    if order is None:
        return [
            {"product_code": code, "hs_code": "8505111000", "control_code": "1C905.a.4",
             "quantity": kg, "unit": "kg"}
            for code, kg in licence.goods.items()
        ]  # fmt: skip
    lines = order.ordinary if licence.kind == "ordinary" else order.controlled
    return [_licence_line(licence, order, line) for line in lines or order.lines]


def _licence_line(licence: Licence, order: Order, line: Line) -> dict[str, str | Decimal | None]:
    product = line.product
    quantity = licence.goods.get(product.code, product.kg * line.quantity)
    by_quantity = licence.limit_by == "quantity" or licence.goods
    return {
        "product_code": product.code,
        "hs_code": china_code(product),
        "control_code": control_code(product) if licence.kind != "ordinary" else "",
        "quantity": quantity.quantize(Decimal("0.001")).normalize() + 0,
        "unit": "kg",
        "value": None if by_quantity else _rounded_up(line.value(line.quantity)),
        "currency": "" if by_quantity else order.currency,
    }


def _rounded_up(value: Decimal) -> Decimal:
    """Round to the next whole coin of ten, as applicants do."""
    return (value / 10).to_integral_value(ROUND_CEILING) * 10


def add_shipment(desk: Desk, order: Order, trip: Trip) -> None:
    """Write down one shipment, a row a line."""
    net, gross = net_kg(carried(order, trip)), gross_kg(order, trip)
    serial = 410000 + trip.etd.toordinal() % 1000 * 37
    boxed = trip.mode == "sea" and net > 1500 and trip.vessel
    sailed = trip.atd is not None
    for line, count in carried(order, trip):
        got = count + trip.received_change.get(line.no, 0)
        bad = trip.rejected.get(line.no, 0)
        desk.add(
            "shipments",
            shipment_ref=trip.ref,
            order_number=order.number,
            line_no=line.no,
            quantity=count,
            transport_mode=trip.mode,
            licence_ref=trip.licence,
            carrier=trip.carrier,
            vessel=trip.vessel,
            transport_document_no=transport_number(trip) if sailed else "",
            containers=container("XQZU", serial) if boxed else "",
            packages=packages(order, trip),
            gross_weight_kg=gross,
            volume_m3=(gross / 640 + Decimal("0.05")).quantize(Decimal("0.01")),
            etd=trip.etd,
            atd=trip.atd,
            eta=trip.eta,
            ata=trip.ata,
            export_declared_on=trip.declared,
            customs_state=trip.state,
            customs_state_on=trip.state_on,
            customs_entry_no=entry_number(trip) if trip.entered else "",
            entered_on=trip.entered,
            cleared_on=trip.cleared,
            received_on=trip.received,
            received_quantity=got if trip.received else None,
            accepted_quantity=got - bad if trip.received else None,
            rejected_quantity=bad if trip.received else None,
        )


def packages(order: Order, trip: Trip) -> int:
    """Count cartons of 22 kg."""
    return int(net_kg(carried(order, trip)) // 22) + 1


def transport_number(trip: Trip) -> str:
    """Number the bill of lading or air waybill."""
    sign = "NGL" if trip.mode == "sea" else "PHA"
    return f"{sign}-{trip.etd:%y%m%d}{trip.ref[-1]}"


def entry_number(trip: Trip) -> str:
    """Number the US entry."""
    return f"9CM-{trip.etd.toordinal() % 10000:04d}{trip.ref[3:7]}-{trip.ref[-1]}"


def included_charges(order: Order, trip: Trip) -> dict[str, Decimal]:
    """Tell the carriage that a CIF or CIP price holds, in dollars."""
    if order.incoterm not in ("CIF", "CIP"):
        return {}
    net = net_kg(carried(order, trip))
    perkg = CIF_FREIGHT if trip.mode == "sea" else Decimal("7.90")
    value = goods_value(order, trip)
    return {"freight": cents(net * perkg + 120), "insurance": cents(value * 2 / 1000)}


def entered_values(order: Order, trip: Trip) -> list[tuple[Line, Decimal]]:
    """Work out the value of each line as entered: whole dollars, without included carriage."""
    exchange = rate(order.currency, trip.atd or trip.etd)
    goods = goods_value(order, trip)
    taken_off = sum(included_charges(order, trip).values(), Decimal(0))
    share = (goods * exchange - taken_off) / goods
    return [(line, whole_dollars(line.value(n) * share)) for line, n in carried(order, trip)]


def add_entries(desk: Desk, order: Order, trip: Trip, tariff: Tariff) -> Decimal:
    """Write down what customs took of a shipment; return the duty of all lines."""
    if trip.entered is None:
        return Decimal(0)
    values = entered_values(order, trip)
    paid = later(trip.entered, 10)
    total = Decimal(0)
    for no, (line, base) in enumerate(values, 1):
        layers = tariff.layers(
            line.product.tariff, order.country, trip.entered, trip.atd or trip.etd
        )
        for layer in layers:
            amount = cents(base * layer.percent / 100)
            total += amount
            _entry(desk, trip, no, (layer.name, line.product.tariff, layer.rule),
                   (base, layer.percent, amount), paid)  # fmt: skip
    whole = sum((base for _, base in values), Decimal(0))
    fees = [tariff.processing_fee(whole, trip.entered)]
    if trip.mode == "sea":
        fees.append(tariff.harbour_fee(whole))
    for layer, amount in fees:
        _entry(desk, trip, 1, (layer.name, "", layer.rule), (whole, layer.percent, amount), paid)
    return total


def _entry(
    desk: Desk,
    trip: Trip,
    no: int,
    named: tuple[str, str, str],
    figures: tuple[Decimal, Decimal, Decimal],
    paid: date,
) -> None:
    layer, code, rule = named
    base, percent, amount = figures
    desk.add(
        "entries",
        shipment_ref=trip.ref,
        entry_line=no,
        layer=layer,
        hs_code=code,
        base=base,
        rate_percent=percent,
        amount=amount,
        currency="USD",
        rule=rule,
        paid_on=paid if paid <= TODAY else None,
    )
