"""The archive desk: finding, registering, one archive whole with its custody, image and looks; what waits and what is late."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx, now, read, write
from gongbao.platform.parties.services import Role
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives.forms import CERTIFIABLE
from gongbao.web.i18n import language
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import fields_of, values_of
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

STAFF = (Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER, Role.CITY_OFFICER)
TITLE = Text("人事档案", "Personnel archives")


def _field(name: str, kind: str, zh: str, en: str, **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


def _form(name: str, zh: str, en: str, *fields: Field) -> Form:
    return Form(id=f"personnel_archives.desk.{name}", version="1", title=Text(zh, en), fields=fields)


REGISTER = _form(
    "register", "登记档案", "Register an archive",
    _field("name", "text", "姓名", "Name", max_length=60), _field("identity_number", "identity_number", "身份证号码", "Identity number"),
    _field("post", "choice", "岗位口径", "Kind of post", options=tuple(Option(k, v) for k, v in f.POSTS.items())),
    _field("former_keeper", "text", "原存档单位", "Former keeper", max_length=120, required=False),
)  # fmt: skip
ACTS = {
    "catalogue": _form(
        "catalogue", "编目", "Catalogue",
        _field("title", "text", "材料名称", "Title", max_length=120),
        _field("class_number", "choice", "类别", "Class", options=tuple(Option(str(k), v) for k, v in archives.CLASSES.items())),
        _field("material", "choice", "反映内容", "Kind", options=tuple(Option(k, v) for k, v in f.MATERIALS.items())),
        _field("pages", "integer", "页数", "Pages", minimum=1, maximum=500),
        _field("certifies", "choice", "可证明", "Certifies", options=tuple(Option(k, v) for k, v in CERTIFIABLE.items() if k != "custody"), required=False),
        _field("states", "text", "记载内容", "What it says", max_length=200, required=False),
    ),
    "hand_over": _form(
        "hand_over", "交接", "Hand over",
        _field("barcode", "text", "扫描条码", "Barcode", max_length=40), _field("giver", "text", "移交方", "From", max_length=120),
        _field("taker", "text", "接收方", "To", max_length=120), _field("pages", "integer", "页数", "Pages", minimum=0, maximum=5000),
        _field("seal", "text", "封签号", "Seal", max_length=40, required=False),
    ),
    "shelve": _form("shelve", "上架", "Shelve", _field("shelf", "text", "架位", "Shelf", max_length=24)),
    "review": _form("review", "已对照实体审核", "Reviewed against the paper"),
    "scan": _form("scan", "导入扫描件", "Import a scan", _field("scan", "file", "扫描件", "Scan", accept=("pdf", "jpeg", "png"), required=False,
                                                     help=Text("PDF、TIFF、JPEG、PNG", "PDF, TIFF, JPEG, PNG"))),
}  # fmt: skip


@officers(*STAFF)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits: cases, parked input, overdue, people about to retire; holdings and causes of complaints."""
    actor, today = request.actor, now().astimezone(ZONE).date()
    office = "" if actor.sees_all else actor.office
    rows = archives.cases(actor, under_way=True)
    with read(actor, purpose="archives.desk"):
        sections = [
            tables.section(tables.cases(rows), "没有办理中的办件", "No case under way"),
            tables.section(tables.late(archives.overdue(office, today)), "没有逾期", "Nothing overdue"),
            tables.section(
                tables.parked(archives.parked(actor.office)), "没有待改正的材料", "Nothing parked"
            ),
            tables.section(tables.soon(archives.soon(actor.office, today)), "近期没有", "Nobody soon"),
            tables.section(tables.counts(archives.counts(office)), "还没有档案", "No archive yet"),
            tables.section(
                tables.causes(archives.causes(office)), "还没有归类的诉求", "No complaint classed yet"
            ),
        ]
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": TITLE, "sections": sections,
        "note": Text("户籍、参保等登记为本地导入，未与其他部门联网。", "Other bodies' registers are local imports, not linked."),
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Archives by name, number, barcode or shelf; the search is logged."""
    asked = request.GET.get("q", "").strip()
    rows = archives.find_archives(request.actor, asked, purpose="archives.find") if asked else []
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": Text("查找档案", "Find an archive"), "asked": asked,
        "sections": [tables.section(tables.found(rows), "没有找到", "Nothing found")] if asked else [],
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register the archive of a person as expected."""
    problems, raw = list[Refusal](), None
    if request.method == "POST":
        values, problems = values_of(request, REGISTER)
        raw = request.POST.dict()
        if not problems:

            def command(tx: Tx) -> str:
                key = archives.register(
                    tx, values["identity_number"], values["name"], office=request.actor.office,
                    on=now().astimezone(ZONE).date(), post=values["post"], former_keeper=values.get("former_keeper", ""),
                )  # fmt: skip
                return str(key)

            done, problems = tried(
                lambda: write(command, actor=request.actor, key=key_of(request), name="archives.register")
            )
            if done:
                return redirect("personnel_archives:archive", archive=done)
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": REGISTER.title,
        "forms": [{"go": "register", "title": REGISTER.title, "fields": fields_of(REGISTER, raw), "upload": False}],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, archive: UUID) -> HttpResponse:
    """One archive whole: states, catalogue, custody with its broken link, image, looks; and the desk's acts."""
    problems: list[Refusal] = []
    if request.method == "POST":
        problems = _act(request, archive, request.POST.get("go", ""))
        if not problems:
            messages.success(request, Text("已登记", "Recorded").say(language()))
            return redirect("personnel_archives:archive", archive=archive)
    with read(request.actor, purpose="archives.archive"):
        row = archives.reach(request.actor, archive)
        if row is None:
            raise Http404(str(archive))
        sections = [
            tables.section(
                tables.chain(archives.chain(archive), archives.broken(archive)),
                "还没有交接",
                "No hand-over yet",
            ),
            tables.section(
                tables.items(list(row.items.order_by("volume", "place"))), "还没有编目", "Not catalogued yet"
            ),
            tables.section(tables.looks(archives.looks(archive)[:20]), "没有人查阅", "Nobody looked"),
        ]
        images = archives.Page.objects.filter(archive=archive).count()
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": Text(f"{row.name} {row.number}", f"{row.name} {row.number}"),
        "row": row, "paper": archives.PAPER_STATES[row.paper], "digital": archives.DIGITAL_STATES[row.digital], "images": images,
        "reading": reverse("personnel_archives:reading", args=[archive]), "sections": sections,
        "forms": [{"go": go, "title": form.title, "fields": fields_of(form, request.POST.dict() if request.POST.get("go") == go else None),
                   "upload": go == "scan"} for go, form in ACTS.items()],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


