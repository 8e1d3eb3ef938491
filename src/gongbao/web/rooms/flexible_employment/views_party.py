"""For people and firms: everything one may have, own vacancies, lending, complaints against one's platform, statements."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import Field, Form, options, parse
from gongbao.law.text import Text
from gongbao.platform.db.services import now, read
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.policies.flexible_employment import facts as f
from gongbao.policies.flexible_employment.forms import MATTERS, SCHEMES
from gongbao.policies.flexible_employment.policy import POLICY
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.flexible_employment import asking
from gongbao.web.rooms.flexible_employment.views_public import DISTRICTS, TITLE
from gongbao.web.shared.doors import for_party
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.tree import decisive

ROOM = flexible.ROOM
ON_RECORD = Text("登记", "on record")
ELSEWHERE = {"title": "titles:home", "defer": "flexible_employment:make_up"}
"""Rights asked for in another place: titles in their own rooms, months of 2020 on their page."""
SAID = Text("您填的", "as you say")
NOT_YET = Text("文件施行以后再算", "Worked out once the document is in force")


ASK = Form(
    id="flexible_employment.rights", version="1", title=Text("我能享受什么", "Everything I may have"),
    fields=(
        Field(name="work_kind", kind="choice", label=f.work_kind.label, options=options(f.WORK_KINDS), required=False),
        Field(name="labour_relation", kind="yes_no", label=f.labour_relation.label, required=False),
        Field(name="household", kind="choice", label=f.household.label, options=options(f.HOUSEHOLDS), required=False),
        Field(name="business_registered", kind="yes_no", label=f.business_registered.label, required=False),
        Field(name="school", kind="choice", label=f.school.label, options=options(f.SCHOOLS), required=False),
        Field(name="graduated_on", kind="date", label=f.graduated_on.label, required=False),
        Field(name="left_school_on", kind="date", label=f.left_school_on.label, required=False),
        Field(name="employed_before", kind="yes_no", label=f.employed_before.label, required=False),
        Field(name="training_from", kind="date", label=f.training_from.label, required=False),
        Field(name="training_to", kind="date", label=f.training_to.label, required=False),
        Field(name="archive_deposited", kind="yes_no", label=f.archive_deposited.label, required=False),
        Field(name="insured_here", kind="yes_no", label=f.insured_here.label, required=False),
        Field(name="unemployment_base", kind="money", label=Text("失业缴费基数（元）", "Unemployment base in yuan"), required=False),
        Field(name="professional", kind="yes_no", label=f.professional.label, required=False),
    ),
)  # fmt: skip
VACANCY = Form(
    id="flexible_employment.vacancy", version="1", title=Text("发布岗位", "Publish a vacancy"), clause="jiu-2020-19/15.a",
    fields=(
        Field(name="title", kind="text", label=Text("岗位名称", "Title"), max_length=80, clause="jiu-2020-19/15.a"),
        Field(name="skills", kind="text", label=Text("需要的技能（用逗号隔开）", "Skills, separated by commas"), max_length=200),
        Field(name="district", kind="choice", label=Text("工作地点", "District"), options=DISTRICTS),
        Field(name="pay", kind="money", label=Text("每小时报酬（元）", "Pay, yuan an hour"), minimum=1),
        Field(name="hours", kind="integer", label=Text("每周小时数", "Hours a week"), minimum=1, maximum=60),
        Field(name="places", kind="integer", label=Text("人数", "Places"), minimum=1, maximum=100000),
        Field(name="open_until", kind="date", label=Text("有效期至", "Open until")),
    ),
)  # fmt: skip
LENDING = Form(
    id="flexible_employment.lending", version="1", title=Text("共享用工协议", "Shared-staff agreement"), clause="jiu-2020-19/17.a",
    fields=(
        Field(name="credit_code", kind="credit_code", label=Text("借用单位统一社会信用代码", "Borrowing firm's credit code"), clause="jiu-2020-19/17.a"),
        Field(name="people", kind="integer", label=Text("人数", "People"), minimum=1, maximum=100000),
        Field(name="starts_on", kind="date", label=Text("从哪天起", "From")),
        Field(name="ends_on", kind="date", label=Text("到哪天止", "Until")),
        Field(name="work", kind="text", label=Text("做什么", "Work"), max_length=120),
        Field(name="pay_by", kind="text", label=Text("报酬怎么付、谁付", "Who pays and how"), max_length=200),
        Field(name="insurance_by", kind="text", label=Text("社会保险由谁缴", "Who pays the insurance"), max_length=120),
        Field(name="safety", kind="text", label=Text("劳动安全由谁负责", "Who answers for safety"), max_length=120),
        Field(name="going_back", kind="text", label=Text("到期或提前返回", "Return"), max_length=120),
    ),
)  # fmt: skip
PLATFORM_ANSWER = Form(
    id="flexible_employment.platform_answer", version="1", title=Text("答复申诉", "Answer a complaint"), clause="jiu-2020-19/20",
    fields=(
        Field(name="answer", kind="long_text", label=Text("答复", "Answer"), max_length=2000, clause="jiu-2020-19/20"),
        Field(name="offer", kind="long_text", label=Text("解决办法", "Offer"), max_length=1000, required=False),
    ),
)  # fmt: skip
ORAL = Form(
    id="flexible_employment.oral", version="1", title=Text("记录口头用工约定", "Record an oral agreement"), clause="jiu-2020-19/19",
    fields=(
        Field(name="with_whom", kind="text", label=Text("与谁约定", "With whom"), max_length=60, clause="jiu-2020-19/19"),
        Field(name="agreed_on", kind="date", label=Text("约定日期", "Agreed on")),
        Field(name="work", kind="text", label=Text("做什么", "Work"), max_length=120),
        Field(name="pay", kind="money", label=Text("每小时报酬（元）", "Pay, yuan an hour"), minimum=1),
        Field(name="hours", kind="integer", label=Text("每周小时数（不超过24）", "Hours a week (24 at most)"), minimum=1, maximum=24, clause="jiu-2020-19/2.2"),
    ),
)  # fmt: skip
DEFERRAL = Form(
    id="flexible_employment.deferral", version="1", title=Text("2020年养老缴费暂缓声明", "Deferral of 2020"), clause="jiu-2020-19/7",
    fields=(
        Field(name="months", kind="months", label=Text("哪些月份（2020年）", "Which months of 2020"), clause="jiu-2020-19/7"),
        Field(name="hardship", kind="commitment", label=Text("声明", "Declaration"), version="1", clause="jiu-2020-19/7",
              words=Text("我以个人身份参加养老保险，缴费确有困难，自愿暂缓。缓缴不算中断，最晚2021年12月31日补缴，基数按补缴那天的上下限。", "I am insured as an individual and paying is a real hardship. It is no break; I make it up by 31 December 2021 within the limits of that day.")),
    ),
)  # fmt: skip


@for_party(ROOM)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Every right of the person with its reasons: what is on record is used, what is not is asked, never demanded."""
    today, party = now().date(), request.actor.party
    with read(request.actor, purpose="flexible.rights"):
        kind = parties.party(party).kind
        if kind != "person":
            return redirect("flexible_employment:firm")
        known = flexible.person_facts(party, today, purpose="flexible.rights")
        standing, subsidies = flexible.current(party), flexible.own_subsidies(party)
    raw = {field.name: request.GET.get(field.name) for field in ASK.fields}
    parsed = parse(ASK, raw)
    told = {name: value for name, value in parsed.values.items() if value is not None}
    sources = dict.fromkeys(known, ON_RECORD) | {name: SAID for name in told if name not in known}
    found = flexible.all_rights(
        {
            **told,
            **known,
            "committed": True,
            "information_given": True,
            "works_here": known.get("works_here", True),
        },
        today,
    )
    order = {"met": 0, "unknown": 1, "judgement": 2, "not_met": 3}
    early = today < POLICY.in_force
    cards = [_card(each, sources, early) for each in sorted(found, key=lambda e: order[e.outcome])]
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": ASK.title, "cards": cards, "standing": standing,
        "subsidies": [{"title": SCHEMES[each.scheme], "row": each, "recent": each.months[:6], "id": f"s-{n}"} for n, each in enumerate(subsidies)],
        "fields": [{"field": each, "value": raw.get(each.name)} for each in ASK.fields if each.name not in known],
        "counts": {word: sum(card["outcome"] == word for card in cards) for word in order},
        "links": _links(), "in_force": POLICY.in_force if early else None,
    }  # fmt: skip
    return render(request, "flexible_employment/rights.html", context)


