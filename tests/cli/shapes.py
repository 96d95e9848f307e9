"""The JSON of `docs/interface.md` as shapes, and what a value lacks of its shape.

A shape is a word for one value, a list of one shape, or a mapping of keys to shapes; more keys than
these are allowed. A word that ends in `?` may be null.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

Shape: TypeAlias = "str | list[Any] | Mapping[str, Any]"

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


WORDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, str) and _DECIMAL.fullmatch(value) is not None,
    "count": _is_whole,
    "figure": lambda value: _is_whole(value) or WORDS["number"](value),
    "day": _is_day,
    "yes": lambda value: isinstance(value, bool),
    "any": lambda value: True,
    "key": lambda value: isinstance(value, str) and bool(value),
}

FINDING = {"severity": "text", "code": "key", "where": "text", "message": "key"}
STEP = {
    "depth": "count",
    "code": "key",
    "text": "key",
    "value": "any",
    "unit": "text?",
    "how": "text",
    "rule": "text?",
    "source": "text?",
    "record": "any",
}
ERROR = {"error": {"code": "key", "message": "key", "where": "text?"}}

PLAN = {
    "kind": "text?",
    "applied": "yes",
    "operation": "count?",
    "plan": [
        {
            "sheet": "key",
            "new": "count",
            "changed": "count",
            "same": "count",
            "removed": "count",
            "rejected": "count",
        }
    ],
    "findings": [FINDING],
}
COMPLETENESS = {"required": "count", "accepted": "count", "percent": "figure"}
ORDERS = [
    {
        "number": "key",
        "supplier": "key",
        "date": "day",
        "currency": "key",
        "goods": "number",
        "stage": "text?",
        "states": ["key"],
        "completeness": COMPLETENESS,
        "next_date": "day?",
        "landed": "number?",
    }
]
READINESS = {
    "order": "key",
    "stage": "text?",
    "on": "day",
    "verdict": "key",
    "certainty": "key",
    "may_change_on": "day?",
    "completeness": COMPLETENESS,
    "requirements": [
        {
            "id": "key",
            "kind": "key",
            "document_type": "text?",
            "title": "key",
            "state": "key",
            "why": [STEP],
            "blocks": ["key"],
            "due_on": "day?",
            "rule": "key",
            "source": "text",
            "pack": "key",
        }
    ],
    "findings": [FINDING],
}
ROOM = {"quantity": "number?", "value": "number?", "uses": "count?"}
LICENCE = {
    "ref": "key",
    "state": "key",
    "state_since": "day?",
    "told_by": "text?",
    "accepted_on": "day?",
    "due_on": "day?",
    "due_is_provisional": "any",
    "clock_is_settled": "any",
    "working_days_left": "count?",
    "forecast": "any",
    "valid_to": "day?",
    "remaining": ROOM,
    "reserved": ROOM,
    "lines": ["any"],
    "findings": [FINDING],
}
LANDED = {
    "currency": "key",
    "goods": "number?",
    "customs_value": "number?",
    "duty": [{"name": "key", "percent": "number?", "amount": "number?"}],
    "fees": [{"code": "key", "amount": "number?"}],
    "taxes": [{"name": "key", "percent": "number?", "amount": "number?"}],
    "vat_base": "number?",
    "vat": "number?",
    "landed": "number?",
    "lines": [
        {
            "id": "key",
            "goods": "number?",
            "customs_value": "number?",
            "shares": ["number?"],
            "duty": "number?",
            "fees": "number?",
            "landed": "number?",
            "landed_per_unit": "number?",
            "landed_per_kg": "number?",
            "landed_per_reo_kg": "number?",
        }
    ],
    "explanation": [STEP],
    "findings": [FINDING],
}
COST = {
    **LANDED,
    "order": "key",
    "basis": "key",
    "variance": "number?",
    "still_estimated": ["key"],
}
TREND = {
    "currency": "key",
    "unit": "key",
    "basis": "key",
    "series": [
        {
            "key": "key",
            "points": [
                {
                    "period": "key",
                    "quantity": "number?",
                    "landed": "number?",
                    "landed_per_unit": "number?",
                    "orders": "count",
                    "parts": {
                        "goods": "number?",
                        "freight": "number?",
                        "insurance": "number?",
                        "duty": "number?",
                        "fees": "number?",
                        "other": "number?",
                    },
                }
            ],
        }
    ],
    "findings": [FINDING],
}
TODAY = [
    {
        "group": "key",
        "code": "key",
        "what": "key",
        "why": "any",
        "due_on": "day?",
        "days_left": "count?",
        "record": {"kind": "key", "ref": "key"},
        "next": "text",
        "explanation": [STEP],
    }
]
EXPOSURE = {
    "by": "key",
    "currency": "key",
    "rows": [{"key": "text?", "spend": "number", "open": "number", "share_percent": "number?"}],
    "hhi": "number?",
    "bands": {"2010": "text?", "2023": "text?"},
    "findings": [FINDING],
}
SUPPLIERS = [
    {
        "code": "key",
        "name": "key",
        "spend": "number?",
        "on_time_percent": "figure?",
        "licences": {
            "granted": "count",
            "refused": "count",
            "days_p50": "figure?",
            "cases": "count",
        },
        "score": "figure?",
    }
]
HISTORY = [
    {
        "id": "count",
        "at": "key",
        "label": "key",
        "what": "key",
        "source": "text",
        "records": "count",
        "undone_by": "count?",
    }
]
UNDONE = {"operation": "count", "undid": "count", "changed": "count"}
SEARCH = [{"kind": "key", "ref": "key", "field": "key", "text": "key"}]
CHECK = {"findings": [FINDING], "sqlite": "key", "journal_mode": "key", "synchronous": "key"}
POLICY_ON = [
    {
        "id": "key",
        "title": "key",
        "instrument": "text?",
        "status": "key",
        "why": [STEP],
        "from": "day?",
        "to": "day?",
        "confidence": "key",
        "source": "text",
    }
]
QUOTAS = [
    {
        "year": "count",
        "batch": "key",
        "scope": "key",
        "group": "text?",
        "mining_t": "number?",
        "smelting_separation_t": "number?",
        "mining_growth_percent": "number?",
        "smelting_separation_growth_percent": "number?",
        "published": "yes",
        "confidence": "key",
        "source": "text",
    }
]
DEMO = {"workspace": "key", "pictures": ["key"], "report": "text?", "today": TODAY}
ATTACHED = {"document": {"document_type": "key"}, "proposals": ["any"]}


def misfits(value: object, shape: Shape, at: str = "$") -> Iterator[str]:
    """Where a value is not of its shape."""
    if isinstance(shape, str):
        is_blank = value is None and shape.endswith("?")
        if not is_blank and not WORDS[shape.rstrip("?")](value):
            yield f"{at}: {value!r} is no {shape}"
    elif isinstance(shape, list):
        yield from _of_list(value, shape[0], at)
    else:
        yield from _of_object(value, shape, at)


def _of_list(value: object, shape: Shape, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at}: {value!r} is no list"
        return
    for place, one in enumerate(value):
        yield from misfits(one, shape, f"{at}[{place}]")


def _of_object(value: object, shape: Mapping[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: {value!r} is no object"
        return
    for key, inner in shape.items():
        if key in value:
            yield from misfits(value[key], inner, f"{at}.{key}")
        else:
            yield f"{at}: lacks {key}"