def _act(request: HttpRequest, archive: UUID, go: str) -> list[Refusal]:
    if go not in ACTS:
        return [Refusal(Text("没有这一步", "There is no such step"))]
    values, problems = values_of(request, ACTS[go])
    if problems:
        return problems
    scan = None
    if go == "scan":
        upload = request.FILES.get("scan")
        if upload is None:
            return [Refusal(Text("没有选文件", "No file was chosen"), where="scan")]
        scan, problems = tried(lambda: archives.check(upload.read(30 * 2**20), upload.name or "scan"))
        if problems or scan is None:
            return problems
    today = now().astimezone(ZONE).date()
    acts: dict[str, Callable[[Tx], object]] = {
        "catalogue": lambda tx: archives.catalogue(tx, archive, [archives.Entry(**{**values, "class_number": int(values["class_number"])})]),
        "hand_over": lambda tx: archives.hand_over(
            tx, archive, scanned=values["barcode"], giver=values["giver"], taker=values["taker"], pages=values["pages"],
            seal=values.get("seal", ""),
        ),
        "shelve": lambda tx: archives.shelve(tx, archive, values["shelf"]),
        "review": lambda tx: archives.review(tx, archive, today),
        "scan": lambda tx: archives.attach(tx, archive, [scan] if scan else []),
    }  # fmt: skip

    def command(tx: Tx) -> bool:
        if archives.reach(request.actor, archive) is None:
            raise Http404(str(archive))
        acts[go](tx)
        return True

    return tried(lambda: write(command, actor=request.actor, key=key_of(request), name=f"archives.{go}"))[1]
