"""Rows of the sheets: their headings, and the desk that collects them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date
Row = dict[str, Cell]

_HEADINGS = {
    "business": "name local_name country currency address importer_no eori vat_no vat_recoverable",
    "suppliers": "supplier_code name local_name country city role group state_owned uscc "
    "general_licence_no general_licence_until environmental_status environmental_checked_on "
    "contact_name email phone website notes",
    "products": "product_code name category material grade form hs_code unit unit_net_weight_kg "
    "composition composition_report_no composition_report_on composition_lab composition_batch "
    "coating magnetised notes",
    "classifications": "product_code country code valid_from valid_to ruling_no reason decided_by",
    "orders": "order_number order_date supplier_code line_no product_code quantity unit "
    "unit_price price_per discount_percent currency incoterm incoterm_place origin_country "
    "destination_country transport_mode requested_on confirmed_on confirmed_for promised_for "
    "ready_on consignee ship_to importer_of_record end_user end_user_country end_use preference "
    "stage cancelled_on notes",
    "licences": "licence_ref line_no supplier_code order_number kind authority licence_number "
    "control_code product_code hs_code quantity unit value currency limit_by transport_mode "
    "uses_allowed end_user end_user_country customs_office valid_from valid_to replaces "
    "tolerance_percent per_year",
    "licence_events": "licence_ref date state note told_by",
    "shipments": "shipment_ref order_number line_no quantity transport_mode licence_ref carrier "
    "vessel transport_document_no containers packages gross_weight_kg volume_m3 etd atd eta ata "
    "export_declared_on customs_state customs_state_on customs_entry_no entered_on cleared_on "
    "received_on received_quantity accepted_quantity rejected_quantity",
    "entries": "shipment_ref entry_line layer hs_code base rate_percent amount currency rule "
    "paid_on",
    "documents": "document_type order_number shipment_ref licence_ref supplier_code product_code "
    "number issued_on valid_to state reason file quantity net_weight_kg gross_weight_kg packages "
    "value currency hs_code consignee end_user country_of_origin transport_mode incoterm "
    "gauss_at_2_1m gauss_at_4_6m confidential",
    "charges": "charge_ref order_number shipment_ref kind basis amount percent currency method "
    "lines shares before_border included_in_price recoverable vendor invoice_number invoice_date "
    "rate paid_on",
    "prices": "material date market source unit currency tax_included price low high",
    "fx": "date base quote rate source",
    "parties": "list name from aliases country suspended_from suspended_until until "
    "owned_percent_of source",
    "decisions": "subject code value reason decided_on decided_by until",
}
HEADINGS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(text.split()) for kind, text in _HEADINGS.items()
}
CSV_KINDS = ("charges", "fx", "licence_events", "prices")


class Desk:
    """All rows by kind, in the order in which they were written down."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {kind: [] for kind in HEADINGS}

    def add(self, sheet: str, /, **cells: Cell | None) -> None:
        """One row more; blanks (None, empty text) are left out."""
        unknown = set(cells) - set(HEADINGS[sheet])
        if unknown:
            raise KeyError(f"{sheet} has no column {sorted(unknown)}")
        self.rows[sheet].append({k: v for k, v in cells.items() if v is not None and v != ""})
