"""Bilingual words of letters: standings, methods of service."""

from __future__ import annotations

from gongbao.law.text import Text

STANDINGS = {
    "in_force": Text("有效", "In force"),
    "withdrawn": Text("已撤销", "Withdrawn"),
    "replaced": Text("已被新文书替代", "Replaced by a later letter"),
    "expired": Text("已过有效期", "Expired"),
    "used": Text("已使用", "Used"),
}
STATES = {
    "issued": Text("制作中", "Being made"),
    "ready": Text("已制作", "Ready"),
    "parked": Text("缺字待补字体", "Waiting for a font"),
}
METHODS = {
    "online": Text("网上送达", "Online"),
    "person": Text("当面送达", "In person"),
    "post": Text("邮寄送达", "By post"),
    "notice": Text("公告送达", "By public notice"),
}
