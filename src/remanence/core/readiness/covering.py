"""Which licence covers which goods of an order.

Goods that have left are past asking. A shipment line draws on the licence that it names; otherwise
the furthest licence for these goods serves: the order's own before one of the supplier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, Verdict
from remanence.core.documents.needs import Context, Need
from remanence.core.documents.parcels import carried
from remanence.core.facts.dossiers import Draw, OrderFile, ShipmentFile
from remanence.core.facts.licences import ORDINARY
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment, ShipmentLine, left_on
from remanence.core.licences.drawdown import covers, draws_of
from remanence.core.licences.states import FILED, RANK, USABLE
from remanence.core.licences.status import Judged, judged

_ORDINARY_FACT: Final = "ordinary_licence"
_HUNDRED: Final = Decimal(100)

GONE = N_("licence.goods_gone", "{note} has left already: nothing is asked of it any more")
NO_LICENCE = N_("licence.none_covers", "No licence covers {note}")


class Part(NamedTuple):
    """Goods of one order line that travel together, with the licence that is to cover them.

    Attributes:
        context: what the line was asked for with; its shipment is None where there is none yet.
        line: the order line.
        quantity: how much, in the unit of the line.
        licence: the licence that is to cover it; None where there is none.
        gone: it has left.
    """

    context: Context
    line: OrderLine
    quantity: Decimal
    licence: Judged | None
    gone: bool

    @property
    def shipment(self) -> ShipmentFile | None:
        """The shipment it is on."""
        return self.context.shipment


def is_ordinary(need: Need) -> bool:
    """Whether a rule asks for the ordinary export licence rather than that for dual use."""
    return any(one.fact == _ORDINARY_FACT for group in need.rule.conditions for one in group)


def judged_licences(file: OrderFile, today: date) -> list[Judged]:
    """The licences of an order with their standing; what they replace comes after them."""
    replaced = {lf.licence.replaces for lf in file.licences}
    ordered = sorted(file.licences, key=lambda lf: lf.licence.licence_ref in replaced)
    return [judged(lf, today) for lf in ordered]


def parts_of(file: OrderFile, need: Need, licences: Sequence[Judged], today: date) -> list[Part]:
    """The goods that a rule asks a licence for, each with the licence that is to cover it."""
    fitting = [known for known in licences if _is_of_kind(known, ordinary=is_ordinary(need))]
    parts: list[Part] = []
    for context in need.contexts:
        sent = context.shipment
        quantities = carried(file, sent) if sent is not None else {}
        gone = sent is not None and left_on(sent.shipment, today) is not None
        for line in context.lines:
            named = _named(sent, file, line)
            cover = _cover(file, line, named, fitting)
            if sent is not None:
                quantity = quantities.get(line.line_no, Decimal(0))
            else:
                quantity = _rest(file, line)
            parts.append(Part(context, line, quantity, cover, gone))
    return parts


def _is_of_kind(known: Judged, *, ordinary: bool) -> bool:
    return (known.file.licence.kind == ORDINARY) is ordinary


def _rest(file: OrderFile, line: OrderLine) -> Decimal:
    sent = [carried(file, one).get(line.line_no, Decimal(0)) for one in file.shipments]
    return max(Decimal(0), line.quantity - sum(sent, Decimal(0)))


def _named(sent: ShipmentFile | None, file: OrderFile, line: OrderLine) -> frozenset[str]:
    if sent is None:
        return frozenset()
    number = file.order.order_number
    return frozenset(
        part.licence_ref
        for part in sent.lines
        if part.licence_ref and part.order_number == number and part.line_no == line.line_no
    )


def _cover(
    file: OrderFile, line: OrderLine, named: frozenset[str], licences: Sequence[Judged]
) -> Judged | None:
    chosen = [known for known in licences if known.file.licence.licence_ref in named]
    if not chosen:  # none named, or one of the other kind: it says nothing of this need
        chosen = [known for known in licences if _may_cover(file, line, known)]
    return max(chosen, key=lambda known: _merit(file, known), default=None)


def _may_cover(file: OrderFile, line: OrderLine, known: Judged) -> bool:
    licence = known.file.licence
    if licence.supplier_code != file.order.supplier_code:
        return False
    if licence.order_number not in (None, file.order.order_number):
        return False
    lines = known.file.lines
    return not lines or any(covers(one, line.product_code) for one in lines)


def _merit(file: OrderFile, known: Judged) -> tuple[int, bool, int]:
    """Usable before on its way before ended; the order's own first; the further first."""
    state = known.standing.state.value
    step = 3 if state in USABLE else 2 if state in FILED else 1 if _is_ahead(state) else 0
    own = known.file.licence.order_number == file.order.order_number
    return step, own, RANK[state]


