"""What other apps use of files: receive an upload, store it with a command, open it, send it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.files import depot
from gongbao.platform.files.archives import check_archive
from gongbao.platform.files.models import StoredFile
from gongbao.platform.files.names import clean_name
from gongbao.platform.files.scanner import LocalSignatures, Scanner, scanner
from gongbao.platform.files.serving import attachment
from gongbao.platform.files.sniff import KINDS, MAX_BYTES, sniff
from gongbao.platform.files.texts import decode_text
from gongbao.platform.jobs.services import Job, handles

__all__ = [
    "KINDS",
    "MAX_BYTES",
    "LocalSignatures",
    "Opened",
    "Received",
    "Scanner",
    "attachment",
    "check_archive",
    "decode_text",
    "files_of",
    "forget",
    "open_file",
    "receive",
    "scanner",
    "sniff",
    "store",
]

DROP = "files.drop"


@dataclass(frozen=True, slots=True)
class Received:
    """An upload that was checked and whose bytes are kept, not yet recorded anywhere."""

    name: str
    kind: str
    size: int
    sha256: str
    sm3: str
    path: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored file and its bytes."""

    key: UUID
    name: str
    kind: str
    data: bytes


def receive(data: bytes, name: str, *, accept: tuple[str, ...] = ()) -> Received:
    """Check an upload by content, name and scanner, and keep its bytes; call it before the command.

    `accept` narrows the kinds allowed. Bytes whose command then fails stay behind unrecorded, which does
    no harm: they are found again by digest.
    """
    name = clean_name(name)
    kind = sniff(data, name)
    if accept and kind not in accept:
        wanted = "、".join(each.upper() for each in accept)
        raise Refusal(
            Text(f"这里不接受{kind.upper()}文件", f"{kind.upper()} is not accepted here"),
            mend=Text(f"请上传{wanted}", "Send " + ", ".join(each.upper() for each in accept)),
        )
    if found := scanner().scan(data):
        raise Refusal(
            Text(f"安全检查未通过（{found}）", f"the security check found {found}"),
            mend=Text("请查杀病毒后重新上传", "Clean the file and send it again"),
        )
    return Received(name, kind, len(data), sha256(data).hexdigest(), sm3(data).hex(), depot.put(data))


def store(
    tx: Tx, received: Received, *, office: str, case: UUID | None = None, party: UUID | None = None
) -> str:
    """Record a received upload inside a command; returns its key as text."""
    row = StoredFile.objects.create(
        case=case,
        office=office,
        party=party,
        name=received.name,
        kind=received.kind,
        size=received.size,
        sha256=received.sha256,
        sm3=received.sm3,
        path=received.path,
        uploaded_by=tx.actor.record(),
        created_at=tx.now,
    )
    tx.audit("file stored", file=str(row.id), kind=row.kind, size=row.size, sm3=row.sm3, case=str(case or ""))
    return str(row.id)


def open_file(actor: Actor, key: UUID | str) -> Opened:
    """A stored file with its bytes, as far as row security shows it to `actor`.

    Refuses a key that is unknown or belongs to others (the answer is the same); raises depot.Damaged
    when the kept bytes no longer have their digest.
    """
    with read(actor, purpose="open a file"):
        row = StoredFile.objects.filter(pk=_as_key(key)).first()
    if row is None:
        raise _unknown()
    return Opened(row.id, row.name, row.kind, depot.take(row.path, row.sha256))


def files_of(case: UUID) -> list[StoredFile]:
    """The files of a case, oldest first; inside a read or write block."""
    return list(StoredFile.objects.filter(case=case).order_by("created_at", "id"))


def forget(tx: Tx, case: UUID) -> int:
    """Forget the files of a case: their rows now, their bytes once this is committed and no other row has them."""
    rows = files_of(case)
    for row in rows:
        tx.enqueue(DROP, {"path": row.path, "sha256": row.sha256})
    StoredFile.objects.filter(case=case).delete()
    tx.audit("files forgotten", case=str(case), files=len(rows))
    return len(rows)


@handles(DROP)
def drop(tx: Tx, job: Job) -> None:
    """Remove bytes that no row has any more."""
    if not StoredFile.objects.filter(sha256=job.payload["sha256"]).exists():
        depot.drop(job.payload["path"])


def _as_key(key: UUID | str) -> UUID:
    try:
        return key if isinstance(key, UUID) else UUID(key)
    except ValueError:
        raise _unknown() from None


def _unknown() -> Refusal:
    return Refusal(
        Text("没有这个文件", "there is no such file"),
        mend=Text("请从办件页面打开附件", "Open the attachment from the case page"),
    )
