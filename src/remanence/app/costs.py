"""What an order costs landed, planned and actual."""

from __future__ import annotations

from remanence.app.files import order_file
from remanence.app.judging import Judge
from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.core.costs.order import BASES, OrderCost


def cost(workspace: Workspace, number: str, basis: str = "estimate,actual") -> OrderCost:
    """The landed cost of an order on a basis.

    Raises:
        NotFound: no such order.
        WrongUse: no such basis.
    """
    return Judge.of(workspace).cost(order_file(workspace, number), known_basis(basis))


def known_basis(text: str) -> str:
    """A basis as the contract writes it, whatever the order of its words.

    Raises:
        WrongUse: another word.
    """
    words = {word.strip() for word in text.split(",")}
    for basis in BASES:
        if words == set(basis.split(",")):
            return basis
    raise WrongUse("--basis", what=f"{text!r}: a basis is estimate, actual or estimate,actual.")
