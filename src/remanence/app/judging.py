"""The judge: facts of an order in, verdicts and costs out, with everything shared made once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from remanence.core.costs.order import OrderCost, order_cost, order_costs
from remanence.core.costs.rates import RateBook
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.policy.pack import Pack
from remanence.core.readiness import Readiness, StatusBook, StatusRow, readiness

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace


class Judge:
    """Desk, pack, rates and day, held together for one run over many orders."""

    def __init__(self, desk: Desk, pack: Pack, rates: RateBook, today: date) -> None:
        """Keep what all orders share."""
        self.desk = desk
        self.pack = pack
        self.rates = rates
        self.today = today
        self._book = StatusBook(desk, pack, today)

    @classmethod
    def of(cls, workspace: Workspace) -> Judge:
        """The judge of a workspace on its day."""
        return cls(workspace.desk, workspace.pack, workspace.rates, workspace.today)

    def readiness(self, file: OrderFile, stage: str | None = None) -> Readiness:
        """Whether the order can go to the stage, its next one if left out."""
        return readiness(file, self.desk, self.pack, self.today, stage)

    def status(self, file: OrderFile) -> StatusRow:
        """What the list of orders shows; orders alike are judged once."""
        return self._book.row(file)

    def cost(self, file: OrderFile, basis: str) -> OrderCost:
        """What the order costs landed on the basis."""
        return order_cost(file, self.desk, self.rates, self.pack, self.today, basis)

    def costs(self, file: OrderFile) -> dict[str, OrderCost]:
        """The landed cost on every basis."""
        return order_costs(file, self.desk, self.rates, self.pack, self.today)
