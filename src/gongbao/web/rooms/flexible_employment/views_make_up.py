"""For a person: the twelve months of 2020, what making some of them up costs today, charging and paying it (7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Form, Option, parse
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db.services import Tx, now, read
from gongbao.platform.files import services as files
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.web.i18n import language
from gongbao.web.rooms.flexible_employment import asking
from gongbao.web.rooms.flexible_employment.views_public import crumbs
from gongbao.web.shared import again
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, refused, shown, tried

TITLE = Text("补缴2020年未缴的月份", "Making months of 2020 up")
TONES = {"paid": "met", "employer": "met", "pending": "judgement", "deferred": "unknown", "unpaid": "unknown", "ahead": "unknown"}  # fmt: skip
SWORN = Text(
    "我以个人身份参加养老保险，这些月份没有缴过",
    "I am insured as an individual and have not paid these months",
)


@never_cache
@for_party(flexible.ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def make_up(request: HttpRequest) -> HttpResponse:
    """The year, the calculator on today's limits, what waits to be paid, vouchers."""
    here = reverse("flexible_employment:make_up")
    if told := again.answered(request, here):
        return told
    problems: list[Refusal] = []
    if request.method == "POST":
        done, problems = _acted(request)
        if done is not None:
            messages.success(request, done.say(language()))
            return redirect(here)
    party, today = request.actor.party, now().date()
    with read(request.actor, purpose="flexible.make_up"):
        if parties.party(party).kind != "person":
            return redirect("flexible_employment:firm")
        year, paid = flexible.year(party, today), flexible.paid_months(party)
        vouchers, pending = flexible.make_up_vouchers(party, today), flexible.pending_make_up(party, today)
    last = flexible.last_to_make_up(today)
    form, raw = _form(year), _raw(request, year)
    quote, wrong = _quoted(form, raw, paid, asked=bool(request.GET.get("months") or request.GET.get("base")))
    context = {
        "crumbs": crumbs(TITLE), "title": TITLE, "today": today, "last": last, "closed": today > last,
        "year": [{"month": each.month, "words": each.words, "tone": TONES[each.state]} for each in year],
        "fields": [{"field": f, "value": raw.get(f.name)} for f in form.fields], "payable": bool(form.fields[0].options) and today <= last,
        "quote": quote, "pending": pending, "due": sum(each.left for each in pending), "vouchers": vouchers, "sworn": SWORN,
        "until": min((each.due for each in pending if each.due), default=None), "chosen": raw,
    }  # fmt: skip
    return shown(request, "flexible_employment/make_up.html", context, [*problems, *wrong])


@never_cache
@for_party(flexible.ROOM)
@require_safe
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """A voucher as PDF; the download is logged."""
    with read(request.actor, purpose="download a letter"):
        found, problems = tried(lambda: letters.pdf(key))
        if found is not None:
            audit.note(f"letter {found.name}")
    if found is None:
        if "制作" in problems[0].what.zh:
            return refused(request, problems, back=reverse("flexible_employment:make_up"))
        raise Http404
    return files.attachment(found.name, "pdf", found.content)


def _acted(request: HttpRequest) -> tuple[Text | None, list[Refusal]]:
    do, numbers = request.POST.get("do", ""), sorted(set(request.POST.getlist("charge")))
    if do == "account":
        fen, problems = tried(lambda: flexible.pay_make_up(request.actor, numbers, key=key_of(request)))
        told = Text(f"已扣款{format_yuan(fen or 0)}元，补缴到账", f"{format_yuan(fen or 0)} yuan were drawn")
        return (None if problems else told), problems
    acts: dict[str, tuple[Callable[[Tx], Any], Text]] = {
        "charge": (lambda tx: _charged(tx, request), Text("已核定，请在期限内付款", "Charged; pay in time")),
        "voucher": (lambda tx: flexible.make_up_voucher(tx, numbers).code, Text("凭证已开出", "The voucher is issued")),
        "withdraw": (lambda tx: flexible.withdraw_make_up(tx, numbers), Text("已撤回，可以重新选", "Taken back")),
    }  # fmt: skip
    if do not in acts:
        return None, []
    act, words = acts[do]
    _, problems = asking.pressed(request, f"make_up.{do}", act, words, tell=False)
    return (None if problems else words), problems


