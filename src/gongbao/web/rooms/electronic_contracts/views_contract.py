"""The parties' pages: their contracts, one contract whole, its acts, files and verification."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import collect, parse
from gongbao.kernel.masking import mask_identity, mask_phone
from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import now, read
from gongbao.platform.electronic_contracts import compensating, evidence, identity, packing, reports, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import KINDS, ROOM, procedure_of
from gongbao.platform.parties import services as parties
from gongbao.policies.electronic_contracts import wording
from gongbao.policies.electronic_contracts.facts import CONTRACT_TYPES
from gongbao.web.i18n import language
from gongbao.web.rooms.electronic_contracts.acts import ACTS, Act, open_to
from gongbao.web.shared.doors import for_party, key_of, signed_in
from gongbao.web.shared.refusals import problems_of, refused, shown, tried
from gongbao.web.shared.sheets import file_response

SECRET = ("password",)
ACT_WORDS = {
    "drafted": Text("起草", "Drawn up"), "save_draft": Text("新的一版", "New version"), "agree_form": Text("同意电子形式", "Agreed to the form"),
    "propose": Text("发给劳动者", "Sent to the worker"), "explain": Text("确认签署系统说明", "Confirmed the explanation"),
    "answer": Text("答复文本", "Answered"), "laid_out": Text("文本排版定稿", "Text laid out"), "identity": Text("身份核验", "Identity checked"),
    "sign": Text("签署", "Signed"), "effective": Text("生效", "In force"), "keep": Text("加固长期验证资料", "Made provable for long"),
    "withdraw": Text("撤回", "Withdrawn"), "discard": Text("作废", "Discarded"), "refuse_to_sign": Text("不签署", "Declined"),
    "lapse": Text("过期失效", "Lapsed"), "end": Text("结束", "Ended"), "acknowledge": Text("认可签署", "Acknowledged"), "dispute": Text("提出异议", "Disputed"),
    "record_finding": Text("登记审查结果", "Finding recorded"), "sign_notice": Text("签署通知", "Notice signed"), "deliver": Text("送达", "Delivered"),
    "certify_end": Text("出具证明", "Certified"), "renewed": Text("已续订", "Renewed"), "changed": Text("已变更", "Changed"), "warn_unsigned": Text("提醒未按期订立", "Warned: not concluded in time"),
    "confirm_transfer": Text("已转移档案和社保", "File and insurance moved"), "remind_transfer": Text("提醒办理转移", "Reminded of the transfer"),
    "review_terms": Text("审查自行约定的条款", "Own terms reviewed"), "key_doubt": Text("签名密钥在得知失密后使用，待核", "Signed after the key's leak was known: for review"),
}  # fmt: skip

ANSWERS = {
    "accept": Text("同意", "accepted"),
    "change": Text("希望修改", "asked for changes"),
    "refuse": Text("拒绝", "refused"),
}


def crumbs(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """Home, the contracts, and what follows."""
    home = {"text": Text("首页", "Home"), "href": reverse("home")}
    return [
        home,
        {"text": Text("劳动合同", "Labour contracts"), "href": reverse("electronic_contracts:mine")},
        *more,
    ]


@never_cache
@for_party(ROOM)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The party's documents and what comes for them."""
    rows = reports.contracts_of(request.actor)
    firm = parties.party(request.actor.party).kind == "firm"
    with read(request.actor, purpose="names"):
        names = parties.parties({each.worker if firm else each.employer for each in rows})
    listed = [
        {
            "title": KINDS[row.kind],
            "for_whom": names[other].name if (other := row.worker if firm else row.employer) in names else "",
            "number": row.number,
            "stage": procedure_of(row.kind).state(row.state).title,
            "due": row.due if row.state in ("proposed", "negotiating", "agreed", "part_signed") else None,
            "href": reverse("electronic_contracts:contract", args=[row.number]),
        }
        for row in rows
    ]
    context = {
        "firm": firm,
        "cases": listed,
        "coming": reports.calendar_of(request.actor)[:8],
        "today": local_day(now()),
        "crumbs": crumbs()[:1],
    }
    return render(request, "electronic_contracts/mine.html", context)


