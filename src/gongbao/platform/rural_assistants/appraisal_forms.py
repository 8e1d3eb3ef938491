"""The registration form of everybody appraised, filed in the personal archive (15.z, 16)."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.kernel.districts import office as office_of
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import ending, ordering, reach, ventures
from gongbao.platform.rural_assistants.carrying import carries
from gongbao.platform.rural_assistants.models import Appraisal, Venture
from gongbao.platform.rural_assistants.rounds import TITLES, people_in, round_of
from gongbao.platform.rural_assistants.words import ANNUAL, TERM, today_of
from gongbao.policies.rural_assistants.dates import work_year
from gongbao.policies.rural_assistants.facts import GRADES


@carries("file_forms", ANNUAL, TERM)
def file_forms(tx: Tx, case: Case, act: Act) -> None:
    """Make the registration form of everybody and file it in the personal archive; certificates follow a term (15.z, 16)."""
    row, today = round_of(case.key), today_of(tx.now)
    year = f"（第{row.period.rpartition('/')[2]}工作年度）" if row.kind == "annual" else ""
    people = list(people_in(row))
    projects = ventures.of([each.assistant for each in people])
    for each in people:
        form = registration_form(tx, case, each, [one for one in projects if _falls_in(one, each)])
        each.letter, each.filed_on = form.letter, today
        each.filing = ordering.send_form(tx, each, f"乡村振兴协理员{TITLES[row.kind].zh}登记表{year}")
        each.save(update_fields=["letter", "filed_on", "filing"])
        if row.kind == "term":
            ending.after_term(tx, case, each)
    tx.audit("rural.forms_filed", round=str(row.id), people=len(people))


def _falls_in(venture: Venture, row: Appraisal) -> bool:
    """Whether a venture of the person went on in the year appraised; an end-of-term form has every one (23.s3)."""
    a = row.assistant
    if venture.assistant_id != a.pk or a.serves_from is None or row.kind != "annual":
        return venture.assistant_id == a.pk
    year = work_year(a.serves_from, int(row.period.rpartition("/")[2]))
    return venture.on <= year.last and (venture.ended_on or year.last) >= year.first


def registration_form(tx: Tx, case: Case, row: Appraisal, projects: Sequence[Venture]) -> letters.Issued:
    """The registration form as a letter whose PDF carries a code: facts, opinions, results, ventures, grade (15.z.s1, 23.s3)."""
    a, title = row.assistant, TITLES[row.kind]
    before = (
        Appraisal.objects.filter(assistant=a, told_on__isnull=False).exclude(pk=row.pk).order_by("period")
    )
    kinds = ("quarterly",) if row.kind == "annual" else ("annual",)
    results = [f"{each.period} {GRADES[each.grade].zh}" for each in before if each.kind in kinds]
    shown = parties.person(a.party).number_masked if a.party else ""
    return letters.issue(
        tx, f"rural_{row.kind}", Text(f"乡村振兴协理员{title.zh}登记表", f"Registration form: {title.en}"),
        letters.Content(
            facts=(
                ("姓名", a.name), ("编号", a.number), ("证件号码", shown), ("服务乡镇", reach.name_of(a.township)),
                ("服务村", reach.name_of(a.village)), ("服务期", f"{a.serves_from} 至 {a.ends_on}"), ("考核期", row.period),
                ("村意见", row.village_opinion), ("乡镇意见", row.township_opinion),
                ("有关考核结果", "；".join(results) or "无"),
                ("参与的创业项目", "；".join(map(ventures.told, reversed(projects))) or "无"), ("评定依据", row.grounds),
                *((("特殊理由", row.exception),) if row.exception else ()),
            ),
            basis=("京人社毕发〔2020〕22号第十五条",), decision=(f"{title.zh}等次：{GRADES[row.grade].zh}",),
            closing=("本表存入本人人事档案。",),
        ),
        office=case.office, addressee=a.name, prefix=f"{office_of(case.office).short.zh}协{title.zh[:2]}考", case=case.key, party=a.party,
    )  # fmt: skip
