"""Colours of the window: one value for light, one for dark, and the arithmetic of contrast.

Every ratio and distance that the tokens promise is recomputed by a test. Nothing here knows Qt.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Mode = Literal["light", "dark"]
State = Literal["ready", "attention", "blocked", "unknown", "done"]

STATES: Final[tuple[State, ...]] = ("ready", "attention", "blocked", "unknown", "done")


class Tokens(NamedTuple):
    """Every colour that the window uses, as `#RRGGBB`.

    A state has three: its text, the soft fill below that text, and its mark. `series` are the
    lines of charts; the first six are the parts of cost in their fixed order.
    """

    canvas: str
    surface: str
    raised: str
    sunken: str
    sidebar: str
    line: str
    line_strong: str
    text: str
    muted: str
    faint: str
    disabled: str
    accent: str
    accent_text: str
    on_accent: str
    accent_soft: str
    selection: str
    focus: str
    ready: str
    ready_soft: str
    ready_mark: str
    attention: str
    attention_soft: str
    attention_mark: str
    blocked: str
    blocked_soft: str
    blocked_mark: str
    blocked_fill: str
    on_blocked: str
    unknown: str
    unknown_soft: str
    unknown_mark: str
    done: str
    done_soft: str
    done_mark: str
    series: tuple[str, ...]


LIGHT: Final = Tokens(
    canvas="#F4F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EBEEF2",
    sidebar="#EAEEF3",
    line="#DDE2E8",
    line_strong="#7D8794",
    text="#161B22",
    muted="#57606C",
    faint="#646E79",
    disabled="#9AA2AD",
    accent="#1F56C3",
    accent_text="#1F56C3",
    on_accent="#FFFFFF",
    accent_soft="#E3ECFB",
    selection="#DCE7FA",
    focus="#1F56C3",
    ready="#12664A",
    ready_soft="#DFF3EA",
    ready_mark="#1A7756",
    attention="#7D5000",
    attention_soft="#FFF1D2",
    attention_mark="#B2750F",
    blocked="#B00013",
    blocked_soft="#FBE5E6",
    blocked_mark="#B00013",
    blocked_fill="#B00013",
    on_blocked="#FFFFFF",
    unknown="#57349A",
    unknown_soft="#F0EAFA",
    unknown_mark="#57349A",
    done="#4F5965",
    done_soft="#E9EDF1",
    done_mark="#747A89",
    series=(
        "#5472DD",
        "#E66E2E",
        "#074630",
        "#8F4374",
        "#2A2F34",
        "#2C42A9",
        "#7A6800",
        "#76869C",
    ),
)

DARK: Final = Tokens(
    canvas="#14181D",
    surface="#1B2027",
    raised="#232931",
    sunken="#101418",
    sidebar="#171B21",
    line="#2E353F",
    line_strong="#76818F",
    text="#E8ECF1",
    muted="#A7B0BC",
    faint="#8E98A5",
    disabled="#626C78",
    accent="#3A6FDA",
    accent_text="#8DB2FF",
    on_accent="#FFFFFF",
    accent_soft="#1E2F50",
    selection="#23375C",
    focus="#8DB2FF",
    ready="#5CCBB0",
    ready_soft="#15362F",
    ready_mark="#189D82",
    attention="#FFC35C",
    attention_soft="#3D2E12",
    attention_mark="#FEB126",
    blocked="#FF9D9A",
    blocked_soft="#45201F",
    blocked_mark="#EA4D4B",
    blocked_fill="#CC3838",
    on_blocked="#FFFFFF",
    unknown="#CDB0F7",
    unknown_soft="#31264A",
    unknown_mark="#B687F2",
    done="#B4BCC7",
    done_soft="#29303A",
    done_mark="#CDD0D4",
    series=(
        "#9BA6FF",
        "#DB521A",
        "#40DAA4",
        "#D478A5",
        "#DCE5F1",
        "#7A81EF",
        "#EDD94F",
        "#AEB4D1",
    ),
)

PARTS: Final = ("goods", "freight", "fees", "duty", "other", "insurance")
"""Parts of cost in the order of their series: the place of a part is its colour, everywhere."""

_LINEAR_END: Final = 0.04045


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_END else ((part + 0.055) / 1.055) ** 2.4
