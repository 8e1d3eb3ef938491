"""For people, firms and departments: what may be given, one's own archive, asking, borrowing, a closing firm's list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Form, Option
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import CITY, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives import forms as p
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import fields_of, file_of, form, sent, today
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import file_response

ROOM = archives.ROOM
OFFICE = Field(
    name="office", kind="choice", label=Text("哪个区的公服中心", "Which district's centre"), options=p.CENTRES,
    help=Text("选户籍所在区", "The district of household registration"), clause="rencai-2020-24/1.s1",
)  # fmt: skip
MAY_I = form(
    "may_i", "能不能复印这份材料", "May this paper be copied",
    Field(name="asker", kind="choice", label=Text("谁来办", "Who asks"),
          options=tuple(Option(k, v) for k, v in f.ASKERS.items() if k in ("self", "agent", "other"))),
    Field(name="purpose", kind="choice", label=Text("用途", "Purpose"), options=tuple(Option(k, v) for k, v in f.PURPOSES.items())),
    Field(name="material", kind="choice", label=Text("材料", "Paper"), options=tuple(Option(k, v) for k, v in f.MATERIALS.items())), clause="6.s1")  # fmt: skip
KINDS = {
    "intake": (archives.INTAKE, p.INTAKE), "request": (archives.REQUEST, p.REQUEST),
    "transfer": (archives.TRANSFER, p.TRANSFER), "stay": (archives.TRANSFER, p.STAY),
    "complaint": (archives.COMPLAINT, p.COMPLAINT),
}  # fmt: skip
FOR_OTHERS = {"borrow": (archives.LOAN, p.LOAN), "ask-for": (archives.REQUEST, p.ASK_FOR)}
MINE = Text("我的档案", "My archive")
ASIDE = (
    {"title": Text("不用跑的材料", "Papers you need not bring"), "text": Text("户籍、参保、失业登记等能共享取得的，不要求您提供。", "What registers can give is not asked of you."), "clause": "rencai-2020-24/7.s3"},
    {"title": Text("开不了怎么办", "If it cannot be certified"), "text": Text("档案没有明确记载的，会说明缺什么，并可开存档证明。", "Where the record is not clear, we say what is missing and certify custody."), "clause": "rencai-2020-24/5.s2"},
)  # fmt: skip
OFFERS = (
    ("intake", Text("个人委托存档", "Have it kept"), Text("失业、离职后，或落户后没有单位的", "After losing a job, or settled without an employer"), "rencai-2020-24/1.s1"),
    ("transfer", Text("转递", "Move it"), Text("转到单位、受托机构或另一个中心", "To the employer, the body it entrusts, or another centre"), "rencai-2020-24/2.s1"),
    ("stay", Text("落户后不转回", "Stay after settling"), Text("审批材料归入档案，继续在这里服务", "The approval is filed, and service goes on here"), "rencai-2020-24/3.s1"),
    ("request", Text("证明和复印", "Certificate or copies"), Text("只按档案记载开；复印件密封", "Only what the archive says; copies leave sealed"), "rencai-2020-24/5.s1"),
    ("complaint", Text("诉求", "Complain"), Text("有期限的答复，解决不了的由市级协调", "Answered in time; the city helps where a district cannot"), "rencai-2020-24/end.s3"),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def may_i(request: HttpRequest) -> HttpResponse:
    """What becomes of a wish for copies, and why; nothing is kept."""
    fields, problems, permit = fields_of(MAY_I), list[Refusal](), None
    if request.method == "POST":
        permit, fields, problems = sent(
            request,
            MAY_I,
            lambda v: archives.may_copy({**v, "catalogued": 1, "mandate_valid": True}, today()),
        )
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
        links, broken = (archives.chain(own.id), archives.broken(own.id)) if own else ([], [])
        leaves = list(archives.Access.objects.filter(party=actor.party).order_by("-until")[:20])
        waiting = archives.parked_by(actor.party)
        unit = actor.party is not None and parties.party(actor.party).kind == "firm"
        listed = {kind for kind in archives.BODIES if archives.body(actor.party, kind, today())}
    sections = [tables.section(tables.cases(archives.cases(actor)), "还没有办件", "No case yet")]
    if waiting:
        sections.insert(0, tables.section(tables.parked(waiting), "", ""))
    if own:
        sections.append(tables.section(tables.chain(links, broken), "还没有交接", "No hand-over yet"))
    offers = [
        {"text": text, "hint": hint, "clause": clause, "href": reverse("personnel_archives:ask", args=[kind])}
        for kind, text, hint, clause in OFFERS
    ]
    for name, kinds, text, hint, clause in (
        ("borrow", archives.READERS, Text("借阅", "Read or borrow"), Text("先给影像，确需实体的按外借规定", "The image first; the paper by the lending rules"), "rencai-2020-24/8.s2"),
        ("ask-for", archives.ASKERS, Text("为所管人员申请", "For a person in your charge"), Text("证明和复印，由公服中心认定", "Certificates and copies, as the centre finds"), "rencai-2020-24/6.s1"),
    ):  # fmt: skip
        if listed & set(kinds) or (unit and name == "ask-for"):
            offers.append(
                {"text": text, "hint": hint, "clause": clause, "href": reverse(f"personnel_archives:{name}")}
            )
    batch = Text("单位批量移交", "A firm hands archives over")
    hint = Text("单位关停时按清单移交，坏行暂存", "By the list when a firm closes; bad rows are parked")
    offers.append(
        {
            "text": batch,
            "hint": hint,
            "clause": "rencai-2020-24/1.s3",
            "href": reverse("personnel_archives:firm"),
        }
    )
    context = {
        "crumbs": [HOME_CRUMB, {"text": MINE}], "title": MINE, "sections": sections, "offers": offers, "own": own,
        "paper": archives.PAPER_STATES[own.paper] if own else None, "digital": archives.DIGITAL_STATES[own.digital] if own else None,
        "keeper": districts.office(own.office).name if own else None, "leaves": leaves,
    }  # fmt: skip
    return render(request, "personnel_archives/mine.html", context)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """One form, sent in at once: entrusting, certificate or copies, transfer, staying, complaint."""
    if kind not in KINDS:
        raise Http404(kind)
    procedure, asked = KINDS[kind]
    whole = Form(
        id=asked.id,
        version=asked.version,
        title=asked.title,
        fields=(OFFICE, *asked.fields),
        clause=asked.clause,
    )

    def held(values: dict[str, Any]) -> dict[str, Any]:
        office = values.pop("office")
        more = {"destination": "stay"} if kind == "stay" else {}
        return {"procedure": procedure, "office": office, "values": {**values, **more}}

    return _sending(request, whole, held, reverse("personnel_archives:ask", args=[kind]))


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def for_another(request: HttpRequest, name: str) -> HttpResponse:
    """A listed body asks about somebody by their number: to read or borrow, or for certificates and copies."""
    procedure, asked = FOR_OTHERS[name]

    def held(values: dict[str, Any]) -> dict[str, Any]:
        number = values.pop("identity_number")
        return {"procedure": procedure, "office": CITY, "identity_number": number, "values": values}

    return _sending(request, asked, held, reverse(f"personnel_archives:{name}"))


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest) -> HttpResponse:
    """A closing firm's list: good rows are taken in, the others parked with the reason, both told at once."""
    asked = form(
        "firm", p.BATCH.title.zh, p.BATCH.title.en, OFFICE,
        Field(name="list", kind="file", label=Text("档案清单（Excel）", "List (Excel)"), accept=("xlsx", "csv"), required=False), clause="1.s3")  # fmt: skip
    fields, problems, done = fields_of(asked), list[Refusal](), None
    if request.method == "POST":

        def take(values: dict[str, Any]) -> Any:
            data, on = file_of(request, "list"), today()
            table = archives.read(data, on)
            return write(
                lambda tx: archives.hand_in(tx, data, table, office=values["office"], on=on),
                actor=request.actor, key=key_of(request), name="archives.firm", request=[values["office"], sm3(data).hex()],
            )  # fmt: skip

        done, fields, problems = sent(request, asked, take)
    more = {"done": done, "template": reverse("personnel_archives:template"), "upload": True}
    return _form(
        request,
        asked.title,
        fields,
        problems,
        reverse("personnel_archives:firm"),
        "personnel_archives/firm.html",
        **more,
    )