def _is_ahead(state: str) -> bool:
    return RANK[state] < RANK["filed"]


def is_filed(parts: Iterable[Part]) -> bool:
    """Whether a licence is filed for all of these goods that have not left."""
    return all(
        part.gone or (part.licence is not None and part.licence.standing.state.value in FILED)
        for part in parts
    )


def worst_state(parts: Sequence[Part]) -> str:
    """The state of the licences of these goods: of several the one furthest from a grant."""
    asked = [part for part in parts if not part.gone] or parts
    states = [
        part.licence.standing.state.value if part.licence is not None else "missing"
        for part in asked
    ]
    return min(states, key=_progress)


def _progress(state: str) -> tuple[int, int]:
    if state == "missing":
        return (-1, 0)
    step = 3 if state in USABLE else 2 if state in FILED else 1 if _is_ahead(state) else 0
    return step, RANK[state]


def with_draws(file: OrderFile, known: Judged, parts: Iterable[Part], today: date) -> Judged:
    """The licence with what this order is yet to take of it, where no record says so."""
    counted = {
        (draw.shipment.shipment_ref, draw.line.order_number, draw.line.line_no)
        for draw in draws_of(known.file)
    }
    extra = [
        draw
        for part in parts
        if not part.gone and part.quantity and part.licence is known
        if (draw := _draw(file, part, known)) is not None
        if (draw.shipment.shipment_ref, draw.line.order_number, draw.line.line_no) not in counted
    ]
    if not extra:
        return known
    return judged(known.file._replace(draws=(*known.file.draws, *extra)), today)


def _draw(file: OrderFile, part: Part, known: Judged) -> Draw:
    order, line = file.order, part.line
    shipment = part.shipment.shipment if part.shipment is not None else _UNPLANNED
    ref = known.file.licence.licence_ref
    taken = ShipmentLine(0, 0, order.order_number, line.line_no, part.quantity, ref)
    product = file.products.get(line.product_code)
    value = goods_value(line, part.quantity)
    return Draw(shipment, taken, product, line.unit, value, order.currency)


_UNPLANNED: Final = Shipment(shipment_ref="what is on no shipment yet")


def goods_value(line: OrderLine, quantity: Decimal) -> Decimal:
    """Goods at the ordered price, in the order's currency; nothing is rounded."""
    value = quantity * line.unit_price / line.price_per
    if line.discount_percent is None:
        return value
    return value * (_HUNDRED - line.discount_percent) / _HUNDRED


def gone_step(part: Part) -> Verdict:
    """That goods have left, so that no licence is asked for them any more."""
    sent = part.shipment
    ref = sent.shipment.shipment_ref if sent is not None else ""
    place = RecordRef("shipments", ref, "atd")
    return Step(GONE, Answer.YES, How.GIVEN, (), place, "", f"shipment {ref}")


def no_licence(file: OrderFile, part: Part) -> Verdict:
    """That no licence covers these goods."""
    number = file.order.order_number
    place = RecordRef("orders", f"{number}/{part.line.line_no}", "product_code")
    note = f"{part.line.product_code} of {number}"
    return Step(NO_LICENCE, Answer.NO, How.COUNT, (), place, "", note)
