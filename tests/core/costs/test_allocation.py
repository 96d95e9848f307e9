from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remanence.core.costs.allocation import share_out

D = Decimal

CENT = D("0.01")


@pytest.mark.parametrize(
    ("total", "weights", "coin", "parts"),
    [
        ("1000", ["1", "1", "1"], "1", ["334", "333", "333"]),
        ("5.05", ["1", "1", "1", "1"], "0.01", ["1.27", "1.26", "1.26", "1.26"]),
        ("250.00", ["9", "9", "4", "9"], "0.01", ["72.58", "72.58", "32.26", "72.58"]),
        ("-100.00", ["1", "1", "1"], "0.01", ["-33.34", "-33.33", "-33.33"]),
        ("10.000", ["1", "2"], "0.001", ["3.333", "6.667"]),
        ("1.00", ["0", "5"], "0.01", ["0", "1.00"]),
        ("1.00", ["0.155098875", "0.310197750"], "0.05", ["0.35", "0.65"]),
    ],
)
def test_parts_sum_and_ties_go_to_the_earlier(
    total: str, weights: list[str], coin: str, parts: list[str]
) -> None:
    found = share_out(D(total), [D(weight) for weight in weights], D(coin))
    assert found == [D(part) for part in parts]
    assert sum(found) == D(total)


def test_what_is_finer_than_a_coin_stays_with_the_largest() -> None:
    assert share_out(D("1.005"), [D(1), D(2)], CENT) == [D("0.33"), D("0.675")]


@pytest.mark.parametrize("weights", [["0", "0"], ["1", "-1"], ["-1", "3"]])
def test_no_basis_is_refused(weights: list[str]) -> None:
    with pytest.raises(ValueError, match="Decimal"):
        share_out(D(1), [D(weight) for weight in weights], CENT)


def test_a_weight_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        share_out(D(1), [D(1), D("NaN")], CENT)


@given(
    total=st.decimals(-1_000_000, 1_000_000, places=2),
    weights=st.lists(st.decimals(0, 10_000, places=4), min_size=1, max_size=12),
)
def test_every_part_is_within_a_coin_of_its_exact_share(total: D, weights: list[D]) -> None:
    whole = sum(weights)
    if not whole:
        return
    parts = share_out(total, weights, CENT)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / whole) < CENT
