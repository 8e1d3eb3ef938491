"""The site's own pages: home, policies and their guides, style guide, help, statements, errors.

**A guide's context** (``public/guide.html``, from the source registered with ``context.guide``). Words are
`Text` or strings, clause ids as in the inventory.

- ``title``, ``lede``; ``document``: ``number``, ``issued``, ``in_force`` and ``accepted_until`` (dates, may
  be None), ``status`` (`Text`), ``status_kind`` (``met``, ``unknown``, ``info``)
- ``actions``: [``text``, ``href``], the first is the main one
- ``coverage``: ``title``, ``parts`` [(words, count)] in the fixed order rule, step, record, report, page,
  nothing to carry out
- ``sections``: [``id``, ``title``, ``clauses``], a clause: ``id``, ``place`` (``一（一）``), ``topic``,
  ``summary``, ``official`` (the imported text or empty), ``carried_out_by`` [``kind`` (``rule``, ``step``,
  ``record``, ``report``, ``page``, ``none``), ``words`` (of the kind), ``text``, ``href``], ``reason``
- ``official``: ``title``, ``source`` where the gazette's text is imported, else None
- ``charts``: contexts of ``components/step_chart.html``; ``parameters``: a ``components/table.html`` of all
- ``readings``: [``id``, ``question``, ``clause``, ``choices`` [``text``, ``current``], ``effect``]
- ``picture``: the procedure as SVG (safe markup) or None, ``steps``: [``title``, ``text``, ``who``, ``limit``,
  ``clause``]
- ``materials``: [``title``, ``note``, ``when``, ``shared`` (the city has it; nothing to hand in), ``href``]
- ``examples``: [``title``, ``given`` [words], ``outcome``, ``sum_fen``, ``because``, ``href``]
"""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gongbao.law.text import Text
from gongbao.web import context
from gongbao.web.public import styleguide

HOME_CRUMB = {"text": Text("首页", "Home"), "href": "/"}


def home(request: HttpRequest) -> HttpResponse:
    """The citizen's and the firm's first page."""
    return render(request, "public/home.html", context.home(request))


def policies(request: HttpRequest) -> HttpResponse:
    """Every policy that has a guide here."""
    found = [
        {"id": each, **source(request)} for each in context.guides() if (source := context.guide_source(each))
    ]
    crumbs = [HOME_CRUMB, {"text": Text("政策库", "Policies")}]
    return render(request, "public/policies.html", {"policies": found, "crumbs": crumbs})


def guide(request: HttpRequest, document: str) -> HttpResponse:
    """One policy: its clauses beside what carries each out."""
    source = context.guide_source(document)
    if source is None:
        raise Http404
    values = dict(source(request))
    crumbs = [
        HOME_CRUMB,
        {"text": Text("政策库", "Policies"), "href": "/policies/"},
        {"text": values["title"]},
    ]
    return render(request, "public/guide.html", {"crumbs": crumbs, **values})


def style_guide(request: HttpRequest) -> HttpResponse:
    """The living style guide, made of the components themselves."""
    return render(request, "public/styleguide.html", styleguide.samples())


def page(name: str, title: Text) -> object:
    """A view of one of the site's standing pages, ``public/NAME.html``."""

    def view(request: HttpRequest) -> HttpResponse:
        values = {"title": title, "crumbs": [HOME_CRUMB, {"text": title}], "guides": context.guides()}
        return render(request, f"public/{name}.html", values)

    return view


help_page = page("help", Text("帮助", "Help"))
accessibility = page("accessibility", Text("无障碍说明", "Accessibility"))
privacy = page("privacy", Text("隐私与数据", "Privacy and data"))
about = page("about", Text("主办单位与联系方式", "Who runs this site"))
site_map = page("site_map", Text("网站地图", "Site map"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the look."""
    return render(request, "errors/404.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 in the look, with the reason where one was given."""
    refusal = getattr(exception, "refusal", None)
    return render(request, "errors/403.html", {"refusal": refusal}, status=403)


def forms_only(request: HttpRequest) -> HttpResponse:
    """405 in the look: somebody opened or reloaded the address of a button (``FormsOnlyMiddleware``)."""
    return render(request, "errors/405.html", status=405)


def failed(request: HttpRequest) -> HttpResponse:
    """500 in the look. Rendered without the request, whose context may be what failed."""
    code = f"E-{uuid4().hex[:8].upper()}"
    return HttpResponse(render_to_string("errors/500.html", {"code": code}), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows when a form's token does not fit (``CSRF_FAILURE_VIEW``)."""
    return render(request, "errors/csrf.html", status=403)


def locked_out(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
    """Too many failed sign-ins (``AXES_LOCKOUT_CALLABLE``)."""
    return render(request, "errors/locked.html", status=429)
