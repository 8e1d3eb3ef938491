"""Compliance: what clauses (七) to (十) ask of a signing system, and demand by demand whether this one meets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, required, write
from gongbao.platform.electronic_contracts import evidence, ledger
from gongbao.platform.electronic_contracts.models import Assurance, Certificate, Checkpoint, ContractFile
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.policies.electronic_contracts.rules import QUESTIONS

COMPLIANCE = next(each for each in QUESTIONS if each.id.endswith("/compliance"))
ASKED_FROM = date(2020, 10, 27)
"""The day of the document: what it asks is shown as of then on an earlier day."""
MODES = ("third_party", "in_house")
KINDS = {
    "ca_service": Text("电子认证服务许可证", "licence for certification services"),
    "ca_cipher": Text("电子认证服务使用密码许可证", "licence to use ciphers for certification"),
    "cipher_product": Text("商用密码产品认证证书", "certificate of a commercial cipher product"),
    "grading": Text("网络安全等级保护备案和测评", "graded protection: filing and test"),
    "environment": Text("服务环境等级保护测评", "graded protection of the environment"),
    "standards": Text("两项国家标准符合性评估", "assessment against the two standards"),
    "disaster_recovery": Text("容灾演练记录", "drill of disaster recovery"),
    "backup": Text("备份记录", "record of backups"),
    "restore": Text("恢复测试记录", "record of a tested restore"),
    "user_data": Text("用户信息保护制度", "rules for users' data"),
    "outside_anchor": Text("外部锚定（区块链或第三方）", "outside anchor (blockchain or a third party)"),
}


@dataclass(frozen=True)
class Demand:
    """One demand: its words and clause, whether it is met, what shows it."""

    name: str
    words: Text
    clause: str
    state: str
    shown_by: Text


def record(
    actor: Actor, kind: str, number: str, holder: str, valid_to: date, level: int | None, *, key: str
) -> None:
    """Enter a licence, certificate or test; by the city's officers or the operator."""

    def command(tx: Tx) -> None:
        if tx.actor.kind != "system" and not tx.actor.is_city:
            raise refuse("由系统运营者登记", "The operator enters these")
        if kind not in KINDS or not number.strip() or not holder.strip():
            raise refuse("请写明种类、编号和持有人", "Give kind, number and holder", clause="7.s3")
        Assurance.objects.create(
            kind=kind,
            number=number.strip(),
            holder=holder.strip(),
            valid_to=valid_to,
            level=level,
            recorded_at=tx.now,
        )

    write(command, actor=actor, key=key, name="contracts.assurance", request=[kind, number, str(valid_to)])


def held(on: date) -> dict[str, Assurance]:
    """What is held and valid on a day, newest of each kind."""
    return {row.kind: row for row in Assurance.objects.filter(valid_to__gte=on).order_by("recorded_at")}


def facts(mode: str, on: date) -> dict[str, Any]:
    """Facts of ``electronic_contracts/compliance`` about this installation, by its papers and its self-test.

    The log is this system's own; it meets the wording on blockchains only with an outside anchor.
    """
    papers = held(on)
    works = evidence.self_test()
    kept = ContractFile.objects.filter(stage="package").order_by("-at").first()
    whole = kept is not None and evidence.digest(bytes(kept.content)).hex() == kept.sm3
    proven = kept is not None and evidence.check(bytes(kept.content), log=ledger.TableLog()).answer == "valid"
    grading, environment = papers.get("grading"), papers.get("environment")
    return {
        "mode": mode,
        "provider_registered_here": True,  # the wider reading: stricter for whoever runs it
        "ca_service_licence": "ca_service" in papers,
        "ca_cipher_licence": "ca_cipher" in papers,
        "cipher_product_certified": "cipher_product" in papers,
        "algorithm": evidence.ALGORITHM,
        "graded": grading is not None,
        "system_level": (grading.level or 0) if grading else 0,
        "environment_level": (environment.level or 0) if environment else 0,
        **({"standards_followed": True} if "standards" in papers else {}),
        "can_identify": Certificate.objects.exists(),
        "can_sign": works["sign"],
        "can_store": whole,
        "can_retrieve": whole,
        "uses_timestamps": works["stamp"],
        "uses_hashes": whole,
        "uses_ledger": "outside_anchor" in papers,
        "disaster_recovery": "disaster_recovery" in papers,
        "backup": "backup" in papers,
        "restore_tested": "restore" in papers,
        "user_data_rules": "user_data" in papers,
        "record_complete": proven,  # a package is refused where an event or a paper of it is missing
        "chain_intact": proven and "outside_anchor" in papers,
        "four_classes_open": True,  # each contract's page shows all four to both parties
        "technology_explained": True,  # the page is public and part of every installation
    }


def demands(actor: Actor, mode: str) -> tuple[str, list[Demand]]:
    """The outcome for a mode and each demand with its state; every demand is listed, met or not."""
    if mode not in MODES:
        raise refuse("没有这种模式", "There is no such mode", clause="6.s2")
    with read(actor, purpose="compliance"):
        on = max(local_day(required().now), ASKED_FROM)
        told = facts(mode, on)
        papers = held(on)
        ruling = COMPLIANCE.at(on)
        answer = ruling.determine(told)
        found = []
        for part in ruling.condition.children():
            tag = getattr(part, "tag", None)
            if tag is None:
                continue
            truth = answer.run.truth(part)
            state = "judgement" if truth is None else "met" if truth else "not_met"
            if tag.name in (_THIRD_ONLY if mode == "in_house" else _OWN_ONLY):
                state = "not_asked"
            found.append(Demand(tag.name, tag.label, tag.clause, state, _shown(tag.name, papers)))
        return answer.outcome, found


def parts(actor: Actor) -> list[evidence.Standing]:
    """The local parts with what each may claim; empty before the first signature."""
    with read(actor, purpose="compliance"):
        try:
            return evidence.standings()
        except Refusal:
            return []


def log_state(actor: Actor) -> tuple[int, str]:
    """Size and root of the latest checkpoint."""
    with read(actor, purpose="compliance"):
        row = Checkpoint.objects.order_by("-size").first()
        return (row.size, row.text.splitlines()[2]) if row else (0, "")


_THIRD_ONLY = {
    "recovery_elsewhere", "level_three", "data_protected", "records_kept", "chain_whole", "parties_see", "explained",
}  # fmt: skip
_OWN_ONLY = {"own_backup"}
_PAPER_OF = {
    "licensed_ca": ("ca_service", "ca_cipher"), "certified_cipher": ("cipher_product",),
    "protection_graded": ("grading",), "standards": ("standards",), "level_three": ("grading", "environment"),
    "recovery_elsewhere": ("disaster_recovery",), "own_backup": ("backup", "restore"), "data_protected": ("user_data",),
    "three_techniques": ("outside_anchor",), "chain_whole": ("outside_anchor",),
}  # fmt: skip


def _shown(name: str, papers: dict[str, Assurance]) -> Text:
    wanted = _PAPER_OF.get(name)
    if wanted is None:
        return Text("本系统自检", "self-test of this system")
    have = [f"{papers[each].number}（{papers[each].holder}）" for each in wanted if each in papers]
    lack = [KINDS[each] for each in wanted if each not in papers]
    zh = "；".join([*have, *(f"未登记{each.zh}" for each in lack)])
    en = "; ".join([*have, *(f"no {each.en} on record" for each in lack)])
    return Text(zh, en)
