"""Workbooks as they lie on disk: sheets, cells, formats. Read in one pass, guarded, exactly.

The usual reader of workbooks says nothing of hidden rows, merged cells and formulas without a
result while it streams, and hands numbers over as floats; findings need all of that.
"""

from remanence.exchange.xlsx.archive import Archive
from remanence.exchange.xlsx.book import Book, SheetPart, is_workbook, open_book

__all__ = ["Archive", "Book", "SheetPart", "is_workbook", "open_book"]
