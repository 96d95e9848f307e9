"""The desk calculators. No workspace is needed; one only lends rates, products and corrections."""

from remanence.app.calculators.answers import (
    Exchanged,
    Oxide,
    Workdays,
    checked,
    exchange,
    field,
    landed,
    oxide,
    workdays,
)
from remanence.app.calculators.batch import Failed, answer, batch, failed, has_failed
from remanence.app.calculators.desk import Desk, desk_of
from remanence.app.calculators.requests import AirWeight, Changed, Priced, airweight, changed, price

__all__ = [
    "AirWeight",
    "Changed",
    "Desk",
    "Exchanged",
    "Failed",
    "Oxide",
    "Priced",
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