@never_cache
@signed_in
@require_safe
def contract(request: HttpRequest, contract: str) -> HttpResponse:
    """One document whole: text, identity checks, operations, evidence; and the next thing to do."""
    actor = request.actor
    if actor.kind == "party" and actor.party is None:
        raise Http404
    told = reports.whole(actor, contract)
    row, role = told["row"], told["role"]
    state = CaseState.load(row.fold)
    with read(actor, purpose="identity level"):
        level = identity.level(actor.party, now()) if actor.party else 0
        has_key = bool(actor.party and identity.key_of(actor.party))
    terms = told["terms"]
    shown_terms = {
        **terms,
        "identity_number": mask_identity(str(terms.get("identity_number") or "")),
        "phone": mask_phone(str(terms.get("phone") or "")),
    }
    context = {
        "row": row, "role": role, "names": told["names"], "terms": shown_terms, "type": CONTRACT_TYPES.get(row.contract_type),
        "kind": KINDS[row.kind], "articles": wording.articles(row.kind, terms), "opening": wording.opening(row.kind, ""),
        "stage": procedure_of(row.kind).state(row.state), "due": state.due, "today": local_day(now()),
        "wish": told["wish"], "differences": told["differences"], "timeline": [_event(each) for each in told["events"]],
        "broken_event": told["broken_event"], "checks": told["checks"], "keys": told["keys"], "sm3": _spaced(told["sm3"]), "stages": told["stages"],
        "entry": told["entry"], "checkpoint": told["checkpoint"], "duties": told["duties"], "related": told["related"],
        "packed": any(each.stage == "package" for each in told["stages"]),
        "acts": open_to(role, row.kind, row.state, bool(terms.get("own_terms"))), "next": _next(row, role, level, has_key, told["unreviewed"]), "review": told["review"], "doubt": told["doubt"], "hints": told["hints"], "said": [(ACT_WORDS[each.action], each, words) for each, words in told["said"]], "level": level, "has_key": has_key,
        "place": _place(row, level), "disputed": bool(state.opened("dispute")), "crumbs": crumbs({"text": Text(row.number, row.number)}),
    }  # fmt: skip
    return render(request, "electronic_contracts/contract.html", context)


def _spaced_line(line: str) -> str:
    """A line of a report; a hash in it may break across lines."""
    return re.sub(r"[0-9a-f]{64}", lambda found: _spaced(found[0]), line)


def _spaced(sm3: str) -> str:
    return " ".join(sm3[at : at + 8] for at in range(0, len(sm3), 8))


def _place(row: Any, level: int) -> int:
    """Which of the four steps a document has come to."""
    if row.effective_at:
        return 4
    if row.worker_agreed_at:
        return 3
    return 2 if row.explained_at else 1


def _event(each: Any) -> dict[str, Any]:
    words = ACT_WORDS.get(each.action, Text(each.action, each.action))
    more = each.body.get("serial") or (each.body.get("sm3") or "")[:16]
    told = Text(more, more) if more else ANSWERS.get(each.body.get("outcome", ""), Text("", ""))
    return {
        "title": words,
        "when": each.at,
        "text": Text(f"{each.shown}　{told.zh}", f"{each.shown} {told.en}"),
        "place": "done",
    }


