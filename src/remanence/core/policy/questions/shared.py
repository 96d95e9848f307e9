"""Steps that serve many orders, made once for a pack: equal facts are the same object."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date
from typing import Final, TypeVar

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, missing
from remanence.core.facts.dossiers import Desk
from remanence.core.facts.products import Product
from remanence.core.policy.conditions import ASKED
from remanence.core.policy.elements import elements_of, material_of
from remanence.core.policy.listings import Hit, next_listing, screen
from remanence.core.policy.pack import Pack

FACT = N_("line.fact", "{note}: {value}")
NOT_FILLED = N_("line.not_filled", "Not known: {note}")
NOT_ASKED = N_("line.not_asked", "Not known: {note}")

_KEPT: Final = 4_000
V = TypeVar("V")


class Shared:
    """Steps that serve many orders, made once for a pack."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._steps: dict[tuple[object, ...], Step[object]] = {}
        self._products: dict[tuple[object, ...], dict[str, Step[object]]] = {}
        self._hits: dict[tuple[object, ...], tuple[Hit, ...]] = {}
        self._unanswered: dict[str, Step[object]] = {}
        self._turns: dict[tuple[object, ...], date | None] = {}
        self._desk: Desk | None = None

    def step(  # noqa: PLR0913 - a step is its parts
        self,
        code: str,
        value: object,
        how: How,
        ref: RecordRef | None,
        note: str = "",
        mark: str = "",
        *,
        inputs: tuple[Step[object], ...] = (),
        until: date | None = None,
    ) -> Step[object]:
        """The step of these parts: always the same object while it is remembered."""
        key = (code, value, how, ref, note, mark, until)
        step = self._steps.get(key)
        if step is None:
            thin(self._steps)
            step = Step(code, value, how, inputs, ref, "", note, mark, until)
            self._steps[key] = step
        return step

    def filled(self, name: str, value: object, ref: RecordRef, mark: str = "") -> Step[object]:
        """A cell of a record; blank it is not known."""
        if value in (None, ""):
            note = f"fill in the {name} ({ref.kind} {ref.key}, {ref.field})"
            return self.step(NOT_FILLED, None, How.MISSING, ref, note)
        return self.step(FACT, value, How.GIVEN, ref, name, mark)

    def unanswered(self, fact: str) -> Step[object]:
        """A question that nobody has answered."""
        step = self._unanswered.get(fact)
        if step is None:
            name = fact.removeprefix(ASKED)
            note = (
                f"answer whether {plain(fact)} (decisions, code fact.{name}, value yes or no, for "
                "the order, product, supplier or workspace)"
            )
            step = self._unanswered[fact] = missing(NOT_ASKED, note=note)
        return step

    def product(self, product: Product, pack: Pack) -> dict[str, Step[object]]:
        """The facts of a product, shared by all its lines in all orders."""
        key = (
            product.product_code,
            product.category,
            product.material,
            product.form,
            product.composition,
        )
        facts = self._products.get(key)
        if facts is None:
            thin(self._products)
            facts = self._products[key] = self._product(product, pack)
        return facts

    def _product(self, product: Product, pack: Pack) -> dict[str, Step[object]]:
        def cell(field: str) -> RecordRef:
            return RecordRef("products", product.product_code, field)

        material = material_of(product, pack)
        return {
            "category": self.filled("category", product.category, cell("category")),
            "material": material,
            "form": self.filled("form", product.form, cell("form")),
            "elements": elements_of(product, material, pack),
        }

    def hits(
        self, role: str, name: str, local: str | None, day: date, pack: Pack, desk: Desk
    ) -> tuple[Hit, ...]:
        """Screening of one name on one day, remembered while the desk stays the same."""
        self._keep_to(desk)
        key = (role, name, local, day)
        found = self._hits.get(key)
        if found is None:
            thin(self._hits)
            found = self._hits[key] = screen(name, local, day, pack, desk.parties, role=role)
        return found

    def _keep_to(self, desk: Desk) -> None:
        """What was found among the parties of another desk is forgotten."""
        if self._desk is None or self._desk.parties is not desk.parties:
            self._hits.clear()
            self._turns.clear()
            self._desk = desk

    def next_listing(
        self, name: str, local: str | None, day: date, pack: Pack, desk: Desk
    ) -> date | None:
        """First later day on which a listing that the name meets begins, ends or changes."""
        self._keep_to(desk)
        key = (name, local, day)
        if key not in self._turns:
            thin(self._turns)
            self._turns[key] = next_listing(name, local, day, pack, desk.parties)
        return self._turns[key]


def thin(memory: MutableMapping[tuple[object, ...], V]) -> None:
    """Forget all when a memory has grown too large."""
    if len(memory) > _KEPT:
        memory.clear()


def plain(fact: str) -> str:
    """The question of `asked.NAME` in words."""
    return fact.removeprefix(ASKED).replace("_", " ")


def shared_facts(pack: Pack) -> Shared:
    """What orders share under this pack."""
    shared = pack.memo.get("shared facts")
    if not isinstance(shared, Shared):
        shared = pack.memo["shared facts"] = Shared()
    return shared
