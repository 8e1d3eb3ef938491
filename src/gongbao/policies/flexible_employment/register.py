"""Register: what is kept, published and masked, for how long; statistics, registers asked and pages."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_PERSON = ("name", "identity_number", "phone")
RECORDS = (
    Record("registration", Text("灵活就业登记", "Registrations of flexible employment"), 30, (), _PERSON),
    Record("certificate", Text("就业失业登记证", "Certificates"), 30, (), _PERSON),
    Record("unemployment", Text("失业登记", "Registrations of unemployment"), 30, (), _PERSON),
    Record("entitlement", Text("补贴资格和月数", "Entitlements and months"), 10, (), (*_PERSON, "account")),
    Record("month", Text("逐月发放记录", "Months paid"), 10, (), _PERSON),
    Record("pilot", Text("区试点", "Districts' pilots"), 10, ("district", "from", "to", "amount"), ()),
    Record("deferral", Text("2020年暂缓和补缴", "Deferral of 2020 and making up"), 30, (), _PERSON),
    Record("loan", Text("创业担保贷款三方步骤", "Steps of business-start loans"), 10, (), _PERSON),
    Record("complaint", Text("平台用工申诉", "Complaints about platform work"), 10, (), _PERSON),
    Record("service", Text("就业服务记录", "Services given"), 5, (), _PERSON),
    Record("vacancy", Text("岗位信息", "Vacancies"), 3, ("title", "firm", "district", "pay", "hours"), ()),
    Record(
        "lending", Text("共享用工协议", "Shared-staff lending agreements"), 5, ("firm", "from", "to"), _PERSON
    ),
    Record("fair", Text("招聘会", "Job fairs"), 5, ("title", "place", "flexible_zone"), ()),
    Record("occupation", Text("新职业目录（分版本）", "New occupations, by version"), 100, ("code", "title"), ()),
    Record("course", Text("培训目录", "Training catalogue"), 5, ("title", "provider", "field"), ()),
    Record("agency", Text("经营性人力资源服务机构", "Licensed agencies"), 10, ("name", "licence", "services"), ()),
    Record("standard", Text("行业劳动标准", "Agreed standards of a trade"), 30, ("trade", "terms"), ()),
    Record("association", Text("认可的协会学会", "Recognised associations"), 10, ("name", "field"), ()),
    Record("oral_agreement", Text("口头协议要点", "Recorded oral agreements"), 10, (), _PERSON),
    Record("market_wish", Text("各区设立零工市场意愿", "Districts' wish for gig markets"), 10, ("district",), ()),
    Record("looked_up", Text("应享未享名单的查阅", "Looks at the list of those who have not asked"), 10, (), ()),
)  # fmt: skip
REPORTS = (
    Report("registrations", Text("登记人数和构成", "Registrations"), "jiu-2020-19/11"),
    Report("subsidies", Text("补贴人数、月数和金额", "Subsidies: people, months, money"), "jiu-2020-19/4"),
    Report("pilots", Text("区试点情况", "Pilots by district"), "jiu-2020-19/10"),
    Report("services", Text("服务次数和回访", "Services and follow-ups"), "jiu-2020-19/15"),
    Report("complaints", Text("申诉用时和结果", "Complaints: times and results"), "jiu-2020-19/20.a"),
    Report("market", Text("供求和零工市场意愿", "Supply, demand and wishes for markets"), "jiu-2020-19/18.a"),
    Report("not_asked", Text("应享未享", "Entitled and not asked"), "jiu-2020-19/10"),
)
REGISTERS = {
    "registration": Text("就业失业登记", "registrations of employment and unemployment"),
    "insurance": Text("社会保险登记和缴费", "social insurance"),
    "graduates": Text("毕业生信息", "graduates"),
    "traineeships": Text("就业见习", "traineeships"),
    "hard_to_employ": Text("就业困难人员认定", "people hard to employ"),
    "guarantors": Text("签约担保机构", "guarantors under contract"),
    "banks": Text("经办银行", "handling banks"),
    "agencies": Text("人力资源服务许可", "licences of agencies"),
    "associations": Text("认可的协会学会", "recognised associations"),
    "pilots": Text("试点区", "pilot districts"),
    "occupations": Text("新职业目录", "new occupations"),
}
ACCOUNTS = {"subsidy_months": Text("每人补贴月数", "each person's months of subsidy")}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "status": Text("办件进度", "status"),
    "rights": Text("我能享受什么", "everything I may have"),
    "costs": Text("缴费计算", "what a choice costs"),
    "vacancies": Text("找活干", "vacancies"),
    "training": Text("培训目录", "training catalogue"),
    "occupations": Text("新职业", "new occupations"),
    "standards": Text("行业劳动标准", "agreed standards"),
    "agencies": Text("持证机构", "licensed agencies"),
    "fairs": Text("招聘会", "job fairs"),
    "sharing": Text("共享用工", "shared staff"),
    "desk": Text("灵活就业工作台", "the desk"),
    "make_up": Text("补缴2020年未缴的月份", "months of 2020 made up"),
    "loans": Text("担保和贷款申请", "guarantees and loans asked for"),
    "associations": Text("认可的协会学会", "recognised associations"),
    "firm": Text("用工服务", "services for firms"),
}