def _next(row: Any, role: str, level: int, has_key: bool, unreviewed: bool) -> dict[str, Any] | None:
    """The one thing this party does next: an act, or the identity page first."""
    wait = None
    name = ""
    if role == "employer":
        if row.state == "drafting":
            name = "review" if unreviewed else "propose"
        elif row.state == "negotiating":
            name = "revise_ending" if row.kind == "end_agreement" else "revise"
        elif row.state == "agreed":
            name = "sign"
    elif role == "worker":
        if row.state in ("proposed", "negotiating", "agreed") and row.explained_at is None:
            name = "explain"
        elif row.state in ("proposed", "agreed") and row.worker_agreed_at is None:
            name = "agree"
        elif row.state == "proposed":
            name = "accept"
        elif row.state == "part_signed" and row.worker_signed_at is None:
            name = "sign"
    if not name:
        return wait
    needs = 3 if name == "sign" else 2 if name == "agree" else 0
    if level < needs or (name == "sign" and not has_key):
        return {"act": ACTS[name], "identity": True}
    return {"act": ACTS[name], "identity": False}


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, contract: str, name: str) -> HttpResponse:
    """One act: what follows, its form, and back to the contract when done."""
    does = ACTS.get(name)
    if does is None:
        raise Http404
    with read(request.actor, purpose=f"{name} a contract"):
        row = store.reach(request.actor, contract, doing=name)
        role = store.role_in(request.actor, row)
        terms = store.terms_of(row)
        filled = _prefilled(does, row, terms)
    if does not in open_to(role, row.kind, row.state, bool(terms.get("own_terms"))):
        back = reverse("electronic_contracts:contract", args=[contract])
        late = store.refuse(
            "文件已有变化，现在不能办这一步", "The document has moved on; this cannot be done now"
        )
        return refused(request, [late], back=back)
    raw: dict[str, Any] = {}
    problems: list[Any] = []
    if request.method == "POST":
        raw = collect(does.form, request.POST)
        parsed = parse(does.form, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            key = key_of(request)
            done, problems = tried(lambda: [does.do(request.actor, contract, parsed.values, key)])
            if done is not None:
                messages.success(
                    request, Text(f"已办：{does.title.zh}", f"Done: {does.title.en}").say(language())
                )
                made = (
                    done[0]
                    if name in ("renewal", "modify", "end_agreement", "notice", "certify")
                    else contract
                )
                return redirect("electronic_contracts:contract", contract=made)
    page = _act_page(contract, does, raw or filled)
    if does.own_terms:  # who reviews a text has it beside the questions
        text = str(terms.get("own_terms") or "")
        words = Text("双方自行约定", "Terms of the parties' own")
        page["aside"] = [{"title": words, "text": Text(text, text), "clause": ""}]
    return shown(request, "hall/act.html", page, problems)


def asked(field: Any) -> Any:
    """A field as it is shown: passwords are not readable over the shoulder, codes are typed as codes."""
    kind = {"password": "password", "code": "one_time"}.get(field.name)
    if kind is None:
        return field
    return {
        "name": field.name,
        "kind": kind,
        "label": field.label,
        "help": field.help,
        "required": True,
        "max_length": field.max_length,
    }


def _prefilled(does: Act, row: Contract, terms: dict[str, Any]) -> dict[str, Any]:
    """What the act's form starts with, read inside an open reading."""
    if does.name == "end_agreement":
        return compensating.filled_in(row, terms, local_day(now()))
    if does.name not in ("revise", "revise_ending", "renewal", "modify"):
        return {}
    return {field.name: terms.get(field.name) for field in does.form.fields}


def _act_page(number: str, does: Act, raw: dict[str, Any]) -> dict[str, Any]:
    back = reverse("electronic_contracts:contract", args=[number])
    return {
        "matter": Text("电子劳动合同", "Electronic labour contract"),
        "crumbs": crumbs({"text": Text(number, number), "href": back}, {"text": does.title}),
        "title": does.title,
        "effect": does.effect,
        "grave": does.grave,
        "clause": does.clause,
        "action": "",
        "back": back,
        "button": does.button,
        "fields": [
            {"field": f, "value": None if f.name in SECRET else raw.get(f.name)} for f in does.form.fields
        ],
    }


@never_cache
@signed_in
@require_safe
def download(request: HttpRequest, contract: str, what: str) -> HttpResponse:
    """The contract as PDF or its evidence package: free, without asking anybody, also after leaving."""
    if what not in ("contract", "package"):
        raise Http404
    found, problems = tried(lambda: packing.download(request.actor, contract, what))
    if found is None:
        return refused(request, problems, back=reverse("electronic_contracts:contract", args=[contract]))
    kind = "application/zip" if what == "package" else "application/pdf"
    return file_response(found[0], found[1], kind)


@never_cache
@signed_in
@require_safe
def verification(request: HttpRequest, contract: str) -> HttpResponse:
    """What was checked, what held, what failed, what could not be judged; no legal conclusion."""
    report, problems = tried(lambda: packing.verify_own(request.actor, contract))
    if report is None:
        return refused(request, problems, back=reverse("electronic_contracts:contract", args=[contract]))
    return render(
        request,
        "electronic_contracts/verification.html",
        verdict(report)
        | {
            "number": contract,
            "crumbs": crumbs(
                {
                    "text": Text(contract, contract),
                    "href": reverse("electronic_contracts:contract", args=[contract]),
                }
            ),
        },
    )


def verdict(report: evidence.Report) -> dict[str, Any]:
    """A report for its page."""
    return {
        "answer": report.answer,
        "report": report,
        "lines": [_spaced_line(each) for each in report.say(language()).splitlines()],
        "signatures": report.signatures,
    }