@for_party(ROOM)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The Excel template of a closing firm's list."""
    return file_response("档案移交清单.xlsx", archives.template())


def _sending(request: HttpRequest, asked: Form, held: Any, action: str) -> HttpResponse:
    """Show a form, or send it in; what a mandate or entry that has ended keeps from being sent is parked."""
    fields, problems = fields_of(asked), list[Refusal]()
    if request.method == "POST":

        def send(values: dict[str, Any]) -> Any:
            whole = {**held(values), "title": asked.title.zh, "for": _for(request)}
            return _send_or_park(request, whole)

        done, fields, problems = sent(request, asked, send)
        if done and "parked" in done:
            return redirect("personnel_archives:parked", key=done["parked"])
        if done:
            words = Text(f"已提交，回执 {done['receipt']}", f"Sent, receipt {done['receipt']}")
            messages.success(request, words.say(language()))
            return redirect("personnel_archives:case", number=done["number"])
    return _form(request, asked.title, fields, problems, action)


def _send_or_park(request: HttpRequest, whole: dict[str, Any]) -> Any:
    key, actor = key_of(request), request.actor
    try:
        if whole["for"] != str(actor.party):
            raise archives.Ended(
                Text(
                    "您已不能代这一方办理：授权到期或被撤销",
                    "You may no longer act for this party: the mandate has ended",
                ),
                mend=Text(
                    "请对方续办授权后回到这里继续，已填的内容保留",
                    "Have it renewed and go on here; what you wrote is kept",
                ),
                clause="rencai-2020-24/6.s1",
            )
        return write(
            lambda tx: archives.send_again(tx, whole),
            actor=actor,
            key=key,
            name="archives.send",
            request=whole,
        )
    except archives.Ended as why:
        return {
            "parked": write(
                lambda tx, why=why: str(archives.park_request(tx, whole["office"], why, whole)),  # type: ignore[misc]
                actor=actor, key=f"{key}/parked", name="archives.park", request=whole,
            )
        }  # fmt: skip


def _for(request: HttpRequest) -> str:
    """For whom the form was opened: a mandate that ended since then must not turn it into one's own."""
    try:
        return str(UUID(request.POST.get("for") or str(request.actor.party)))
    except ValueError:
        return str(request.actor.party)


def _form(
    request: HttpRequest, title: Text, fields: list[dict[str, Any]], problems: list[Refusal], action: str,
    page: str = "personnel_archives/ask.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    context = {
        "crumbs": [HOME_CRUMB, {"text": MINE, "href": reverse("personnel_archives:mine")}, {"text": title}], "title": title,
        "fields": fields, "action": action, "button": Text("提交", "Send"), "aside": ASIDE, "for": str(request.actor.party), **more,
    }  # fmt: skip
    return shown(request, page, context, problems)
