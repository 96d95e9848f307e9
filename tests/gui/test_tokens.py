"""Every promise of the palette, recomputed from the tokens."""

from __future__ import annotations

from itertools import combinations

import pytest

from remanence.gui.tokens import DARK, LIGHT, PARTS, STATES, Tokens, contrast
from tests.gui.colours import distance

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
TEXT, GRAPHICS = 4.5, 3.0


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#FFFFFF", "#FFFFFF", 0.0), ("#000000", "#FFFFFF", 100.0)],
)
def test_distance_of_known_pairs(one: str, other: str, expected: float) -> None:
    assert distance(one, other) == pytest.approx(expected, abs=0.01)


@BOTH
@pytest.mark.parametrize(
    "ground", ["canvas", "surface", "raised", "sunken", "sidebar", "selection", "accent_soft"]
)
@pytest.mark.parametrize("text", ["text", "muted"])
def test_reading_text_stands_on_every_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= TEXT


@BOTH
@pytest.mark.parametrize("ground", ["canvas", "surface"])
def test_faint_text_stands_on_canvas_and_surface(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.faint, getattr(tokens, ground)) >= TEXT


@BOTH
@pytest.mark.parametrize("ground", ["canvas", "surface", "sidebar", "accent_soft", "selection"])
def test_links_can_be_read(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.accent_text, getattr(tokens, ground)) >= TEXT


@BOTH
@pytest.mark.parametrize("state", STATES)
def test_words_of_a_state_can_be_read(tokens: Tokens, state: str) -> None:
    for ground in (f"{state}_soft", "surface", "selection", "canvas"):
        assert contrast(getattr(tokens, state), getattr(tokens, ground)) >= TEXT, ground


@BOTH
@pytest.mark.parametrize("state", STATES)
def test_marks_can_be_seen(tokens: Tokens, state: str) -> None:
    for ground in ("surface", "selection"):
        assert contrast(getattr(tokens, f"{state}_mark"), getattr(tokens, ground)) >= GRAPHICS


@BOTH
def test_solid_fills_carry_their_words(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= TEXT
    assert contrast(tokens.on_blocked, tokens.blocked_fill) >= TEXT


@BOTH
@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "sidebar"])
def test_focus_and_borders_can_be_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.focus, getattr(tokens, ground)) >= GRAPHICS
    assert contrast(tokens.line_strong, getattr(tokens, ground)) >= GRAPHICS


@BOTH
@pytest.mark.parametrize("eyes", ["normal", "protan", "deutan", "tritan"])
def test_states_differ_for_all_eyes(tokens: Tokens, eyes: str) -> None:
    marks = [getattr(tokens, f"{state}_mark") for state in STATES]
    assert min(distance(a, b, eyes) for a, b in combinations(marks, 2)) >= 15


@BOTH
def test_every_line_of_a_chart_can_be_seen(tokens: Tokens) -> None:
    assert min(contrast(colour, tokens.surface) for colour in tokens.series) >= 3.1


@BOTH
@pytest.mark.parametrize("eyes", ["normal", "protan", "deutan", "tritan"])
def test_lines_of_a_chart_differ(tokens: Tokens, eyes: str) -> None:
    first = tokens.series[:4]
    assert min(distance(a, b, eyes) for a, b in combinations(first, 2)) >= 14.5
    assert min(distance(a, b, eyes) for a, b in combinations(tokens.series, 2)) >= 9


def test_each_part_of_cost_has_its_series() -> None:
    assert len(PARTS) == 6
    assert len(LIGHT.series) == len(DARK.series) == 8
