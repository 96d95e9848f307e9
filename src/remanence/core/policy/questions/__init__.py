"""What rules may ask of an order line, and how the records answer.

Facts of a product, a supplier or an order are made once and shared by all lines that have them, so
that verdicts on equal facts are shared too. Blanks are filled by rule only where the interface says
so, and marked as assumed; end user, composition, weight, rate and mode are never assumed.
"""

from __future__ import annotations

from remanence.core.policy.questions.line import Extra, LineFacts, line_facts
from remanence.core.policy.questions.order import OrderFacts, order_facts
from remanence.core.policy.questions.shipment import export_day

__all__ = ["Extra", "LineFacts", "OrderFacts", "export_day", "line_facts", "order_facts"]
