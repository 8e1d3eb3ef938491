"""Register: what is kept of archives, for how long, what is masked; reports, registers and pages."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_MASKED = ("name", "identity_number")
RECORDS = (
    Record("archive", Text("档案", "Archive"), 100, (), _MASKED),
    Record("item", Text("档案材料目录", "Catalogue of papers"), 100, (), ()),
    Record("custody", Text("交接记录", "Custody chain"), 100, (), ()),
    Record("seal", Text("封签", "Seals"), 100, (), ()),
    Record("image", Text("档案影像", "Images"), 100, (), _MASKED),
    Record("view", Text("查阅记录", "Looks at archives"), 30, (), _MASKED),
    Record("loan", Text("外借记录", "Loans"), 30, (), ()),
    Record("decision", Text("提供与否的决定", "Decisions on what is given"), 30, (), _MASKED),
    Record("parked", Text("暂存待改的材料", "Parked input"), 5, (), _MASKED),
)
REPORTS = (
    Report("service_levels", Text("办件数量和用时", "Counts and times"), "rencai-2020-24/end.s2"),
    Report("overdue", Text("逾期清单", "What is overdue"), "rencai-2020-24/7.s2"),
    Report("causes", Text("诉求原因统计", "Causes of complaints"), "rencai-2020-24/end.s3"),
    Report(
        "before_after", Text("调整前后服务水平", "Service before and after the change"), "rencai-2020-24/1.s5"
    ),
)
REGISTERS = {
    "household": Text("户籍登记（导入）", "household register, imported"),
    "insurance": Text("社会保险参保登记", "insurance records"),
    "unemployed": Text("失业登记", "registered unemployment"),
    "benefit": Text("失业保险金领取（导入）", "unemployment benefit, imported"),
    "retirement": Text("退休登记（导入）", "retirement register, imported"),
    "keepers": Text("有管档资格的单位和机构", "units and bodies that may keep archives"),
    "borrowers": Text("借阅部门和街道机构名册", "lending departments and street bodies"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "status": Text("办件进度", "status"),
    "my_archive": Text("我的档案", "my archive"),
    "may_i": Text("能不能复印、能证明什么", "what may be copied or certified"),
    "desk": Text("档案台", "the archive desk"),
    "reading": Text("影像阅览", "reading images"),
    "verify": Text("证明核验", "checking a certificate"),
}
