"""Four levels and an assistant in Chromium: leave on a phone, the month, the quarter, the year, the city's plan (issue 7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.people import Person
from tests.platform.rural_assistants import rural_world as r
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.platform.personnel_archives import services as archives
from gongbao.platform.rural_assistants import demo
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Intake
from gongbao.web.rooms.rural_assistants.demo import GRADUATES, PEOPLE, add_to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
ROOT = "/rural-assistants"
VILLAGES = ("样例乡溪口村", "样例乡柳岸村")
TOWN = "样例乡人民政府"
UNIVERSITY = "样例农业大学"


def deed(
    person: Person, title: str, fields: dict[str, str] | None = None, choices: dict[str, str] | None = None
) -> None:
    """Open one of the page's small forms, fill it in and send it."""
    form = person.page.locator("main details", has=person.page.locator("summary", has_text=title)).first
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for label, text in (fields or {}).items():
        form.get_by_label(exact(label)).fill(text)
    for label, option in (choices or {}).items():
        listed = form.get_by_label(exact(label))
        if listed.count() == 1 and listed.evaluate("each => each.tagName") == "SELECT":
            listed.select_option(label=option)
        else:
            form.get_by_role("group", name=label).get_by_label(option, exact=True).check()
    with person.page.expect_navigation():
        form.locator("button[name=go]").click()


def exact(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)}\s*(（选填）)?$")


def patient(people: People, login: str = "", width: int = 1280) -> Person:
    """Somebody who waits for a page on a machine that is busy with other things."""
    person = people(login, width=width)
    person.page.set_default_timeout(90_000)
    return person


def acts_for(people: People, login: str, name: str, page: str, width: int = 1280) -> Person:
    person = patient(people, login, width)
    person.signs_in()
    person.go("/account/acting-for/")
    person.pick(name)
    person.go(f"{ROOT}/{page}/")
    return person


def who(row: Assistant) -> str:
    return f"{row.name} {row.number}"


def test_a_term_on_four_levels(people: People) -> None:
    to("2021-08-02 10:00")
    scene = add_to(city(cases=False))
    rows: list[Assistant] = r.seen(lambda: list(Assistant.objects.order_by("number")))
    a_university(people)
    a_leave(people)
    a_month(people, scene, rows)
    a_quarter(people, scene, rows)
    a_year(people, scene, rows)
    the_city(people)


