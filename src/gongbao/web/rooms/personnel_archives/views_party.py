"""For people, firms and departments: what may be given, one's own archive, asking, borrowing, a closing firm's list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx, now, read, write
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives import forms as p
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import fields_of, sent
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import XLSX

ROOM = archives.ROOM
OFFICE = Field(
    name="office", kind="choice", label=Text("哪个区的公服中心", "Which district's centre"),
    options=tuple(Option(each.code, each.name) for each in districts.OFFICES),
    help=Text("选户籍所在区", "The district of household registration"), clause="rencai-2020-24/1.s1",
)  # fmt: skip
MAY_I = Form(
    id="personnel_archives.may_i", version="1", title=Text("能不能复印这份材料", "May this paper be copied"),
    fields=(
        Field(name="asker", kind="choice", label=Text("谁来办", "Who asks"),
              options=tuple(Option(k, v) for k, v in f.ASKERS.items() if k in ("self", "agent", "other"))),
        Field(name="purpose", kind="choice", label=Text("用途", "Purpose"), options=tuple(Option(k, v) for k, v in f.PURPOSES.items())),
        Field(name="material", kind="choice", label=Text("材料", "Paper"), options=tuple(Option(k, v) for k, v in f.MATERIALS.items())),
    ),
)  # fmt: skip
KINDS = {
    "intake": (archives.INTAKE, p.INTAKE), "request": (archives.REQUEST, p.REQUEST),
    "transfer": (archives.TRANSFER, p.TRANSFER), "complaint": (archives.COMPLAINT, p.COMPLAINT),
}  # fmt: skip
MINE = Text("我的档案", "My archive")
ASIDE = (
    {"title": Text("不用跑的材料", "Papers you need not bring"), "text": Text("户籍、参保、失业登记等能共享取得的，不要求您提供。", "What registers can give is not asked of you."), "clause": "rencai-2020-24/7.s3"},
    {"title": Text("开不了怎么办", "If it cannot be certified"), "text": Text("档案没有明确记载的，会说明缺什么，并可开存档证明。", "Where the record is not clear, we say what is missing and certify custody."), "clause": "rencai-2020-24/5.s2"},
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def may_i(request: HttpRequest) -> HttpResponse:
    """What becomes of a wish for copies, and why; nothing is kept."""
    fields, problems, permit = fields_of(MAY_I), list[Refusal](), None
    if request.method == "POST":

        def answer(values: dict[str, Any]) -> archives.Permit:
            return archives.may_copy(
                {**values, "catalogued": 1, "mandate_valid": True}, now().astimezone(ZONE).date()
            )

        permit, fields, problems = sent(request, MAY_I, answer)
    tones = {"allow": "met", "deny": "not_met", "inform": "unknown", "refer": "judgement"}
    context = {
        "crumbs": [HOME_CRUMB, {"text": MAY_I.title}], "title": MAY_I.title, "fields": fields, "aside": ASIDE,
        "lede": Text("选用途和材料，马上告诉您能不能、为什么。", "Choose purpose and paper: you learn at once whether, and why."),
        "action": reverse("personnel_archives:may-i"), "button": Text("查一查", "Find out"), "mine": reverse("personnel_archives:mine"),
        "result": permit and {"outcome": tones[permit.outcome], "title": permit.words, "text": permit.title, "sum_fen": None},
        "reasons": [{"label": w.text, "value": Text("是", "yes") if w.state == "met" else Text("否", "no") if w.state == "not_met" else Text("待认定", "to be found"),
                     "state": w.state, "clause": w.clause} for w in (permit.why if permit else ())],
    }  # fmt: skip
    return shown(request, "personnel_archives/may_i.html", context, problems)


@for_party(ROOM)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own archive: where it is, in what state, through whose hands it went; one's cases; what can be asked."""
    actor = request.actor
    with read(actor, purpose="archives.mine"):
        own = archives.Archive.objects.filter(party=actor.party).exclude(paper="sent").first()
        links = archives.chain(own.id) if own else []
        broken = archives.broken(own.id) if own else []
        leaves = list(archives.Access.objects.filter(party=actor.party).order_by("-until")[:20])
        today = now().astimezone(ZONE).date()
        borrower = any(archives.body(actor.party, kind, today) for kind in ("department", "street"))
    sections = [tables.section(tables.cases(archives.cases(actor)), "还没有办件", "No case yet")]
    if own:
        sections.append(tables.section(tables.chain(links, broken), "还没有交接", "No hand-over yet"))
    acts = [
        {"text": text, "href": reverse("personnel_archives:ask", args=[kind]), "kind": "plain"}
        for kind, text in (
            ("intake", Text("个人委托存档", "Have it kept")), ("request", Text("证明和复印", "Certificate or copies")),
            ("transfer", Text("转递", "Move it")), ("complaint", Text("诉求", "Complain")),
        )
    ]  # fmt: skip
    acts.append(
        {
            "text": Text("单位批量移交", "A firm hands archives over"),
            "href": reverse("personnel_archives:firm"),
            "kind": "plain",
        }
    )
    if borrower:
        acts.append(
            {
                "text": Text("借阅", "Read or borrow"),
                "href": reverse("personnel_archives:borrow"),
                "kind": "plain",
            }
        )
    context = {
        "crumbs": [HOME_CRUMB, {"text": MINE}], "title": MINE, "acts": acts, "sections": sections, "own": own,
        "paper": archives.PAPER_STATES[own.paper] if own else None, "digital": archives.DIGITAL_STATES[own.digital] if own else None,
        "keeper": districts.office(own.office).name if own else None, "leaves": leaves,
    }  # fmt: skip
    return render(request, "personnel_archives/mine.html", context)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """One form, sent in at once: entrusting, certificate or copies, transfer, complaint."""
    if kind not in KINDS:
        raise Http404(kind)
    procedure, form = KINDS[kind]
    whole = Form(
        id=form.id, version=form.version, title=form.title, fields=(OFFICE, *form.fields), clause=form.clause
    )
    fields, problems = fields_of(whole), list[Refusal]()
    if request.method == "POST":

        def send(values: dict[str, Any]) -> dict[str, Any]:
            office = values.pop("office")
            done: dict[str, Any] = write(
                lambda tx: archives.send(tx, procedure, office, values),
                actor=request.actor,
                key=key_of(request),
                name=f"archives.{kind}",
            )
            return done

        done, fields, problems = sent(request, whole, send)
        if done:
            messages.success(
                request,
                Text(f"已提交，回执 {done['receipt']}", f"Sent, receipt {done['receipt']}").say(language()),
            )
            return redirect("personnel_archives:case", number=done["number"])
    return _form(request, form.title, fields, problems, reverse("personnel_archives:ask", args=[kind]))


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def borrow(request: HttpRequest) -> HttpResponse:
    """A listed department or street body asks for an archive by the person's number, with matter and purpose."""
    fields, problems = fields_of(p.LOAN), list[Refusal]()
    if request.method == "POST":

        def send(values: dict[str, Any]) -> dict[str, Any]:
            number = values.pop("identity_number")

            def command(tx: Tx) -> dict[str, Any]:
                held = archives.held_for(tx, number)
                return archives.send(tx, archives.LOAN, held.office, values, held.id)

            done: dict[str, Any] = write(
                command, actor=request.actor, key=key_of(request), name="archives.borrow"
            )
            return done

        done, fields, problems = sent(request, p.LOAN, send)
        if done:
            return redirect("personnel_archives:case", number=done["number"])
    return _form(request, p.LOAN.title, fields, problems, reverse("personnel_archives:borrow"))


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest) -> HttpResponse:
    """A closing firm's list: good rows are taken in, the others parked with the reason, both told at once."""
    form = Form(
        id="personnel_archives.firm", version="1", title=p.BATCH.title,
        fields=(OFFICE, Field(name="list", kind="file", label=Text("档案清单（Excel）", "List (Excel)"), accept=("xlsx", "csv"), required=False)),
    )  # fmt: skip
    fields, problems, done = fields_of(form), list[Refusal](), None
    if request.method == "POST":
        upload = request.FILES.get("list")
        data = upload.read(20 * 2**20) if upload else b""

        def take(values: dict[str, Any]) -> dict[str, Any]:
            if not data:
                raise Refusal(
                    Text("没有选文件", "No file was chosen"),
                    where="list",
                    mend=Text("请选填好的清单", "Choose the list"),
                )
            on = now().astimezone(ZONE).date()
            table = archives.read(data, on)
            told: dict[str, Any] = write(
                lambda tx: archives.hand_in(tx, data, table, office=values["office"], on=on),
                actor=request.actor, key=key_of(request), name="archives.firm",
            )  # fmt: skip
            return told

        done, fields, problems = sent(request, form, take)
    context = {"done": done, "template": reverse("personnel_archives:template"), "upload": True}
    return _form(
        request,
        form.title,
        fields,
        problems,
        reverse("personnel_archives:firm"),
        "personnel_archives/firm.html",
        **context,
    )


@for_party(ROOM)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The Excel template of a closing firm's list."""
    answer = HttpResponse(archives.template(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, "档案移交清单.xlsx") or ""
    return answer


def _form(
    request: HttpRequest, title: Text, fields: list[dict[str, Any]], problems: list[Refusal], action: str,
    page: str = "personnel_archives/ask.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    context = {
        "crumbs": [HOME_CRUMB, {"text": MINE, "href": reverse("personnel_archives:mine")}, {"text": title}], "title": title,
        "fields": fields, "action": action, "button": Text("提交", "Send"), "aside": ASIDE, **more,
    }  # fmt: skip
    return shown(request, page, context, problems)
