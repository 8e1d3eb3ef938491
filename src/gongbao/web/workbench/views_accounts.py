"""Officers and duties: who serves at which office, one officer's account, and opening one."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.web.shared.again import answered
from gongbao.web.shared.doors import key_of, page_of
from gongbao.web.shared.refusals import at_field, tried
from gongbao.web.shared.stepping import stepped_up
from gongbao.web.workbench import account_rows, forms
from gongbao.web.workbench.account_acts import ACTS
from gongbao.web.workbench.doors import ADMINISTRATOR, officers
from gongbao.web.workbench.queues import ACCOUNTS, navigation
from gongbao.web.workbench.reaching import today

PURPOSE = "officers' accounts"
FIELDS = (
    Field(name="login", kind="text", label=Text("登录名", "User name"), max_length=64,
          help=Text("4 至 32 位字母、数字或 . _ -，以后不能改", "4 to 32 letters, digits or . _ -, for good")),
    Field(name="name", kind="text", label=Text("姓名", "Name"), max_length=64),
    Field(name="number", kind="identity_number", label=Text("居民身份证号码", "Identity number"),
          help=Text("用来认出本人，防止办理自己的事；加密保存", "Tells whose account it is, so that nobody handles their own case; kept sealed")),
)  # fmt: skip
WHERE = {"姓名": "name", "登录名": "login"}
"""The fields that the services' refusals name."""


@never_cache
@officers(ADMINISTRATOR)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Every officer's account by office, narrowed by office, standing and a part of the name."""
    asked = {name: request.GET.get(name, "") for name in ("q", "office", "standing")}
    standing = cast(
        "parties.Standing", asked["standing"] if asked["standing"] in account_rows.STANDINGS else ""
    )
    with read(request.actor, purpose=PURPOSE):
        found = parties.staff(today(), search=asked["q"], office=asked["office"], standing=standing)
    page = page_of(request, found)
    values = {
        "queues": navigation(request, ACCOUNTS.name),
        "filters": account_rows.filters(asked),
        "table": account_rows.table(page.object_list),
        "count": len(found),
        "page": page,
    }
    return render(request, "workbench/accounts.html", values)


@never_cache
@officers(ADMINISTRATOR)
@require_GET
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """One officer's account: whose it is, how it can sign in, its duties now and before, what can be done."""
    one = reached(request, account)
    with read(request.actor, purpose=PURPOSE):
        whose = parties.person(one.person) if one.person else None
        own = parties.same_person(request.actor.account, one.key)
        values = {
            "queues": navigation_of(request),
            "one": one,
            "own": own,
            "facts": account_rows.facts(one, whose),
            "duties": account_rows.duties(one),
            "history": account_rows.history(one),
            "acts": [] if own else [
                {"name": name, "title": act.title} for name, act in ACTS.items() if act.offered(one)
            ],
        }  # fmt: skip
    return render(request, "workbench/account.html", values)


@never_cache
@sensitive_post_parameters("number")
@officers(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@stepped_up
def new(request: HttpRequest) -> HttpResponse:
    """Open an officer's account; its one-time password is shown on the answer and never again."""
    if done := answered(request, reverse("workbench:accounts")):
        return done
    problems: list[Refusal] = []
    raw: dict[str, Any] | None = None
    if request.method == "POST":
        filled = forms.filled(request, FIELDS)
        problems, raw = filled.problems, filled.raw
        if not problems:
            shown: list[str] = []
            made, problems = tried(lambda: _open(request, filled.values, shown))
            if made and shown:
                return password_page(request, UUID(made), shown[0])
            if made:  # the same form, sent twice at once: the other answer shows the password
                return redirect("workbench:account", made)
            problems = [each for one in problems for each in at_field([one], WHERE.get(one.where, one.where))]
    values = {
        "queues": navigation_of(request), "title": Text("开设工作人员账号", "Open an officer’s account"),
        "text": Text("开好后再任命岗位。第一次登录用一次性密码，本人当场另设。", "Appoint duties afterwards. The first sign-in is by a one-time password, which its owner replaces."),
        "fields": forms.shown(FIELDS, raw), "problems": problems, "back": reverse("workbench:accounts"),
    }  # fmt: skip
    return render(request, "workbench/account_act.html", values, status=422 if problems else 200)


def reached(request: HttpRequest, account: UUID) -> parties.OfficerView:
    """The officer's account; there is none of citizens here."""
    with read(request.actor, purpose=PURPOSE):
        found = parties.staff_member(account, today())
    if found is None:
        raise Http404(str(account))
    return found


def password_page(request: HttpRequest, account: UUID, word: str) -> HttpResponse:
    """The page that shows a one-time password, this once."""
    values = {"queues": navigation_of(request), "one": reached(request, account), "word": word}
    return render(request, "workbench/account_password.html", values)


def navigation_of(request: HttpRequest) -> list[dict[str, Any]]:
    """What stands at the left of these pages."""
    return navigation(request, ACCOUNTS.name)


def _open(request: HttpRequest, values: dict[str, Any], shown: list[str]) -> str:
    def command(tx: Tx) -> str:
        key = parties.open_officer(tx, values["login"], name=values["name"], number=values["number"])
        shown[:] = [parties.fresh_password(tx, key)]
        return str(key)

    asked = [values["login"], parties.person_fingerprint(values["number"])]
    made: str = write(
        command, actor=request.actor, key=key_of(request), name="workbench.open_account", request=asked
    )
    return made
