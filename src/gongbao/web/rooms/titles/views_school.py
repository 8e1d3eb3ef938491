"""A school's own page: posts by level and what is left of them, the panel, the plan in use; entering and changing them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.rooms.titles.views_case import CRUMB
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import refused, shown

TITLE = Text("学校岗位和考评小组", "Posts and panel of the school")
RATIO, PANEL = "zhongzhi-2020-27/art.3.5.2.s1", "zhongzhi-2020-27/annex2.5.1.p2.s1"
NOT_A_SCHOOL = Refusal(
    Text("由学校填报，个人不能填报", "A school enters this, not a person"),
    mend=Text("请选择代哪所学校办理", "Choose the school you act for"), clause=RATIO,
)  # fmt: skip


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def school(request: HttpRequest) -> HttpResponse:
    """The school one acts for."""
    if not titles.school_office(request.actor.party):
        return refused(request, [NOT_A_SCHOOL], status=403)
    view = titles.school_view(request.actor)
    offered, problems = _forms(view), list[Refusal]()
    if request.method == "POST":
        done, problems = parts.posted(request, offered, lambda go, values: _do(request, go, values))
        if done:
            return redirect("titles:school")
    context: dict[str, Any] = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": TITLE}],
        "title": TITLE,
        "forms": offered,
        "facts": [],
        "sections": [],
    }
    if view is None:
        context["lede"] = Text(
            "先填报岗位，市人社局核对后才能推荐。",
            "Enter the posts first; the bureau checks them before anybody is recommended.",
        )
    else:
        context |= {"facts": _facts(view), "sections": [
            tables.section(tables.posts(view), "还没有填报岗位", "No posts entered"),
            tables.section(tables.panel(view), "还没有考评小组", "No panel yet"),
        ], "acts": [{"text": Text("本校申报：推荐和小组意见", "Applications: recommend, the panel’s findings"), "href": reverse("titles:desk")}, {"text": Text("评聘方案", "Plan"), "href": reverse("hall:case", args=[view.plan.number]) if view.plan else reverse("hall:begin", args=["vocational_teacher_titles.plan"])}]}  # fmt: skip
    return shown(request, "titles/page.html", context, problems)


def _facts(view: titles.SchoolView) -> list[dict[str, Any]]:
    checked = view.row.checked_on
    return [
        {"label": Text("学校", "School"), "value": view.row.name},
        {"label": Text("专业技术人员", "Professional staff"), "value": str(view.row.staff)},
        {"label": Text("单列的正高级名额", "Separate places of the full level"), "value": str(view.row.full_places), "clause": "zhongzhi-2020-27/art.3.5.1.s2"},
        {"label": Text("市人社局核对", "Checked by the bureau"), "value": Text(f"{checked}", f"{checked}") if checked else Text("待核对，核对前不能推荐", "not yet: nobody can be recommended"), "clause": RATIO},
        {"label": Text("评聘方案", "Plan"), "value": Text("实施中", "in use") if view.plan else Text("还没有实施", "not in use yet"), "clause": "zhongzhi-2020-27/annex2.5.1.p2.s3"},
    ]  # fmt: skip


def _forms(view: titles.SchoolView | None) -> list[dict[str, Any]]:
    found = [
        parts.form(
            "posts", "填报岗位", "Enter the posts", parts.field("public", "yes_no", "公办学校", "A public school"),
            parts.field("staff", "integer", "专业技术人员总数", "Professional staff", minimum=1, maximum=9999),
            parts.field("full_places", "integer", "单列的正高级名额", "Separate places of the full level", minimum=0, maximum=999),
            *(
                parts.field(f"{what}_{n}", "integer", f"{level}{zh}", f"{level}: {en}", minimum=0, maximum=9999)
                for n, level in enumerate(titles.levels())
                for what, zh, en in (("posts", "核定岗位数", "posts"), ("held", "已聘人数", "held"))
            ),
            text=Text("按核定的结构比例填写；改动后须重新核对", "As the approved ratio says; a change is checked anew"), clause=RATIO,
            folded=view is not None, values=_entered(view),
        )
    ]  # fmt: skip
    if view is not None:
        found.insert(0, parts.form(
            "panel", "确定考评小组", "Name the panel", parts.field("administrators", "text", "行政人员（姓名用顿号分开）", "Administrators", required=False, max_length=400),
            parts.field("teachers", "text", "教师代表（姓名用顿号分开）", "Teachers", required=False, max_length=400),
            text=Text("一般5至11人，行政人员不超过三分之一", "As a rule 5 to 11 members, administrators at most a third"), clause=PANEL, values=_named(view),
        ))  # fmt: skip
    return found


def _entered(view: titles.SchoolView | None) -> dict[str, Any]:
    """What the school has entered, to be changed where it changed."""
    if view is None:
        return {}
    row, told = view.row, {each.level: each for each in view.levels}
    found: dict[str, Any] = {
        "public": "yes" if row.public else "no",
        "staff": row.staff,
        "full_places": row.full_places,
    }
    for n, level in enumerate(titles.levels()):
        if level in told:
            found |= {f"posts_{n}": told[level].posts, f"held_{n}": told[level].held}
    return found


def _named(view: titles.SchoolView) -> dict[str, str]:
    """Who sits on the panel now."""
    return {
        name: "、".join(each.name for each in view.panel if each.kind == kind)
        for name, kind in (("administrators", "administrator"), ("teachers", "teacher"))
    }


def _do(request: HttpRequest, go: str, values: dict[str, Any]) -> None:
    party = request.actor.party
    assert party is not None
    asked = {name: value for name, value in values.items() if name != parts.RAW}

    def panel(tx: Tx) -> None:
        titles.set_panel(tx, party, _names(values.get("administrators")), _names(values.get("teachers")))

    def posts(tx: Tx) -> None:
        told = {level: (values[f"posts_{n}"], values[f"held_{n}"]) for n, level in enumerate(titles.levels())}
        titles.enter_posts(tx, party, values["public"], values["staff"], values["full_places"], told)

    titles.command(
        request.actor,
        key_of(request),
        f"school_{go}",
        {"panel": panel, "posts": posts}[go],
        [str(party), asked],
    )


def _names(text: str | None) -> list[str]:
    return [
        each.strip()
        for each in (text or "").replace(",", "、").replace("，", "、").split("、")
        if each.strip()
    ]
