"""Who signs: identity check, one-time code, signing key, a leaked key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Form, collect, parse
from gongbao.law.text import Text
from gongbao.platform.db.services import now, read
from gongbao.platform.electronic_contracts import identity, key_cases
from gongbao.platform.electronic_contracts.words import ROOM
from gongbao.policies.electronic_contracts.forms import FORMS
from gongbao.web.i18n import language
from gongbao.web.rooms.electronic_contracts.views_contract import asked, crumbs
from gongbao.web.shared.doors import for_party, key_of, next_of
from gongbao.web.shared.refusals import problems_of, shown, tried

STEPS = [
    Text("姓名和证件", "Name and document"),
    Text("验证码", "One-time code"),
    Text("签名证书", "Certificate"),
]
NUMBER = Form(
    id="identity_number", version="1", title=Text("核验身份", "Verify identity"),
    fields=(
        Field(name="name", kind="text", label=Text("姓名或单位名称", "Name of person or firm"), max_length=120),
        Field(name="number", kind="text", label=Text("身份证号码或统一社会信用代码", "Identity number or credit code"), max_length=30),
    ),
)  # fmt: skip
CODE = Form(
    id="identity_code", version="1", title=Text("验证码", "One-time code"),
    fields=(Field(name="code", kind="text", label=Text("六位验证码", "Six-digit code"), max_length=6),),
)  # fmt: skip
KEY = Form(
    id="signing_key", version="1", title=Text("签名证书", "Certificate"),
    fields=(
        Field(
            name="password", kind="text", label=Text("设置签署密码", "Choose a signing password"), max_length=64,
            help=Text("至少8位，不能全是数字。只有您知道，单位和系统都看不到。", "At least 8 characters, not digits only. Only you know it."),
        ),
    ),
)  # fmt: skip


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Level 2: name and number agree with the register."""

    def do(values: Any, key: str) -> object:
        return [identity.check_number(request.actor, values["name"], values["number"], key=key)]

    lede = Text(
        "签署前须核验到第三级，有效 30 分钟。证件信息只用于核对，不保存在本页。",
        "Signing needs level three, good for 30 minutes.",
    )
    return _page(
        request,
        NUMBER,
        do,
        "electronic_contracts:code",
        1,
        lede,
        Text("核对并获取验证码", "Check and send a code"),
        ("number",),
    )


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Level 3: the one-time code."""

    def do(values: Any, key: str) -> object:
        return [identity.check_code(request.actor, values["code"], key=key)]

    lede = Text(
        "验证码已发到您的消息箱（本地通道，未接入短信），五分钟内有效。",
        "The code is in your message box (a local channel; no SMS is connected), good for five minutes.",
    )
    with read(request.actor, purpose="key"):
        has = identity.key_of(request.actor.party) is not None
    return _page(
        request,
        CODE,
        do,
        "electronic_contracts:mine" if has else "electronic_contracts:key",
        2,
        lede,
        Text("验证", "Verify"),
        ("code",),
    )


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """A certificate and key under a password of the signer's own."""

    def do(values: Any, key: str) -> object:
        return [identity.new_signing_key(request.actor, values["password"], key=key)]

    lede = Text(
        "证书由本地机构签发，未取得电子认证服务许可；正式使用须接入持证机构。",
        "The certificate is issued locally, without a licence; a licensed authority is needed for formal use.",
    )
    return _page(
        request,
        KEY,
        do,
        "electronic_contracts:mine",
        3,
        lede,
        Text("领取证书", "Get the certificate"),
        ("password",),
    )


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def leak(request: HttpRequest) -> HttpResponse:
    """A key that may be known to others."""
    form = FORMS["leak"]

    def do(values: Any, key: str) -> object:
        return [key_cases.report(request.actor, values["case"], values["known_on"], values["what"], key=key)]

    lede = Text(
        "提交后密钥立即停用、证书列入吊销清单，并告知各方，另立办件、出具吊销通知。此前签的不受影响；失密的，得知日期以后签的标为待核。",
        "The key stops at once, the certificate goes on the revocation list, everybody is told; a case is opened and a notice follows. After a leak, what was signed since it was known is marked for review.",
    )
    return _page(
        request, form, do, "electronic_contracts:mine", 0, lede, Text("报告并停用", "Report and stop"), ()
    )


def _page(
    request: HttpRequest, form: Form, do: Any, then: str, step: int, lede: Text, button: Text, hidden: tuple[str, ...]
) -> HttpResponse:  # fmt: skip
    raw: dict[str, Any] = {}
    problems: list[Any] = []
    if request.method == "POST":
        raw = collect(form, request.POST)
        parsed = parse(form, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            number = key_of(request)
            done, problems = tried(lambda: do(parsed.values, number))
            if done is not None:
                messages.success(
                    request, Text(f"已办：{form.title.zh}", f"Done: {form.title.en}").say(language())
                )
                onward = next_of(request, reverse(then))
                return redirect(onward)
    with read(request.actor, purpose="identity level"):
        level = identity.level(request.actor.party, now())
    context = {
        "matter": Text(f"当前核验级别：第{level}级", f"Present level: {level}"), "crumbs": crumbs({"text": form.title}),
        "title": form.title, "lede": lede, "steps": STEPS if step else None, "current": step, "action": "", "button": button,
        "back": reverse("electronic_contracts:mine"),
        "fields": [{"field": asked(f), "value": None if f.name in hidden else raw.get(f.name)} for f in form.fields],
    }  # fmt: skip
    return shown(request, "hall/form.html", context, problems)
