"""What stands on the sample's papers: invoices, packing lists, a certificate, a licence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tests.sample.maker.costs import invoice_day, invoice_number
from tests.sample.maker.goods import PRODUCTS, china_code, control_code
from tests.sample.maker.plans import Order, Trip
from tests.sample.maker.prints import Rule, Text, write_pdf, write_sheet
from tests.sample.maker.shipping import World, carried, gross_kg, net_kg, packages
from tests.sample.maker.trade import END_USERS, LAB, OWN_FIRM, SUPPLIERS

_OWN_ADDRESS = "1180 Foundry Loop, Suite 4, Rockford, IL 61109, USA"
Pair = tuple[str, str, str]


def _page(
    head: tuple[str, str], maker: tuple[str, str], pairs: Sequence[Pair]
) -> list[Text | Rule]:
    """Set a page: title in both languages, who issues it, then label, Chinese label, value."""
    items: list[Text | Rule] = [
        Text(56, 60, maker[0], 11),
        Text(56, 76, maker[1], 11),
        Rule(56, 86, 539),
        Text(56, 116, head[0], 17),
        Text(330, 116, head[1], 16),
    ]
    y = 150
    for label, local, value in pairs:
        items += [Text(56, y, label, 9), Text(190, y, local, 9), Text(290, y, value, 10)]
        y += 20
    return [*items, Rule(56, y, 539)]


def _maker(order: Order) -> tuple[str, str]:
    row = SUPPLIERS[order.supplier]
    return row["name"], row["local_name"]


def _goods_pairs(order: Order, trip: Trip, kg: str) -> list[Pair]:
    line, count = carried(order, trip)[0]
    return [
        ("Goods", "货物名称", line.product.name),
        ("Material", "材料", "Sintered NdFeB permanent magnet" if "NdFeB" in line.product.name
         else line.product.name),
        ("HS code", "商品编码", china_code(line.product)),
        ("Quantity", "数量", f"{count} pcs"),
        ("Net weight", "净重", f"{kg} kg"),
        ("Country of origin", "原产国", "China"),
    ]  # fmt: skip


def _party_pairs(order: Order) -> list[Pair]:
    return [
        ("Consignee", "收货人", OWN_FIRM),
        ("Address", "地址", _OWN_ADDRESS),
        ("PO number", "订单号", order.number),
    ]


def _invoice(folder: Path, world: World) -> None:
    order = world.orders["PO-2644"]
    trip = world.trips_of(order)[0]
    line, count = carried(order, trip)[0]
    pairs: list[Pair] = [
        ("Invoice no.", "发票号", invoice_number(order, trip)),
        ("Date", "日期", invoice_day(trip).isoformat()),
        *_party_pairs(order),
        *_goods_pairs(order, trip, "712.0"),
        ("Unit price", "单价", f"USD {line.price} / pc"),
        ("Amount", "总金额", f"USD {line.value(count)}"),
        ("Terms", "贸易条款", f"{order.incoterm} {order.place}, by {order.mode}"),
        ("Export licence", "出口许可证号", world.licences["LIC-2644"].number),
    ]
    write_pdf(folder / "inv-2644.pdf", "Commercial invoice QL-2644-1",
              _page(("COMMERCIAL INVOICE", "商业发票"), _maker(order), pairs))  # fmt: skip


def _packing(folder: Path, world: World) -> None:
    order = world.orders["PO-2644"]
    trip = world.trips_of(order)[0]
    pairs: list[Pair] = [
        ("Packing list no.", "装箱单号", "PL-2644-1"),
        ("Date", "日期", invoice_day(trip).isoformat()),
        *_party_pairs(order),
        *_goods_pairs(order, trip, "718.4"),
        ("Cartons", "箱数", str(packages(order, trip))),
        ("Gross weight", "毛重", f"{gross_kg(order, trip)} kg"),
        ("Marks", "唛头", "CALDER MOTION / PO-2644 / NOS. 1-33"),
        ("Packing", "包装", "Cartons on plywood pallets, steel shields between layers"),
    ]
    write_pdf(folder / "packing-2644.pdf", "Packing list PL-2644-1",
              _page(("PACKING LIST", "装箱单"), _maker(order), pairs))  # fmt: skip


def _certificate(folder: Path, world: World) -> None:
    order = world.orders["PO-2641"]
    trip = world.trips_of(order)[0]
    user = END_USERS[order.user]
    signed = world.licences["LIC-2641"].day_of("euc_signed")
    pairs: list[Pair] = [
        ("Certificate no.", "证明编号", "EUC-2641"),
        ("Importer", "进口商", OWN_FIRM),
        ("End user", "最终用户", user["name"]),
        ("Country", "国家", "United States of America"),
        ("End use", "最终用途", user["use"]),
        ("PO number", "订单号", order.number),
        *_goods_pairs(order, trip, "720.0"),
        ("Exporter", "出口商", SUPPLIERS[order.supplier]["name"]),
        ("Date of signature", "签署日期", str(signed)),
    ]
    items = _page(
        ("END-USER AND END-USE CERTIFICATE", "最终用户和最终用途证明"), (user["name"], ""), pairs
    )
    items[3] = Text(56, 116, "END-USER AND END-USE CERTIFICATE", 12)
    items += [
        Text(
            56,
            500,
            "We will not use the goods for any military purpose, and will not pass them on,",
            9,
        ),
        Text(56, 514, "without the consent of the authority that licensed their export.", 9),
        Text(56, 534, "我方承诺不将上述货物用于任何军事用途，未经许可不向第三方转让。", 10),
        Text(56, 580, "Signed and stamped: E. Marchetti-Doyle, Director of Operations", 10),
    ]
    write_pdf(folder / "euc-2641.pdf", "End-user certificate EUC-2641", items)


def _licence(folder: Path, world: World) -> None:
    licence = world.licences["LIC-2638"]
    order = world.orders["PO-2638"]
    trip = world.trips_of(order)[0]
    line, _ = carried(order, trip)[0]
    kg = net_kg(carried(order, trip)).quantize(Decimal("0.1"))
    pairs: list[Pair] = [
        ("Licence no.", "许可证号", licence.number),
        ("Exporter", "出口商", SUPPLIERS[order.supplier]["name"]),
        ("", "", SUPPLIERS[order.supplier]["local_name"]),
        ("Importer", "进口商", OWN_FIRM),
        ("End user", "最终用户", END_USERS[licence.users[0]]["name"]),
        ("Item code", "管制编码", control_code(line.product)),
        ("HS code", "商品编码", china_code(line.product)),
        ("Goods", "商品名称", line.product.name),
        ("Quantity", "数量", f"{kg} kg"),
        ("Transport", "运输方式", "Sea 海运"),
        ("Uses", "使用次数", "1"),
        ("Valid from", "有效期自", str(licence.valid_from)),
        ("Valid to", "有效期至", str(licence.valid_to)),
        ("Country", "最终目的国", "United States"),
    ]
    pairs[9] = ("Transport", "运输方式：海运", "Sea")
    items = _page(
        ("EXPORT LICENCE, DUAL-USE ITEMS", "两用物项出口许可证"),
        ("SAMPLE, NOT A REAL LICENCE", "样张"),
        pairs,
    )
    items[3] = Text(56, 116, "EXPORT LICENCE, DUAL-USE ITEMS", 13)
    write_pdf(folder / "licence-2638.pdf", f"Export licence {licence.number}", items)


def _report(folder: Path) -> None:
    product = PRODUCTS["M-N42SH-BLK"]
    pairs: list[Pair] = [
        ("Report no.", "报告编号", product.report),
        ("Date", "日期", "2026-09-14"),
        ("Client", "委托方", SUPPLIERS["S-QLM"]["name"]),
        ("Sample", "样品", product.name),
        ("Batch", "批号", f"B{product.report[-6:]}"),
        ("Method", "方法", "ICP-OES, limit of detection 0.01 %"),
    ]
    for part in product.composition.split(";"):
        element, percent = part.split(":")
        pairs.append((f"Content of {element}", "质量分数", f"{percent} %"))
    write_pdf(folder / "report-ql-2609-7.pdf", f"Composition report {product.report}",
              _page(("COMPOSITION TEST REPORT", "成分检测报告"),
                    (LAB, "苏州研璧分析检测有限公司"), pairs))  # fmt: skip


def _bill(folder: Path, world: World) -> None:
    order = world.orders["PO-2622"]
    trip = world.trips_of(order)[0]
    kg = net_kg(carried(order, trip)).quantize(Decimal("0.1"))
    pairs: list[Pair] = [
        ("B/L no.", "提单号", "NGL-2610311"),
        ("Shipper", "托运人", SUPPLIERS[order.supplier]["name"]),
        *_party_pairs(order),
        ("Vessel", "船名", trip.vessel),
        ("Port of loading", "装货港", "Tianjin"),
        ("Port of discharge", "卸货港", "Long Beach"),
        ("Shipped on board", "装船日期", str(trip.atd)),
        ("Packages", "件数", f"{packages(order, trip)} cartons"),
        ("Goods", "货物名称", "Permanent magnets, sintered NdFeB, HS 850511"),
        ("Net weight", "净重", f"{kg} kg"),
        ("Gross weight", "毛重", f"{gross_kg(order, trip)} kg"),
    ]
    write_pdf(folder / "bl-2622.pdf", "Bill of lading NGL-2610311",
              _page(("BILL OF LADING", "海运提单"), ("Northgate Line", ""), pairs))  # fmt: skip


def _field_test(folder: Path, world: World) -> None:
    order = world.orders["PO-2626"]
    trip = world.trips_of(order)[0]
    pairs: list[Pair] = [
        ("Declaration no.", "申报编号", "MG-2626-1"),
        ("Date", "日期", "2026-11-24"),
        ("PO number", "订单号", order.number),
        ("Packages", "件数", str(packages(order, trip))),
        ("Field at 2.1 m", "2.1米处磁场", "0.0087 gauss (0.87 microtesla)"),
        ("Field at 4.6 m", "4.6米处磁场", "0.0012 gauss (0.12 microtesla)"),
        ("Limit at 2.1 m", "限值", "0.00525 gauss"),
        ("Result", "结论", "Magnetized material, UN2807, class 9, PI 953"),
    ]
    write_pdf(folder / "mag-2626.pdf", "Declaration of magnetic field MG-2626-1",
              _page(("MAGNETIC FIELD TEST", "磁性检测报告"), _maker(order), pairs))  # fmt: skip


def _workbooks(folder: Path, world: World) -> None:
    order = world.orders["PO-2618"]
    trip = world.trips_of(order)[1]
    line, count = carried(order, trip)[0]
    write_sheet(folder / "invoice-2618-2.xlsx", [
        ["COMMERCIAL INVOICE 商业发票"],
        [SUPPLIERS[order.supplier]["name"]],
        [SUPPLIERS[order.supplier]["local_name"]],
        ["Invoice no. 发票号", invoice_number(order, trip), "Date 日期", str(invoice_day(trip))],
        ["Consignee 收货人", OWN_FIRM, "PO no. 订单号", order.number],
        ["Description 品名", "HS code 编码", "Quantity 数量 (pcs)", "Net kg 净重",
         "Unit price USD 单价", "Amount USD 金额"],
        [line.product.name, china_code(line.product), count, float(line.product.kg * count),
         float(line.price), float(line.value(count))],
        ["Discount 折扣 4 % is taken off", "", "", "", "", ""],
        ["TOTAL 合计", "", count, float(line.product.kg * count), "", float(line.value(count))],
        ["Terms 条款", f"{order.incoterm} {order.place}", "Origin 原产国", "China"]])  # fmt: skip
    order = world.orders["PO-2622"]
    trip = world.trips_of(order)[0]
    line, count = carried(order, trip)[0]
    net, gross = net_kg(carried(order, trip)), gross_kg(order, trip)
    write_sheet(folder / "packing-2622.xlsx", [
        ["PACKING LIST 装箱单"],
        [SUPPLIERS[order.supplier]["name"]],
        ["No. 编号", "PL-2622-1", "Date 日期", invoice_day(trip).isoformat()],
        ["PO no. 订单号", order.number, "Vessel 船名", trip.vessel],
        ["Description 品名", "Cartons 箱数", "Quantity 数量 (pcs)", "Net kg 净重", "Gross kg 毛重"],
        [line.product.name, packages(order, trip), count, float(net), float(gross)],
        ["TOTAL 合计", packages(order, trip), count, float(net), float(gross)]])  # fmt: skip


def write_papers(folder: Path, world: World) -> None:
    """Write the papers that the documents name."""
    folder.mkdir(parents=True, exist_ok=True)
    for write in (_invoice, _packing, _certificate, _licence, _bill, _field_test, _workbooks):
        write(folder, world)
    _report(folder)
