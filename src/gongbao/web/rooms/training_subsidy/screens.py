"""What the room gives the web."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_HERE = "gongbao.web.rooms.training_subsidy"
_DISTRICT = ("district_handler", "district_reviewer", "district_funds")
_ALL = (*_DISTRICT, "district_government", "city_officer", "city_finance", "insurance_agency", "supervisor")
_MONEY = (*_DISTRICT, "city_officer", "city_finance", "insurance_agency")

SCREENS = RoomScreens(
    room="training_subsidy",
    prefix="city",
    urls=f"{_HERE}.city.urls",
    hall=f"{_HERE}.hall.urls",
    workbench=f"{_HERE}.workbench.urls",
    site=f"{_HERE}.site_urls",
    officer=f"{_HERE}.officer",
    party=f"{_HERE}.party",
    notices=f"{_HERE}.notices",
    city="gongbao.platform.training_subsidy.demo",
    pages=(
        Page(
            "workbench:lists",
            Text("认定名单", "Recognised firms"),
            ("officer",),
            ("district_government", "city_officer", "industry_department"),
            main=False,
        ),
        Page(
            "workbench:supervision",
            Text("监督检查", "Supervision"),
            ("officer",),
            (*_DISTRICT, "city_officer", "supervisor"),
            main=False,
        ),
        Page("workbench:reports", Text("报表", "Reports"), ("officer",), _ALL, main=False),
        Page("city:fund", Text("资金", "Funds"), ("officer",), _MONEY),
    ),
    frequent=("training_subsidy/expand",),
    life_events=(
        LifeEvent(
            Text("我要", "I am"),
            Text("招人", "Hiring"),
            Text(
                "以工代训补贴：新招人员或稳住岗位，按月领取",
                "Work-training subsidy by month, for new hires and for keeping jobs",
            ),
            ("neng-2020-6",),
        ),
    ),
)
