"""For everybody: verify a file, how this system stands to clauses (七) to (十), its techniques in plain words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.districts import OFFICES
from gongbao.law.text import Text
from gongbao.platform.electronic_contracts import compliance as standing
from gongbao.platform.electronic_contracts import packing, reports
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.web.i18n import language
from gongbao.web.rooms.electronic_contracts.views_contract import verdict
from gongbao.web.shared.doors import key_of, signed_in
from gongbao.web.shared.refusals import shown, tried

LARGEST = 20 * 1024 * 1024
TECHNIQUES = (
    (Text("数字证书", "Certificate"), Text("像电子身份证，由认证机构核验身份后签发，写着是谁、什么时候有效。", "An electronic identity card: who, and from when to when."), "lao-2020-28/7.s1"),
    (Text("电子签名", "Signature"), Text("用只有本人能打开的密钥对文件算出一串数，换人、换文件都对不上。采用 SM2 算法。", "A number worked out of the file with a key only you can open (SM2)."), "lao-2020-28/2.s2"),
    (Text("哈希值", "Hash"), Text("文件的指纹。改一个字，指纹就全变。采用 SM3 算法。", "The file's fingerprint (SM3): change one character and it is another."), "lao-2020-28/8.s3"),
    (Text("时间戳", "Timestamp"), Text("证明文件在某一刻已经存在，签署以后不能倒填日期。", "Proves that the file existed at that moment; nothing can be dated back."), "lao-2020-28/8.s3"),
    (Text("存证日志", "Log"), Text("每份文件的指纹按顺序记入一棵树，删、改、换序都会被发现；再把树根存到外部。", "Fingerprints in a tree: removal, change or reordering shows; its root is kept outside."), "lao-2020-28/8.s3"),
    (Text("签署密码", "Password"), Text("密钥靠它打开，只有您知道。可能泄露时，立即在“签名密钥”页报告停用。", "It opens your key; only you know it. If it may be known to others, report it at once."), "lao-2020-28/12.s4"),
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Upload a contract or a package: what it proves. Nothing is kept; no sign-in is asked."""
    problems: list[Any] = []
    context: dict[str, Any] = {}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST:
            problems = [
                refuse("请选择 20 MB 以内的合同 PDF 或证据包", "Choose a PDF or package of up to 20 MB")
            ]
        else:
            data = file.read()
            report, problems = tried(lambda: packing.verify_upload(request.actor, data))
            context = verdict(report) if report else {}
    return shown(request, "electronic_contracts/verify.html", context, problems)


@require_safe
def compliance(request: HttpRequest) -> HttpResponse:
    """Demand by demand: met, not met, or to be judged, and by what."""
    mode = request.GET.get("mode", "in_house")
    mode = mode if mode in standing.MODES else "in_house"
    outcome, demands = standing.demands(request.actor, mode)
    context = {
        "mode": mode,
        "outcome": outcome,
        "demands": demands,
        "parts": standing.parts(request.actor),
        "log": standing.log_state(request.actor),
    }
    return render(request, "electronic_contracts/compliance.html", context)


@require_safe
def technology(request: HttpRequest) -> HttpResponse:
    """The techniques in plain words (item 10)."""
    return render(request, "electronic_contracts/technology.html", {"techniques": TECHNIQUES})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest) -> HttpResponse:
    """Firms, unions and workers say what they think."""
    problems: list[Any] = []
    if request.method == "POST":
        key = key_of(request)
        post = request.POST
        done, problems = tried(
            lambda: [
                reports.give_opinion(
                    request.actor,
                    post.get("office", ""),
                    post.get("voice", ""),
                    post.get("statement", ""),
                    key=key,
                )
            ]
        )
        if done is not None:
            messages.success(request, Text("意见已收到", "Thank you, your opinion was kept").say(language()))
            return redirect(reverse("electronic_contracts:technology"))
    return shown(
        request, "electronic_contracts/opinion.html", {"voices": reports.VOICES, "offices": OFFICES}, problems
    )