def a_university(people: People) -> None:
    """Its list by Excel with a faulty row, what it says of who registered, the applicant's view, the district's check."""
    office = acts_for(people, "university1", UNIVERSITY, "university")
    office.reads("名册 3 人", "报考 4 人", "已核实 2", "有出入 1", "待核实 1", "不同：学历", "名册中没有")
    office.looks("rural-14-university", phone=True)
    identity, name = GRADUATES[3]
    sheet = f"证件号码,姓名,学历,专业,毕业年份,学籍状态,北京生源\n{identity},{name},大学本科,社会工作,2021,在读,是\n{identity[:-1]},{name},本本科,社会工作,明年,在读,\n"
    office.page.locator("input[type=file]").set_input_files(
        {"name": "名册.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
    )
    office.press("导入毕业生名册")
    office.reads(
        "已收下1行，1行有问题",
        "A「证件号码」",
        "C「学历」",
        "E「毕业年份」",
        "带“核对结果”列的原表",
        "名册 4 人",
    )
    office.looks("rural-15-list-findings", phone=True)
    name_of_file, data = office.download("下载带“核对结果”列的原表")
    assert (name_of_file[-5:], data[:2]) == (".xlsx", b"PK")
    deed(office, "按名册核实（待核实1人）")
    office.reads("已核实 3", "待核实 0")
    graduate = patient(people, "graduate2", 390)
    graduate.signs_in()
    graduate.go(f"{ROOT}/mine/")
    graduate.reads(UNIVERSITY, "有出入", "学历", "请与学校就业部门核对")
    graduate.looks("rural-16-graduate", phone=True)
    handler = patient(people, "haidian-handler")
    handler.signs_in()
    handler.go(f"{ROOT}/registration/")
    handler.reads("报名 4 人", "有出入 1", "已核实 3", "学历")
    handler.looks("rural-17-registration", phone=True)
    handler.follow("有出入 1")
    number = re.findall(r"HD-2021-22-[0-9]+", handler.words())[0]
    handler.follow(number)
    handler.reads("高校指出有出入", "区已核对毕业证书或学籍材料")
    handler.looks("rural-18-case")
    handler.go(f"{ROOT}/registration/")
    deed(
        handler,
        "登记毕业信息核对",
        {"办件编号": number, "核对了什么": "毕业证书原件为本科"},
        {"核对结果": "属实"},
    )
    handler.reads("已办", "属实")
    handler.go(f"/workbench/cases/{number}/")
    handler.reads("区核对毕业信息", "毕业证书原件为本科")


def assistant(people: People) -> Person:
    mine = patient(people, "assistant1", 390)
    mine.signs_in()
    mine.go(f"{ROOT}/mine/")
    return mine


def head_of(scene: demo.Scene, row: Assistant) -> Any:
    assert row.village is not None
    return scene.institution(row.village)


def kept(scene: demo.Scene, rows: list[Assistant], month: int) -> None:
    """The other people's month, entered by their villages."""
    for row in rows:
        told = r.seen(lambda row=row: r.rural.attendance.suggested(row, month, r.today()))
        r.do(
            lambda tx, row=row, told=told: str(r.rural.attendance.keep(tx, row, month, told).pk),
            head_of(scene, row),
        )


def a_leave(people: People) -> None:
    """Asked for and consented to on phones, approved by the township."""
    mine = assistant(people)
    mine.reads("样例乡溪口村", "2026年8月1日", "还差 80", "老支书")
    mine.looks("rural-01-mine", phone=True)
    mine.follow("请假")
    mine.press("开始填写")
    mine.choose("类别", "事假")
    mine.fill({"开始日期": "2021-08-11", "结束日期": "2021-08-13", "事由": "家里有事"})
    mine.press("保存并核对")
    mine.press("提交")
    mine.reads("申请收到了")
    village = acts_for(people, "village1", VILLAGES[0], "village", width=390)
    village.reads("村同意", "3个工作日")
    village.looks("rural-02-village", phone=True)
    deed(village, "村同意")
    village.reads("已办")
    town = acts_for(people, "township1", TOWN, "township")
    town.looks("rural-03-township", phone=True)
    deed(town, "乡镇批准")
    town.reads("已办", "2021年8月11日")


def a_month(people: People, scene: demo.Scene, rows: list[Assistant]) -> None:
    """A make-up day aside, no day of rest is entered; the month goes from village to township to district."""
    to("2021-09-02 10:00")
    village = acts_for(people, "village1", VILLAGES[0], "village", width=390)
    deed(village, "登记考勤", {"旷工的日子（没有就不填）": "14"}, {"协理员": who(rows[0])})
    village.reads("不是在岗的工作日", "调休上班日")
    village.looks("rural-04-refused", phone=True)
    kept(scene, rows[1:], 2021 * 12 + 7)
    deed(village, "登记考勤", {"旷工的日子（没有就不填）": ""}, {"协理员": who(rows[0])})
    deed(village, "报送乡镇")
    village.reads("已报乡镇")
    r.do(lambda tx: r.rural.attendance.send(tx, 2021 * 12 + 7), head_of(scene, rows[1]))
    town = acts_for(people, "township1", TOWN, "township")
    deed(town, "考勤报区备案")
    town.reads("已报区")


def a_quarter(people: People, scene: demo.Scene, rows: list[Assistant]) -> None:
    """Records, proposals, a grade that differs from the proposal with its reason; the person may object."""
    to("2021-10-08 10:00")
    for n, row in enumerate(rows):
        actor = r.Actor("party", account=r.new_key(), name=row.name, party=row.party)
        for month in (2021 * 12 + 7, 2021 * 12 + 8):
            if n or month % 12 == 8:
                r.do(
                    lambda tx, month=month: r.rural.attendance.hand_in(tx, month, "governance", "走访农户"),
                    actor,
                )
    kept(scene, rows, 2021 * 12 + 8)
    for key in scene.villages:
        r.do(lambda tx: r.rural.attendance.send(tx, 2021 * 12 + 8), scene.institution(key))
    mine = assistant(people)
    deed(
        mine,
        "提交月度工作纪实",
        {"月份": "2021-08", "做了什么": "走访农户，整理台账"},
        {"主要职责": "治理水平"},
    )
    mine.reads("已办")
    town = acts_for(people, "township1", TOWN, "township")
    town.follow("开始本季度考核")
    town.press("开始填写")
    town.fill({"年": "2021"})
    town.choose("季度", "第三季度")
    town.press("保存并核对")
    town.press("提交")
    number = town.number()
    village = acts_for(people, "village1", VILLAGES[0], "village", width=390)
    deed(
        village,
        "提考核建议",
        {"依据（日常表现、任务、考勤）": "表现良好"},
        {"协理员": who(rows[0]), "建议等次": "合格"},
    )
    village.reads("已办")
    for row in rows[1:]:
        r.do(
            lambda tx, row=row: r.rural.quarters.propose(tx, number, row.number, "qualified", "良好"),
            head_of(scene, row),
        )
    town.go(f"{ROOT}/township/")
    deed(town, "研究等次", {"与建议不同的理由": "牵头产业项目"}, {"协理员": who(rows[0]), "等次": "优秀"})
    town.reads("已办")
    r.step(scene.institution(scene.township), number, "decide")
    mine.go(f"{ROOT}/mine/")
    mine.reads("2021Q3", "优秀", "提出异议")
    mine.looks("rural-05-mine-graded", phone=True)
    to("2021-10-18 10:00")
    jobs()
    assert r.state(number) == "to_file"


def a_year(people: People, scene: demo.Scene, rows: list[Assistant]) -> None:
    """The district opens the year; of three people none may be excellent, and the page says why."""
    to("2022-08-02 10:00")
    handler = patient(people, "haidian-handler")
    handler.signs_in()
    handler.go(f"{ROOT}/district/")
    handler.reads("学时不足", "2022-07")
    handler.looks("rural-06-district", phone=True)
    deed(
        handler,
        "开展年度或期满考核",
        {"第几个工作年度（年度考核）": "1"},
        {"考核": "年度", "批次": "往年招聘"},
    )
    handler.reads("收集意见并评定")
    handler.follow("HD-2022-22")
    number = handler.page.url.rstrip("/").rsplit("/", 1)[-1]
    for row in rows:
        for actor in (head_of(scene, row), scene.institution(scene.township)):
            r.do(
                lambda tx, row=row: r.rural.appraising.give_opinion(tx, number, row.number, "同意评定"), actor
            )
    deed(handler, "评定等次", {"依据": "实绩突出"}, {"协理员": who(rows[0]), "等次": "优秀"})
    handler.reads("参加3人，优秀0人，最多0人", "同意评定", "优秀名额已满", "改评合格")
    handler.looks("rural-07-round-refused", phone=True)
    deed(handler, "评定等次", {"依据": "实绩突出"}, {"协理员": who(rows[0]), "等次": "合格"})
    handler.reads("已办")
    handler.go(f"{ROOT}/people/{rows[0].number}/")
    handler.reads(PEOPLE[0][1], "2021Q3", "老支书")
    handler.lacks(PEOPLE[0][0])
    handler.looks("rural-08-person", phone=True)
    a_form(people, rows, number)


def a_form(people: People, rows: list[Assistant], number: str) -> None:
    """The year is reviewed and filed: the form waits at the archives' desk until an officer has put it in."""
    handles, reviews = (
        demo.officer("district_handler", "haidian"),
        demo.officer("district_reviewer", "haidian"),
    )
    for row in rows[1:]:
        r.do(
            lambda tx, row=row: r.rural.appraising.grade(tx, number, row.number, "qualified", "实绩"), handles
        )
    r.step(handles, number, "grade")
    r.step(reviews, number, "confirm")
    to("2022-08-22 10:00")
    jobs()
    r.step(handles, number, "file")
    identity, name = PEOPLE[0]
    key = r.do(
        lambda tx: str(archives.register(tx, identity, name, office="haidian", on=r.today(), pages=3)),
        handles,
    )
    held = r.seen(lambda: archives.Archive.objects.get(pk=key))
    r.do(
        lambda tx: archives.hand_over(
            tx, held.pk, scanned=held.barcode, giver="样例大学", taker="haidian", pages=3
        ),
        handles,
    )
    form = r.seen(lambda: Appraisal.objects.get(assistant=rows[0], kind="annual"))
    desk = patient(people, "haidian-handler")
    desk.signs_in()
    desk.go("/archives/desk/")
    desk.reads("待归入的材料", "年度考核登记表（第1工作年度）", "第十五条")
    desk.looks("rural-13-papers", phone=True)
    desk.follow(form.filing)
    deed(desk, "归入材料", {"材料编号": f"{form.filing[:-1]}X", "页数": "2"})
    desk.reads("没有这份待归入的材料", "请照本页")
    deed(desk, "归入材料", {"材料编号": form.filing, "页数": "2"})
    desk.reads("已登记", "年度考核登记表（第1工作年度）")
    jobs()
    desk.go(f"{ROOT}/people/{rows[0].number}/")
    desk.reads("2022-08-22 已归入档案")


def the_city(people: People) -> None:
    """A plan beyond the ceiling on its first day is refused; the public sees announcement and posts."""
    officer = patient(people, "city")
    officer.signs_in()
    officer.go(f"{ROOT}/city/")
    officer.reads("在岗", "2000")
    officer.looks("rural-09-city", phone=True)
    plan = {
        "批次号": "2023", "名称": "2023年招聘", "报名自": "2022-08-02", "报名至": "2022-08-31", "上岗日": "2022-12-01",
        "计划人数": "2000", "笔试权重（%）": "60",
    }  # fmt: skip
    deed(officer, "制定招聘计划", plan)
    officer.reads("2023年招聘", "起草")
    deed(
        officer,
        "增加岗位",
        {"岗位编号": "2023-01", "岗位": "协理", "名额": "2000"},
        {"批次": "2023年招聘", "乡镇": TOWN},
    )
    deed(officer, "发布公告", {}, {"批次": "2023年招聘"})
    officer.reads("名额超过区里上报的需求", TOWN, "请区人社局上报需求")
    handler = patient(people, "haidian-handler")
    handler.signs_in()
    handler.go(f"{ROOT}/district/")
    deed(
        handler,
        "上报需求",
        {"需要几人": "2000", "依据": "各村上报汇总"},
        {"批次": "2023年招聘", "乡镇": TOWN},
    )
    handler.reads("上报的需求", "各村上报汇总")
    officer.go(f"{ROOT}/city/")
    deed(officer, "发布公告", {}, {"批次": "2023年招聘"})
    officer.reads("上岗日全市总量不超过上限", "减少计划人数")
    officer.looks("rural-10-beyond-the-ceiling", phone=True)
    deed(
        officer,
        "登记市级轮训、示范培训",
        {"课程": "乡村治理示范班", "日期": "2022-08-01", "学时": "16", "参加人员编号（一行一个）": "XL000"},
        {"培训": "示范培训（100人左右）", "形式": "集中授课", "内容": "乡村治理"},
    )
    officer.reads("没有这些编号", "XL000")
    officer.go(f"{ROOT}/export/?system=channels")
    officer.reads("定向考录、专项招聘、考研加分名单", "没有要报送的人", "本地发件箱")
    officer.go(f"{ROOT}/export/")
    deed(officer, "报送（写入本地发件箱）")
    officer.reads("上次报送：2022-08-22", PEOPLE[0][1])
    officer.lacks(PEOPLE[0][0])
    officer.looks("rural-19-exports", phone=True)
    marks_by_sheet(officer)
    public = patient(people, width=390)
    public.go(f"{ROOT}/")
    public.reads("乡村振兴协理员招聘", "村务协理")
    public.looks("rural-11-public", phone=True)


def marks_by_sheet(officer: Person) -> None:
    """A sheet of marks comes back with what is wrong at its cells."""
    number = r.seen(
        lambda: (
            Intake.objects.filter(state="announced").order_by("opens_on").values_list("number", flat=True)[0]
        )
    )
    officer.go(f"{ROOT}/marks/{number}/")
    officer.reads("下载成绩表", "还没有导入")
    sheet = "准考证号,笔试,面试,缺考\n2021999999,60,八十,\n".encode()
    officer.page.locator("input[type=file]").set_input_files(
        {"name": "成绩.csv", "mimeType": "text/csv", "buffer": sheet}
    )
    officer.press("导入成绩表")
    officer.reads("1行有问题", "C「面试」", "成绩“八十”不是数字", "A「准考证号」", "带“核对结果”列的原表")
    officer.looks("rural-12-marks", phone=True)
