"""What the worker does before signing: the explanation confirmed, the form agreed to, the text answered."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.electronic_contracts import drafting, evidence, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import WORKER, refuse
from gongbao.platform.parties.services import firm, party, person
from gongbao.policies.electronic_contracts import wording
from gongbao.policies.electronic_contracts.forms import FORMS


def explain(actor: Actor, number: str, *, key: str) -> None:
    """The worker confirms the explanation of qualifications, techniques and steps (item 11)."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, WORKER)
        row.explained_at = row.explained_at or tx.now
        store.act(tx, row, "explain", WORKER, {"version": FORMS["explanation"].version})

    write(command, actor=actor, key=key, name="contracts.explain", request=number)


def agree_form(actor: Actor, number: str, *, key: str) -> None:
    """The worker agrees to the electronic form (item 1); needs an identity check of its level."""
    from gongbao.platform.electronic_contracts.identity import require_level

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, WORKER)
        if row.explained_at is None:
            raise refuse(
                "请先阅读签署系统的说明",
                "Read about the signing system first",
                ("打开“签署系统说明”并确认", "Open the explanation and confirm it"),
                "11.s1",
            )
        require_level(tx, row.worker, "identity_level_consent")
        row.worker_agreed_at = row.worker_agreed_at or tx.now
        store.act(tx, row, "agree_form", WORKER, {"version": FORMS["consent"].version})

    write(command, actor=actor, key=key, name="contracts.agree_form", request=number)


def answer(
    actor: Actor, number: str, outcome: str, *, wish: str = "", reason: str = "other", key: str
) -> None:
    """Accept the text, ask for changes or refuse. An accepted text is laid out and changes no more."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, WORKER)
        if outcome == "change" and not wish.strip():
            raise refuse("请写明希望怎样改", "Say what should change", clause="1")
        body: dict[str, object] = {"outcome": outcome, "version": row.version}
        if outcome == "refuse":
            body["reasons"] = [reason]
        store.act(tx, row, "answer", WORKER, body)
        if outcome == "accept":
            fix_text(tx, row)
        elif outcome == "change":
            drafting.asked_for_changes(tx, row, wish.strip()[:1000])
        row.save()
        tx.message(row.employer, Text(f"{row.number} 劳动者已答复", f"The worker answered {row.number}"))

    write(command, actor=actor, key=key, name="contracts.answer", request=[number, outcome, wish, reason])


def refuse_to_sign(actor: Actor, number: str, reason: str, *, key: str) -> None:
    """The worker declines although the text is fixed."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, WORKER)
        store.act(tx, row, "refuse_to_sign", WORKER, {"reasons": [reason]})
        tx.message(row.employer, Text(f"{row.number} 劳动者不签署", f"The worker declined {row.number}"))

    write(command, actor=actor, key=key, name="contracts.refuse_to_sign", request=[number, reason])


def fix_text(tx: Tx, row: Contract, signers: tuple[str, ...] = ("employer", "worker")) -> None:
    """Lay the text out as the file both will sign; its hash is in the chain."""
    pdf, places = evidence.lay_out(paper(tx, row, signers))
    file = store.keep_file(tx, row, "laid", pdf, places)
    store.record(tx, row, "laid_out", "system", {"sm3": file.sm3, "version": row.version})
    row.save()


def paper(tx: Tx, row: Contract, signers: tuple[str, ...]) -> evidence.Paper:
    """What the document's paper says."""
    terms = store.terms_of(row)
    where, who = firm(row.employer), person(row.worker)
    original = Contract.objects.filter(key=row.original).first() if row.original else None
    return evidence.Paper(
        title=wording.TITLES[row.kind],
        title_en=wording.TITLES_EN[row.kind],
        number=row.number,
        code=row.code,
        at=tx.now,
        employer=[
            ("名称", where.name),
            ("统一社会信用代码", where.credit_code),
            ("住所", terms["employer_address"]),
            ("法定代表人或主要负责人", terms["employer_head"]),
        ],
        worker=[
            ("姓名", party(row.worker).name),
            ("居民身份证或其他证件号码", terms.get("identity_number") or who.number_masked),
            ("住址", terms.get("worker_address", "")),
            ("联系电话", terms.get("phone", "")),
        ],
        opening=wording.opening(row.kind, original.number if original else ""),
        articles=wording.articles(row.kind, terms),
        signers=signers,
        author=where.name,
    )