def _charged(tx: Tx, request: HttpRequest) -> int:
    if not request.POST.get("sworn"):
        raise Refusal(
            Text("请勾选声明", "Tick the declaration"), where="sworn",
            mend=Text("以个人身份参保、没有缴过的月份才能补缴", "Only unpaid months of somebody insured as an individual"),
            clause="jiu-2020-19/7",
        )  # fmt: skip
    parsed = parse(_ANY, {"months": request.POST.getlist("months"), "base": request.POST.get("base")})
    if parsed.problems:
        raise problems_of(parsed.problems)[0]
    return len(flexible.charge_make_up(tx, [months.parse(each) for each in parsed.values["months"]], parsed.values.get("base")))  # fmt: skip


def _quoted(
    form: Form, raw: dict[str, Any], paid: int, *, asked: bool
) -> tuple[dict[str, Any] | None, list[Refusal]]:
    """What the months chosen cost today, beside the least, the middle and the most one may choose."""
    if not raw["months"]:
        return None, []
    parsed = parse(form, raw)
    problems = problems_of(parsed.problems) if asked else []
    if problems or parsed.problems:
        return None, problems
    wanted, today = [months.parse(each) for each in parsed.values["months"]], now().date()
    try:
        own = flexible.quote(wanted, parsed.values.get("base"), today, paid_before=paid)
        others = [
            flexible.quote(wanted, base, today) for base in (own.low, (own.low + own.high) // 2, own.high)
        ]
    except Refusal as refusal:
        return None, [refusal]
    names = (Text("您选的", "Yours"), Text("最低", "Least"), Text("居中", "Middle"), Text("最高", "Most"))
    rows = [
        {"cells": [name, *({"fen": fen, "num": True} for fen in (q.base, q.each, q.total, q.own_account))], "current": q is own}
        for name, q in zip(names, (own, *others), strict=True)
    ]  # fmt: skip
    head = [{"label": Text("选择", "Choice")}, *({"label": t, "num": True} for t in (
        Text("基数", "Base"), Text("每月", "A month"), Text("合计", "In all"), Text("进个人账户", "To the own account")))]  # fmt: skip
    return {
        "own": own, "n": len(wanted), "base": parsed.values.get("base"),
        "limits": Text(f"今天的上下限：{format_yuan(own.low)}至{format_yuan(own.high)}元", f"Today’s limits: {format_yuan(own.low)} to {format_yuan(own.high)} yuan"),
        "table": {"caption": Text("不同基数的补缴额（元）", "By base, in yuan"), "head": head, "rows": rows, "small": True},
    }, []  # fmt: skip


def _raw(request: HttpRequest, year: list[flexible.Of2020]) -> dict[str, Any]:
    """What was chosen; before that, every month that was put off."""
    data = request.POST if request.method == "POST" else request.GET
    chosen = data.getlist("months")
    return {
        "months": chosen or [months.iso(each.month) for each in year if each.state == "deferred"],
        "base": data.get("base"),
    }


def _form(year: list[flexible.Of2020]) -> Form:
    options = tuple(
        Option(months.iso(each.month), months.label(each.month))
        for each in year
        if each.state in flexible.PAYABLE
    )
    return _asks(options)


def _asks(options: tuple[Option, ...]) -> Form:
    return Form(
        id="flexible_employment.make_up", version="1", title=TITLE, clause="jiu-2020-19/7.b",
        fields=(
            Field(name="months", kind="choices", label=Text("补缴哪些月份", "Which months"), options=options, clause="jiu-2020-19/7.b"),
            Field(name="base", kind="money", label=Text("缴费基数（元，不填按今天的下限）", "Base in yuan (blank: today’s least)"), required=False, clause="jiu-2020-19/7.c"),
        ),
    )  # fmt: skip


_ANY = _asks(tuple(Option(months.iso(each), months.label(each)) for each in range(2020 * 12, 2020 * 12 + 12)))

__all__ = ["make_up", "paper"]
