"""Number formats of cells: which of them show a date, and what the built-in ones look like."""

from __future__ import annotations

import re
from typing import Final

from remanence.exchange.xlsx.markup import Attributes, Handler

GENERAL: Final = "General"
_BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_EASTERN_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTERS: Final = re.compile(r"[ydhs]|m(?![a-z]*\+)", re.IGNORECASE)


class Styles(Handler):
    """Hears `styles.xml`; afterwards `formats` gives the number format of each cell style."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.formats: list[str] = []
        self._own: dict[int, str] = {}
        self._inside = False

    def start(self, name: str, attrs: Attributes) -> None:
        """Note own formats and the style of cells."""
        if name == "numFmt":
            self._own[int(attrs.get("numFmtId") or 0)] = attrs.get("formatCode") or GENERAL
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.formats.append(self._format(int(attrs.get("numFmtId") or 0)))

    def end(self, name: str) -> None:
        """Leave the list of cell styles."""
        if name == "cellXfs":
            self._inside = False

    def _format(self, number: int) -> str:
        if number in self._own:
            return self._own[number]
        return "yyyy/m/d" if number in _EASTERN_DATES else _BUILT_IN.get(number, GENERAL)


def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time of day."""
    if code == GENERAL or "general" in code.lower():
        return False
    if _ELAPSED.search(code):
        return True
    bare = _LITERAL.sub("", code.split(";", 1)[0])
    return bool(_DATE_LETTERS.search(bare.lower().replace("e+", "").replace("e-", "")))
