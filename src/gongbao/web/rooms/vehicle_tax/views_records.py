"""An insurer's other pages: systems and their acceptance, rules and training, keys, the handling fee."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Form, Option
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, now, read, write
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.forms import ACCEPTANCE, CONTROL, HANDLING_FEE, TRAINING
from gongbao.web.i18n import language
from gongbao.web.rooms.vehicle_tax import tables
from gongbao.web.rooms.vehicle_tax.asking import asked_of, fields_of, sent
from gongbao.web.rooms.vehicle_tax.views_desk import FORM as PAYMENT
from gongbao.web.rooms.vehicle_tax.views_desk import ROOM, crumbs, prescribed
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import refused, shown, tried

UNIT_FORM = Form(
    id="vehicle_tax.key", version="1", title=Text("发放接口密钥", "Make a key"),
    fields=(
        Field(name="unit", kind="text", label=Text("网点代码", "Unit"), required=False, max_length=24, help=Text("不填为全机构", "Blank: the whole insurer")),
        Field(name="duty", kind="choice", label=Text("用途", "For"), options=(
            Option("collect", tables.DUTY_WORDS["collect"]), Option("file", tables.DUTY_WORDS["file"]), Option("sandbox", Text("沙箱测试", "the sandbox")),
        )),
    ),
)  # fmt: skip


BRANCH_FORM = Form(
    id="vehicle_tax.unit", version="1", title=Text("登记网点或代理机构", "Add or rename a unit"), clause="tax-2020-9/6.1.b",
    fields=(
        Field(name="code", kind="text", label=Text("代码", "Code"), max_length=24, example="HD02"),
        Field(name="name", kind="text", label=Text("名称", "Name"), max_length=120),
        Field(name="kind", kind="choice", label=Text("类别", "Kind"), options=tuple(Option(k, label) for k, label in tax.UNIT_KINDS.items())),
    ),
)  # fmt: skip


def _page(
    request: HttpRequest, name: str, form: Form, act: Callable[[Tx, dict[str, Any]], Any], done: Text, sheets: list[Any],
    typed: dict[str, Any] | None = None, notes: tuple[Text, ...] = (), **more: Any,
) -> HttpResponse:  # fmt: skip
    """A list with a form below it; a sound post does `act` and comes back."""
    fields, problems = fields_of(form, typed), []
    if request.method == "POST":
        key = key_of(request)
        made, fields, problems = sent(
            request, form, lambda values: write(
                lambda tx: act(tx, values) or True, actor=request.actor, key=key, name=f"vehicle_tax.{name}", request=[form.id, asked_of(values)]
            ),
        )  # fmt: skip
        if made:
            messages.success(request, done.say(language()))
            return redirect(f"vehicle_tax:{name}")
    return _shown(request, name, form.title, fields, problems, sheets, notes, **more)


def _shown(
    request: HttpRequest, name: str, title: Text, fields: Any, problems: Any, sheets: list[Any], notes: tuple[Text, ...] = (), **more: Any
) -> HttpResponse:  # fmt: skip
    sections = [
        {"id": f"{name}-{n}", "title": sheet.title, "table": sheet.stacked(), "empty": Text("还没有", "None yet")}
        for n, sheet in enumerate(sheets)
    ]  # fmt: skip
    context = {
        "crumbs": crumbs({"text": sheets[0].title}), "title": sheets[0].title, "sections": sections, "fields": fields,
        "form_title": title, "action": reverse(f"vehicle_tax:{name}"), "notes": notes, **more,
    }  # fmt: skip
    return shown(request, "vehicle_tax/listed.html", context, problems)


def _rows(request: HttpRequest, look: Callable[[Any], Any]) -> Any:
    with read(request.actor, purpose="vehicle_tax.desk"):
        tax.institution(request.actor.party)
        return look(request.actor.party)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def systems(request: HttpRequest) -> HttpResponse:
    """The systems of the insurer in the register, and the application for the next."""
    sheet = tables.systems(_rows(request, tax.systems))
    note = Text("上线前提出书面申请，由市税务局信息技术和业务管理两个部门共同验收；没有验收的系统不能代收。", "Apply before going live; two departments of the city bureau test it together, and only an accepted system may collect.")  # fmt: skip
    return _page(
        request, "systems", ACCEPTANCE, lambda tx, v: tax.apply_for_acceptance(tx, request.actor.party, v),
        Text("已提出验收申请", "Applied for"), [sheet], notes=(note,),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def records(request: HttpRequest) -> HttpResponse:
    """Working rules with the division of duties, and trainings; ``?kind=control`` shows the form of rules."""
    control = (request.POST or request.GET).get("kind") == "control"
    keep = tax.keep_control if control else tax.keep_training
    return _page(
        request, "records", CONTROL if control else TRAINING, lambda tx, v: keep(tx, request.actor.party, v),
        Text("已登记", "Recorded"), [tables.records(_rows(request, tax.records))],
        notes=(Text("control", "control") if control else Text("training", "training"),),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: HttpRequest) -> HttpResponse:
    """The handling fee: what the books say can be asked for, and the application."""
    year, party = now().date().year, request.actor.party
    rows = _rows(request, tax.fees)
    base, back = _rows(request, lambda p: (tax.base_of(p, year), tax.refunded_of(p, year)))
    note = Text(
        f"{year}年已全部入库的税款为 {format_yuan(base)} 元，计算手续费时扣减已退税款 {format_yuan(back)} 元。手续费另行申请、审核后返还，不得从税款中坐扣。",
        f"Tax of {year} remitted in full: {format_yuan(base)} yuan; refunds of {format_yuan(back)} yuan are taken off for the fee. The fee is applied for and paid apart; nothing may be kept back.",
    )
    typed = {"year": str(year), "base": format_yuan(base).replace(",", "")}
    return _page(
        request, "fee", HANDLING_FEE, lambda tx, v: tax.apply_for_fee(tx, party, v["year"], v["base"]),
        Text("已申请手续费", "Applied for"), [tables.fees(rows)], typed=typed, notes=(note,),
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def late_fees(request: HttpRequest) -> HttpResponse:
    """Late fees charged by decided cases, and the payment form that pays one."""
    rows, party = _rows(request, tax.late_fees), request.actor.party
    note = Text(
        "逾期解缴的滞纳金在案件处理后计收，用电子缴款书单独缴纳。",
        "The late fee of a late remittance is charged when its case is decided, and paid with a form of its own.",
    )
    options = tuple(Option(row.number, Text(row.number, row.number)) for row in rows if row.left)
    which = Field(
        name="which",
        kind="choice",
        label=Text("缴哪一笔", "Which"),
        options=options or (Option("", Text("没有待缴的", "None")),),
    )
    form = Form(
        id="vehicle_tax.late_fee",
        version="1",
        title=Text("缴纳滞纳金", "Pay a late fee"),
        fields=(which, *PAYMENT.fields),
    )

    def act(tx: Tx, values: dict[str, Any]) -> Any:
        entered = dict(values)
        return tax.pay_late_fee(tx, party, entered.pop("which"), prescribed(entered))

    done = Text("缴款书已登记", "The payment form is recorded")
    return _page(request, "late-fees", form, act, done, [tables.late_fees(rows)], notes=(note,))


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """The branches and intermediaries the insurer answers for: add or rename one, close one with its keys (6.1.b)."""
    party = request.actor.party
    if request.method == "POST" and request.POST.get("close"):
        key, code = key_of(request), request.POST["close"]
        ended, problems = tried(
            lambda: write(
                lambda tx: [tax.close_unit(tx, party, code)],
                actor=request.actor,
                key=key,
                name="vehicle_tax.close_unit",
                request=code,
            )
        )
        if ended is not None:
            said = Text(
                f"{code} 已停办，{ended[0]} 个密钥随之停用",
                f"{code} is closed; {ended[0]} keys ended with it",
            )
            messages.success(request, said.say(language()))
            return redirect("vehicle_tax:units")
        return refused(request, problems, back=reverse("vehicle_tax:units"))
    rows = _rows(request, tax.units)
    note = Text(
        "保险机构管理、监督所属网点和代理机构。停办的网点，其密钥同时停用，代收记录保留。",
        "The insurer answers for its branches and intermediaries. Closing one ends its keys; its items stay.",
    )
    return _page(
        request, "units", BRANCH_FORM,
        lambda tx, v: tax.add_unit(tx, party, v["code"], v["name"], v["kind"]), Text("已登记", "Recorded"), [tables.branches(rows)],
        notes=(note,), closable=[row.code for row in rows if row.active],
    )  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Make a key, whose token is shown this once, or revoke one."""
    party, token, fields, problems = request.actor.party, "", fields_of(UNIT_FORM), []
    if request.method == "POST" and request.POST.get("revoke"):
        key, gone = key_of(request), request.POST["revoke"]
        done, problems = tried(
            lambda: write(
                lambda tx: tax.revoke_key(tx, party, gone) or True,
                actor=request.actor,
                key=key,
                name="vehicle_tax.revoke",
                request=gone,
            )
        )
        if done:
            messages.success(request, Text("密钥已停用", "The key is revoked").say(language()))
            return redirect("vehicle_tax:keys")
    elif request.method == "POST":
        secret = tax.draw_secret()
        made, fields, problems = sent(request, UNIT_FORM, lambda values: _make(request, values, secret))
        token = f"{made}.{secret}" if made else ""
    rows = _rows(request, tax.keys_of)
    note = Text(
        "密钥只显示一次，系统里只存它的散列。停用后下一次请求即被拒绝。",
        "A key is shown once; only its hash is kept. Once revoked, its next request is refused.",
    )
    live = [row.id for row in rows if not row.revoked]
    return _shown(
        request, "keys", UNIT_FORM.title, fields, problems, [tables.keys(rows)], (note,), token=token, revocable=live,
        docs=reverse("api:index"),
    )  # fmt: skip


def _make(request: HttpRequest, values: dict[str, Any], secret: str) -> Any:
    sandbox = values["duty"] == "sandbox"
    duties = ("collect",) if sandbox else (values["duty"],)
    return write(
        lambda tx: tax.issue_key(tx, request.actor.party, secret, unit=values.get("unit", ""), duties=duties, sandbox=sandbox),
        actor=request.actor, key=key_of(request), name="vehicle_tax.key", request=asked_of(values),
    )  # fmt: skip
