from __future__ import annotations

from decimal import Decimal

from remanence.core.base.proof import prove
from remanence.core.base.steps import Answer
from remanence.core.documents.agreement import (
    Disagreement,
    Scope,
    Tolerances,
    disagreements,
    recorded,
)
from remanence.core.facts.documents import Document
from remanence.core.facts.licences import Licence
from remanence.core.facts.orders import Order
from tests.core.desk_makers import Cell, shipped_pack


def found(*scopes: Scope, tolerances: Tolerances = Tolerances()) -> list[Disagreement]:  # noqa: B008
    pack = shipped_pack()
    titles = {rule.id: rule.title for rule in pack.documents}
    known = disagreements(scopes, pack.agreements, titles, tolerances)
    assert all(prove(one.verdict) == [] and one.verdict.value is Answer.NO for one in known)
    return known


def paper(kind: str, ref: str | None = "A", **cells: Cell) -> Document:
    return Document(document_type=kind, shipment_ref=ref, state="accepted", **cells)


def sent(*papers: Document, whole: bool = False, own: tuple[Document, ...] = ()) -> Scope:
    return Scope("A", own, papers, whole)


def test_each_field_is_compared_with_the_first_paper_that_states_it() -> None:
    known = found(
        sent(
            paper("bl", gross_weight_kg=Decimal(12)),
            paper("packing", gross_weight_kg=Decimal(11)),
            paper("7501", gross_weight_kg=Decimal(11)),
        )
    )
    assert [one.field for one in known] == ["gross weight kg"]
    assert known[0].left == ("packing list", "11 kg")
    assert known[0].right == ("bill of lading (ocean)", "12 kg")


def test_papers_whose_field_is_not_in_the_matrix_are_not_compared() -> None:
    papers = (paper("invoice", gross_weight_kg=Decimal(1)), paper("bl", gross_weight_kg=Decimal(2)))
    assert found(sent(*papers)) == []


def test_a_papers_own_number_and_day_are_no_disagreement() -> None:
    assert found(sent(paper("invoice", number="INV-1"), paper("packing", number="PL-1"))) == []


def test_numbers_of_the_order_are_compared_with_a_shipment_that_carries_it_all() -> None:
    own = (paper("po", None, quantity=Decimal(1000), unit="pcs", order_number="PO-1"),)
    invoice = paper("invoice", quantity=Decimal(400), unit="pcs")
    assert found(sent(invoice, own=own)) == []
    assert len(found(sent(invoice, own=own, whole=True))) == 1


def test_words_of_the_order_are_compared_with_every_shipment() -> None:
    own = (paper("po", None, incoterm="FOB Ningbo", order_number="PO-1"),)
    assert len(found(sent(paper("invoice", incoterm="CIF Houston"), own=own))) == 1


def test_two_invoices_of_one_shipment_are_added_up() -> None:
    invoices = [paper("invoice", net_weight_kg=Decimal(weight), number=weight) for weight in "34"]
    assert found(sent(*invoices, paper("packing", net_weight_kg=Decimal(7)))) == []
    assert len(found(sent(*invoices, paper("packing", net_weight_kg=Decimal(8))))) == 1
    values = [paper("invoice", value=Decimal(v), currency="USD", number=v) for v in "34"]
    own = (paper("po", None, value=Decimal(7), currency="USD"),)
    assert found(sent(*values, own=own, whole=True)) == []


def test_customs_states_the_value_in_its_own_currency() -> None:
    invoice = paper("invoice", value=Decimal(700), currency="CNY")
    assert found(sent(invoice, paper("7501", value=Decimal(100), currency="USD"))) == []
    assert len(found(sent(invoice, paper("7501", value=Decimal(701), currency="CNY")))) == 1


def test_papers_that_are_not_at_hand_say_nothing() -> None:
    asked = Document(
        document_type="packing", shipment_ref="A", state="requested", net_weight_kg=Decimal(1)
    )
    assert found(sent(paper("invoice", net_weight_kg=Decimal(2)), asked)) == []


def test_net_above_gross_is_a_fault_inside_one_paper() -> None:
    known = found(sent(paper("packing", net_weight_kg=Decimal(9), gross_weight_kg=Decimal(8))))
    assert [(one.field, one.rule) for one in known] == [("net and gross weight", None)]


def test_one_disagreement_of_the_order_is_said_once() -> None:
    own = (
        paper("po", None, end_user="A Works", order_number="PO-1"),
        paper("euc", None, end_user="B Works", order_number="PO-1"),
    )
    order = Scope("PO-1", own, (), whole=False)
    known = found(order, sent(own=own), Scope("B", own, (), whole=False))
    assert [one.where for one in known] == ["PO-1"]


def test_tolerances_let_small_differences_pass() -> None:
    papers = (
        paper("invoice", net_weight_kg=Decimal(1000), quantity=Decimal(100), unit="pcs"),
        paper("packing", net_weight_kg=Decimal(1004), quantity=Decimal(99), unit="pcs"),
    )
    assert len(found(sent(*papers))) == 2
    loose = Tolerances(quantity_percent=Decimal(1), weight_percent=Decimal("0.4"))
    assert found(sent(*papers), tolerances=loose) == []


def test_a_paper_must_name_the_end_user_of_the_order_and_of_its_licence() -> None:
    order = Order(order_number="PO-1", end_user="A Works Ltd")
    licence = Licence(1, "L-1", "S1", end_user="C Works | A Works")

    def known(end_user: str, *, blank: bool = False) -> list[Disagreement]:
        euc = paper("euc", None, end_user=end_user, order_number="PO-1")
        said = recorded(order._replace(end_user=None) if blank else order, [licence])
        return found(Scope("PO-1", (euc,), (), whole=False, recorded=said))

    assert known("A. WORKS, LIMITED") == []
    assert [(one.left, one.right[1]) for one in known("B Works")] == [
        (("order PO-1", "A Works Ltd"), "B Works")
    ]
    assert known("C Works", blank=True) == []
    assert [one.right for one in known("B Works", blank=True)] == [
        ("licence L-1", "C Works | A Works")
    ]
    # A name in Chinese cannot be compared letter by letter: that is no disagreement.
    assert known("甲工厂") == []


def test_a_record_is_compared_where_the_first_paper_cannot_be() -> None:
    said = recorded(Order(order_number="PO-1", end_user="A Works"), [])
    own = (
        paper("po", None, end_user="甲工厂", order_number="PO-1"),
        paper("euc", None, end_user="B Works", order_number="PO-1"),
    )
    known = found(Scope("PO-1", own, (), whole=False, recorded=said))
    assert [(one.left[0], one.right[1]) for one in known] == [("order PO-1", "B Works")]


def test_whether_a_licence_fits_its_order_is_not_asked_of_papers() -> None:
    order = Order(order_number="PO-1", end_user="A Works")
    said = recorded(order, [Licence(1, "L-1", "S1", end_user="B Works")])
    euc = paper("euc", None, order_number="PO-1")
    assert found(Scope("PO-1", (euc,), (), whole=False, recorded=said)) == []
