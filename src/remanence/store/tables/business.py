"""The own firm: one row, written when the workspace is made."""

from remanence.store.tables.columns import Kept


class Business(Kept, table=True):
    """Who imports, into which country, in which home currency."""

    __tablename__ = "business"

    name: str
    local_name: str | None = None
    country: str
    currency: str
    address: str | None = None
    importer_no: str | None = None
    eori: str | None = None
    vat_no: str | None = None
    vat_recoverable: bool = True
