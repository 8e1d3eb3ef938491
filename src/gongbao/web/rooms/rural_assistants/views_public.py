"""For everybody: announcements with their posts, published ranks, names under publicity and an objection to one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import SYSTEM
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.words import RECRUITMENT
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.rural_assistants import tables, tables_joining
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.shared.doors import page_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.shared.sheets import Sheet, column

TITLE = Text("乡村振兴协理员招聘", "Recruitment of rural assistants")
UNIVERSITIES = (column("name", "高校全称（报名时照此填写）", "Full name, to be copied when registering"),)
PUBLIC = (
    column("number", "公示编号", "Number"),
    column("name", "姓名", "Name"),
    column("post", "岗位", "Post"),
    column("until", "公示至", "Until", "date"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest) -> HttpResponse:
    """Intakes and posts; ``?intake=`` shows the published ranking of one; who is under publicity may be objected to."""
    intakes = rural.recruiting.open_intakes(today())
    asked, problems, page = request.GET.get("intake", ""), list[Refusal](), None
    sections = [
        tables.section(
            tables_joining.intakes(intakes, Text("招聘批次", "Intakes")),
            "还没有发布公告",
            "Nothing announced yet",
        )
    ]
    if row := rural.recruiting.in_view(intakes):
        sections.append(
            tables.section(
                tables_joining.posts(
                    rural.recruiting.posts_of(row),
                    Text(f"岗位：{row.title}", f"Posts: {row.title}"),
                ),
                "",
                "",
            )
        )
    if asked:
        ticket = request.GET.get("ticket", "").strip()
        rows, problems = tried(lambda: rural.ranking.published(asked, ticket))
        page = page_of(request, rows or [], 100)
        sections.append(
            tables.section(
                tables_joining.ranks(list(page), Text("成绩和名次", "Results and ranks")),
                "没有公布，或没有这个准考证号",
                "Not published, or no such ticket",
            )
        )
    if schools := rural.graduation.universities(today()):
        rows = [{"name": each.name} for each in schools]
        taking = Sheet(
            "rural-universities",
            Text("协助核实毕业信息的高校", "Universities that help to confirm graduations"),
            UNIVERSITIES,
            rows,
        )
        sections.append(tables.section(taking, "", ""))
    named = rural.steps.under_publicity(today())
    out = [
        {"number": number, "name": name, "post": post, "until": until} for number, name, post, until in named
    ]
    sections.append(
        tables.section(
            Sheet("rural-publicity", Text("公示", "Publicity"), PUBLIC, out),
            "现在没有公示",
            "Nobody is under publicity",
        )
    )
    deeds = [_objection(named)] if named else []
    done, forms, wrong = worked(request, deeds, request.path)
    if done is not None:
        return done
    context = {
        "page": page, "intake": asked, "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE, "sections": sections, "forms": forms,
        "register": reverse("hall:begin", args=[RECRUITMENT]), "mine": reverse("rural_assistants:mine"),
        "results": [{"number": row.number, "title": row.title} for row in intakes if row.state == "published"],
    }  # fmt: skip
    return shown(request, "rural_assistants/public.html", context, [*problems, *wrong])


def _objection(named: list[tuple[str, str, str, Any]]) -> Deed:
    return Deed(
        "object", Text("提出异议", "Object"),
        (ask("number", "choice", "公示编号", "Number", words={number: Text(f"{number} {name}", f"{number} {name}") for number, name, _, _ in named}),
         ask("statement", "long_text", "情况和线索", "What is wrong", max_length=2000), ask("name", "text", "您的姓名（可不填）", "Your name, if you wish", required=False, max_length=60),
         ask("contact", "text", "联系方式（可不填）", "How to reach you, if you wish", required=False, max_length=60)),
        lambda tx, v: rural.steps.object_to(tx, v["number"], v.get("name", ""), v.get("contact", ""), v["statement"]), "bi-2020-22/8.4",
        Text("姓名和联系方式只有核查人员能看到。", "Only those who examine it see name and contact."), actor=SYSTEM,
    )  # fmt: skip
