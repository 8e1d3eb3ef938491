"""The firms that districts have recognised as hard-hit: only what the register publishes of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.db.services import SYSTEM
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.facts import key_industry
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.shared.doors import page_of
from gongbao.web.shared.values import plain

SIZE = 50


@require_safe
def recognised(request: HttpRequest) -> HttpResponse:
    """Firm, industry, district and batch of every reported firm (the published fields of the record)."""
    words, office = request.GET.get("q", "").strip(), request.GET.get("office", "")
    industries = {option.word: option.label for option in key_industry.options}
    rows = [
        [
            each.name,
            industries.get(each.industry, plain(each.industry)),
            found.office,
            Text(f"第 {each.batch} 批", f"Batch {each.batch}"),
        ]
        for found in training.lists(SYSTEM)
        if not office or found.office == districts.office(office).government
        for each in found.firms
        if each.outcome == "met" and each.filed_on and words in each.name
    ]
    page = page_of(request, rows, SIZE)
    heads = (
        Text("企业", "Firm"),
        Text("行业", "Industry"),
        Text("认定机构", "Recognised by"),
        Text("批次", "Batch"),
    )
    title = Text("重点行业企业名单", "Recognised firms")
    context = {
        "title": title,
        "crumbs": [HOME_CRUMB, {"text": title}],
        "filters": {
            "action": reverse("recognised-firms"),
            "search": {"name": "q", "label": Text("企业名称", "Firm"), "value": words},
            "selects": [
                {"name": "office", "label": Text("全部区", "All districts"), "value": office,
                 "options": [(each.code, each.name) for each in districts.OFFICES]}
            ],
            "hidden": [],
        },
        "table": {"caption": title, "head": [{"label": head} for head in heads], "rows": [{"cells": row} for row in page]},
        "page": page,
    }  # fmt: skip
    return render(request, "public/recognised.html", context)
