from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from remanence.core.documents.magnetism import Reading, classify, field_class
from remanence.core.policy.pack import Pack
from remanence.packs.load import load_pack

D = Decimal

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(Path(__file__).parents[3] / "resources" / "packs" / "cn-re-2026-11")


@pytest.mark.parametrize(
    ("readings", "day", "expected"),
    [
        ([("0.00525", "2.1")], "2026-11-24", "not_restricted"),
        ([("0.00526", "2.1")], "2026-11-24", "unknown"),
        ([("0.00526", "2.1"), ("0.00525", "4.6")], "2026-11-24", "magnetised_material"),
        ([("0.02", "2.1"), ("0.00526", "4.6")], "2026-11-24", "needs_approval"),
        ([("0.001", "4.6")], "2026-11-24", "unknown"),
        ([("0.006", "5.0")], "2026-11-24", "needs_approval"),
        ([("0.005", "1.0")], "2026-11-24", "not_restricted"),
        ([("0.001", "2.1"), ("0.009", "4.6")], "2026-11-24", "unknown"),  # contradict each other
        ([("0.001", "2.1"), ("0.009", "2.1")], "2026-11-24", "unknown"),
        ([("0.003", "2.1"), ("0.003", "4.6")], "2010-12-31", "magnetised_material"),
        ([("0.002", "2.1"), ("0.001", "4.6")], "2010-12-31", "magnetised_material"),
        ([("0.0019", "2.1")], "2010-12-31", "not_restricted"),
        ([("0.001", "2.1")], "2003-12-31", "unknown"),
        ([], "2026-11-24", "unknown"),
    ],
)
def test_the_limits_of_the_day_decide(
    pack: Pack, readings: list[tuple[str, str]], day: str, expected: str
) -> None:
    measured = [Reading(D(gauss), D(at)) for gauss, at in readings]
    found = classify(measured, pack, date.fromisoformat(day))
    assert found.field_class == expected
    assert found.step.value == expected


def test_the_first_reading_in_other_units(pack: Pack) -> None:
    found = classify([Reading(D("0.00525"), D("2.1"))], pack, TODAY)
    assert (found.microtesla, found.ampere_per_metre) == (D("0.52500"), D("0.417782"))
    assert found.rule == "PI 953"
    assert len(found.limits) == 4
    assert classify([Reading(D(0), D("2.1"))], pack, TODAY).ampere_per_metre == 0


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        ("0.004", None, "not_restricted"),
        ("0.1", "0.001", "magnetised_material"),
        ("0.1", None, None),
    ],
)
def test_as_a_fact_unknown_is_none(
    pack: Pack, near: str, far: str | None, expected: str | None
) -> None:
    step = field_class(pack, TODAY, D(near), None if far is None else D(far))
    assert step.value == expected
    assert (step.how.value == "missing") is (expected is None)