def _card(each: flexible.Answered, sources: dict[str, Text], early: bool) -> dict[str, Any]:
    begin = f"{ROOM}.{each.right.procedure}" if each.right.procedure else ""
    name = each.right.question.id.partition("/")[2]
    elsewhere = reverse(ELSEWHERE[name]) if name in ELSEWHERE else ""
    return {
        "title": each.right.title, "outcome": each.outcome, "id": each.right.question.id.partition("/")[2],
        "conditions": decisive(each.answer, sources=sources) if each.answer else [],
        "refusal": (NOT_YET if early else each.refusal.what) if each.refusal else None, "begin": (reverse("hall:begin", args=[begin]) if begin else elsewhere) if each.outcome != "not_met" else "",
    }  # fmt: skip


def _links() -> list[dict[str, Any]]:
    return [
        {"text": Text("一个月缴多少", "What a month costs"), "href": reverse("flexible_employment:costs")},
        {"text": Text("找活干", "Find work"), "href": reverse("flexible_employment:vacancies")},
        {"text": Text("2020年暂缓缴费", "Deferral of 2020"), "href": reverse("flexible_employment:deferral")},
        {"text": Text("补缴2020年未缴的月份", "Make months of 2020 up"), "href": reverse("flexible_employment:make_up")},
        *({"text": text, "href": reverse("flexible_employment:list", args=[kind])} for kind, text in flexible.LISTS.items()),
    ]  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest) -> HttpResponse:
    """A firm's page: its vacancies, its lending agreements, complaints against it."""
    problems = []
    if request.method == "POST":
        do, key = request.POST.get("do", ""), request.POST.get("row", "")
        acts = {
            "close": lambda tx: flexible.close(tx, UUID(key)),
            "accept": lambda tx: flexible.answer_offer(tx, UUID(key), True),
            "decline": lambda tx: flexible.answer_offer(tx, UUID(key), False),
        }
        if do in acts and _is_key(key):
            _, problems = asking.pressed(request, do, acts[do], Text("已办理", "Done"))
            if not problems:
                return redirect("flexible_employment:firm")
    party = request.actor.party
    with read(request.actor, purpose="flexible.firm"):
        context = {
            "vacancies": flexible.mine(party), "lendings": flexible.lendings(party), "grievances": flexible.against(party),
            "matters": MATTERS, "own": party, "person": parties.party(party).kind == "person", "institution": flexible.kind_of(party, now().date()), "projects": flexible.projects_of(party),
        }  # fmt: skip
    for each in context["grievances"]:
        each["matter"] = MATTERS.get(each["matter"], Text(each["matter"], each["matter"]))
    title = Text("用工服务", "Services for firms")
    return shown(
        request,
        "flexible_employment/firm.html",
        {**context, "crumbs": [HOME_CRUMB, {"text": title}], "title": title},
        problems,
    )


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy(request: HttpRequest) -> HttpResponse:
    """Publish work."""
    return asking.form_page(
        request, VACANCY, flexible.publish, back=reverse("flexible_employment:firm"), done=Text("岗位已发布", "Published"),
        button=Text("发布", "Publish"),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def lending(request: HttpRequest) -> HttpResponse:
    """Offer people to another firm."""
    return asking.form_page(
        request, LENDING, lambda tx, v: flexible.offer(tx, {**v, "return": v["going_back"]}),
        back=reverse("flexible_employment:firm"), done=Text("已发给借用单位", "Sent to the borrower"), button=Text("发出", "Send"),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """The platform answers a complaint against it."""
    return asking.form_page(
        request, PLATFORM_ANSWER, lambda tx, v: flexible.answer_complaint(tx, number, v["answer"], v.get("offer", "")),
        back=reverse("flexible_employment:firm"), done=Text("答复已送达申诉人", "The answer was passed on"), lede=Text(f"申诉 {number}", f"Complaint {number}"),
        button=Text("提交答复", "Answer"),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def oral(request: HttpRequest) -> HttpResponse:
    """Record the terms of an oral part-time agreement (19); an electronic contract is drawn up in the contracts room."""
    return asking.form_page(
        request, ORAL, lambda tx, v: flexible.state(tx, "oral", {k: str(x) for k, x in v.items()}).pk,
        back=reverse("flexible_employment:firm"), done=Text("已记录", "Recorded"), button=Text("记录", "Record"),
        aside=({"title": Text("也可以签电子合同", "Or sign electronically"), "text": Text("在“劳动合同”里选非全日制。", "Choose part time under labour contracts."), "clause": "jiu-2020-19/19"},),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def deferral(request: HttpRequest) -> HttpResponse:
    """Declare that months of 2020 are put off (7); months of another year are refused."""
    return asking.form_page(
        request, DEFERRAL, lambda tx, v: flexible.defer(tx, v["months"]).pk, back=reverse("flexible_employment:make_up"), done=Text("已登记暂缓", "The deferral is on record"), button=Text("提交声明", "Declare"),
    )  # fmt: skip


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


__all__ = [
    "answer",
    "deferral",
    "firm",
    "lending",
    "oral",
    "rights",
    "vacancy",
]
