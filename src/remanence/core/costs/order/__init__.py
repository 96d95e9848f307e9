"""What an order costs landed, planned and actual, every figure with its reasons."""

from remanence.core.costs.order.chosen import ACTUAL, BASES, BOTH, ESTIMATE, is_settled
from remanence.core.costs.order.cost import OrderCost, order_cost, order_costs
from remanence.core.costs.order.lines import OrderCostLine
from remanence.core.costs.order.rows import CostPart

__all__ = [
    "ACTUAL",
    "BASES",
    "BOTH",
    "ESTIMATE",
    "CostPart",
    "OrderCost",
    "OrderCostLine",
    "is_settled",
    "order_cost",
    "order_costs",
]
