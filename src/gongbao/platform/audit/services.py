"""What other apps use of the log: noting reads, asking who read, sequencing, verifying."""

from __future__ import annotations

from gongbao.platform.audit.accesses import Access, accesses, note, note_refused
from gongbao.platform.audit.export import export, verify_installation
from gongbao.platform.audit.sequencer import sequence, sequence_all, serve_forever
from gongbao.platform.audit.verify import Anchor, Report, anchor, head, verify

__all__ = [
    "Access",
    "Anchor",
    "Report",
    "accesses",
    "anchor",
    "export",
    "head",
    "note",
    "note_refused",
    "sequence",
    "sequence_all",
    "serve_forever",
    "verify",
    "verify_installation",
]
