"""Words of papers: labels in English and Chinese, titles, and whose numbers a paper carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OTHER: Final = "other"
"""A label of something that no column takes; it still says where a value ends."""

TOTAL: Final = "total"

LATIN: Final[Mapping[str, str]] = {
    "issued_on": "date; date of issue; issue date; issued on; date issued; issuing date; dated; "
    "date of signature; signed on; date of signing; date of report; report date; "
    "invoice date; date of invoice; test date; packing list date",
    "valid_to": "valid to; valid until; valid till; expiry date; date of expiry; expires on; "
    "expiration date; validity date",
    "net_weight_kg": "net weight; nw; n/w; net wt; net; net mass; weight net",
    "gross_weight_kg": "gross weight; gw; g/w; gross wt; gross; gross mass; weight gross",
    "packages": "packages; cartons; no of packages; number of packages; no of cartons; no of pkgs; "
    "number of cartons; ctns; pkgs; package; no of pieces rcp; drums; "
    "quantity of packages; cases",
    "quantity": "quantity; qty; q'ty; qty shipped; quantity shipped",
    "value": "amount; total amount; value; total value; invoice value; invoice total; "
    "invoice amount; grand total; total price; amount due; total invoice value",
    "hs_code": "hs code; hs no; hs; hts code; hts; tariff code; tariff no; customs code; "
    "commodity code; hs tariff code; customs tariff no",
    "consignee": "consignee; consigned to; consignee name; consignee & notify party; "
    "name of consignee",
    "end_user": "end user; enduser; name of end user; end user name; final user; ultimate user",
    "country_of_origin": "country of origin; origin; made in; origin of goods; "
    "country of manufacture; country of origin of goods",
    "transport_mode": "transport; mode of transport; transport mode; shipped by; shipment by; "
    "means of transport; mode of shipment; transportation; shipping method; ship via",
    "incoterm": "terms; price terms; price term; trade terms; trade term; incoterm; incoterms; "
    "terms of delivery; delivery terms; delivery term; terms of trade; terms of price; "
    "incoterms 2020; incoterms 2010; terms of sale; delivery condition",
    TOTAL: "total; grand totals; totals; sum; total sum",
    OTHER: "shipper; exporter; shipper/exporter; seller; supplier; vendor; buyer; importer; "
    "manufacturer; sold to; bill to; ship to; notify party; notify; also notify; "
    "applicant; client; beneficiary; port of loading; port of shipment; loading port; "
    "port of discharge; port of destination; final destination; place of delivery; "
    "place of receipt; destination; vessel; vessel/voyage; vessel/voy no; vessel & voyage; "
    "voyage no; flight no; carrier; sailing on or about; shipped on board; shipment date; "
    "date of shipment; etd; eta; delivery date; due date; marks; marks & nos; "
    "marks and no of pkgs; marks and nos; shipping marks; description; "
    "description of goods; goods; commodity; product; item; item no; items; material; "
    "grade; size; specification; model; part no; product code; item code; unit price; "
    "price; unit; measurement; volume; cbm; dimensions; packing; payment; payment terms; "
    "terms of payment; contract; contract no; s/c no; sales contract no; order no; "
    "your order no; remarks; notes; address; tel; phone; fax; email; contact; country; "
    "country of destination; end use; uses; use; batch; batch no; lot no; method; sample; "
    "result; limit; valid from; bank; bank details; swift; account no; l/c no; discount; "
    "freight; insurance; container no; seal no; container/seal no; subtotal; sub total; "
    "tax; vat; page; authority; signature; signed by; title; attention; contact person; "
    "forwarder; your ref; name; rate; cartons no; carton no; ctn no; pallets; limit at; "
    "rev; revision; per; from; to; attn; eori; vat no; tax no; uscc",
}
NUMBERS: Final[Mapping[str, str]] = {
    "any": "no; number; document no; doc no; ref no; reference no; ref; reference; our ref",
    "invoice": "invoice no; commercial invoice no; inv no; no of invoice",
    "proforma": "proforma invoice no; proforma no; pi no; p/i no",
    "packing": "packing list no; p/l no; pl no",
    "bl": "b/l no; bl no; bill of lading no; hbl no; mbl no",
    "awb": "awb no; air waybill no; hawb no; mawb no; airway bill no; waybill no",
    "license": "license no; export license no; permit no",
    "certificate": "certificate no; cert no; certificate reference no",
    "report": "report no; test report no; inspection report no",
    "declaration": "declaration no; statement no",
    "order": "po no; purchase order no; p/o no; po; order no",
}
CHINESE: Final[Mapping[str, str]] = {
    "issued_on": "日期 发票日期 开票日期 签发日期 签署日期 出具日期 发证日期 签订日期 报告日期 "
    "制单日期 检测日期",
    "valid_to": "有效期至 有效期止 到期日 到期日期 失效日期 截止日期",
    "net_weight_kg": "净重 总净重 净重合计 合计净重",
    "gross_weight_kg": "毛重 总毛重 毛重合计 合计毛重",
    "packages": "件数 箱数 总件数 总箱数 包装件数 桶数",
    "quantity": "数量 总数量 数量合计 申报数量",
    "value": "金额 总金额 总价 总值 发票金额 合计金额 货值",
    "hs_code": "商品编码 商品编号 税号 税则号 税则号列 海关编码 海关编号",
    "consignee": "收货人 收货单位 收货方",
    "end_user": "最终用户 最终用户名称",
    "country_of_origin": "原产国 原产地 原产国地区 原产国别",
    "transport_mode": "运输方式",
    "incoterm": "贸易条款 价格条款 成交方式 条款 交货条款 贸易术语 价格术语",
    TOTAL: "合计 总计 共计",
    OTHER: "托运人 发货人 出口商 进口商 卖方 买方 供应商 通知人 装货港 装运港 起运港 卸货港 "
    "目的港 目的地 船名 航次 船名航次 装船日期 开航日期 唛头 品名 货物名称 商品名称 "
    "货名 名称 规格 规格型号 型号 材料 材质 牌号 单价 单位 体积 尺码 包装 付款方式 "
    "付款条件 合同号 合同编号 订单号 备注 地址 电话 联系人 国家 最终目的国 "
    "最终目的国地区 用途 最终用途 管制编码 批号 方法 样品 委托方 质量分数 结论 限值 "
    "使用次数 有效期自 交货日期 交货期 总体积 箱号 柜号 封号 发证机关 折扣 运费 "
    "保险费 生产商 生产厂家 序号",
}
CHINESE_NUMBERS: Final[Mapping[str, str]] = {
    "any": "编号 单号 号码 文件编号",
    "invoice": "发票号 发票号码 发票编号",
    "proforma": "形式发票号",
    "packing": "装箱单号 装箱单编号",
    "bl": "提单号 提单编号 提单号码",
    "awb": "运单号 空运单号 航空运单号",
    "license": "许可证号 出口许可证号 许可证编号",
    "certificate": "证明编号 证书号 证书编号 证明书编号",
    "report": "报告编号 报告号",
    "declaration": "申报编号 声明编号",
    "order": "采购订单号",
}
DATES_OF: Final = {
    "invoice date": "invoice", "date of invoice": "invoice", "发票日期": "invoice",
    "开票日期": "invoice", "report date": "report", "date of report": "report",
    "报告日期": "report", "packing list date": "packing",
}  # fmt: skip
"""Dates of one kind of paper, which may stand on another."""

GENERIC: Final = frozenset({"编码", "代码", "号"})
"""Chinese words that may stand behind any Latin label."""

TITLES: Final = (
    ("proforma invoice", ("proforma", "invoice")),
    ("pro forma invoice", ("proforma", "invoice")),
    ("形式发票", ("proforma", "invoice")),
    ("packing list", ("packing", "invoice")),
    ("装箱单", ("packing", "invoice")),
    ("invoice", ("invoice",)),
    ("发票", ("invoice",)),
    ("bill of lading", ("bl",)),
    ("提单", ("bl",)),
    ("waybill", ("awb",)),
    ("运单", ("awb",)),
    ("license", ("license",)),
    ("许可证", ("license",)),
    ("purchase order", ("order",)),
    ("declaration", ("declaration", "certificate")),
    ("magnetic field test", ("declaration", "report", "certificate")),
    ("report", ("report", "certificate")),
    ("报告", ("report", "certificate")),
    ("certificate", ("certificate", "report")),
    ("证明", ("certificate", "report")),
    ("证书", ("certificate", "report")),
    ("statement", ("declaration", "certificate")),
)
