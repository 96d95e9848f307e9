"""The own firm."""

from __future__ import annotations

from typing import NamedTuple


class Business(NamedTuple):
    """The one row of `business`: who imports, into which country, in which home currency."""

    name: str = ""
    local_name: str | None = None
    country: str = ""
    currency: str = ""
    address: str | None = None
    importer_no: str | None = None
    eori: str | None = None
    vat_no: str | None = None
    vat_recoverable: bool = True
