"""The evidence package of a document, and what a verification of it says."""

from __future__ import annotations

from gongbao.kernel.masking import mask_name
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.electronic_contracts import evidence, ledger, store
from gongbao.platform.electronic_contracts.models import Contract, ContractFile
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.policies.electronic_contracts import wording


def build_package(tx: Tx, row: Contract) -> bool:
    """Build and keep the package once the log holds the file; False while it does not."""
    file = store.newest(row, "kept")
    proofs = ledger.proofs(row.key, len(bytes(file.content))) if file else None
    if file is None or proofs is None:
        return False
    here = evidence.house(tx)
    employer, worker = store.names_of(row)
    events = [
        evidence.Event(each.at, evidence.Kind(each.kind), each.shown, {"act": each.action, **each.body})
        for each in store.events_of(row)
    ]
    material = evidence.Material(
        number=row.number,
        title=wording.TITLES[row.kind],
        code=row.code,
        parties=[employer, mask_name(worker)],
        pdf=bytes(file.content),
        events=events,
        certificates=here.roots,
        crls=here.crls(tx.now),
        **proofs,
    )
    store.keep_file(tx, row, "package", evidence.pack(tx, material))
    return True


def download(actor: Actor, number: str, what: str) -> tuple[str, bytes]:
    """The ``contract`` (PDF) or ``package`` (zip) of a document for one of its parties, free and without asking."""
    with read(actor, purpose="download a contract"):
        row = store.reach(actor, number, doing=f"download_{what}")
        file = (
            store.newest(row, "package")
            if what == "package"
            else store.newest(row, "kept", "signed", "sealed", "laid")
        )
        if file is None:
            raise refuse(
                "文件还在生成，请稍后再来", "The file is being made; come back in a moment", clause="9.s7"
            )
        name = f"{row.number}.zip" if what == "package" else f"{row.number}.pdf"
        return name, bytes(file.content)


def verify_own(actor: Actor, number: str) -> evidence.Report:
    """What the kept document proves now, for one of its parties or an officer with a request."""
    with read(actor, purpose="verify a contract"):
        row = store.reach(actor, number, doing="verify")
        file = store.newest(row, "package", "kept", "signed", "sealed")
        if file is None:
            raise refuse("还没有可验证的签署文件", "There is no signed file to verify yet")
        return _judged(bytes(file.content))


def verify_upload(actor: Actor, content: bytes) -> evidence.Report:
    """What a file somebody brings proves, by its signatures and our log; nothing is kept."""
    with read(actor, purpose="verify a file"):
        note("contracts.verify_upload")
        return _judged(content)


def _judged(content: bytes) -> evidence.Report:
    """By signatures and log; a file that still waits for the log's next batch is judged without it."""
    waiting = ledger.LogEntry.objects.filter(sm3=evidence.digest(content).hex(), index=None).exists()
    return evidence.check(content, log=None if waiting else ledger.TableLog())


def stages(row: Contract) -> list[ContractFile]:
    """Every kept file of a document, oldest first, without its bytes."""
    return list(ContractFile.objects.filter(contract=row.key).defer("content").order_by("at", "key"))
