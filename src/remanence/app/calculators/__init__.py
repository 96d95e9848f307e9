"""The desk calculators. No workspace is needed; one only lends rates, products and corrections."""

from remanence.app.calculators.answers import (
    Exchanged,
    Workdays,
    airweight,
    changed,
    checked,
    exchange,
    field,
    landed,
    oxide,
    price,
    workdays,
)
from remanence.app.calculators.batch import Failed, answer, batch, failed, has_failed
from remanence.app.calculators.desk import Desk, desk_of

__all__ = [
    "Desk",
    "Exchanged",
    "Failed",
    "Workdays",
    "airweight",
    "answer",
    "batch",
    "changed",
    "checked",
    "desk_of",
    "exchange",
    "failed",
    "field",
    "has_failed",
    "landed",
    "oxide",
    "price",
    "workdays",
]
