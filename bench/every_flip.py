"""Every single-byte flip over a whole signed file, each put to the verifier with the file's log entry: all refused.

Run ``python bench/every_flip.py [--step 1]``: each byte has its lowest bit flipped; as many processes as cores.
Every flip must be refused, and because its hash is not in the log; one that is not ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.evidence_papers import FIRM, House, _trust  # noqa: E402
from gongbao.evidence.pdf import cms  # noqa: E402
from gongbao.evidence.pdf.contract import ContractText, lay_out_contract  # noqa: E402
from gongbao.evidence.pdf.drawing import EMPTY  # noqa: E402
from gongbao.evidence.pdf.signing import Mark, certify, sign  # noqa: E402
from gongbao.evidence.verify.errors import NotInLog  # noqa: E402
from gongbao.evidence.verify.report import Answer  # noqa: E402
from gongbao.evidence.verify.verifying import verify_bytes  # noqa: E402


class Entry:
    """A log that holds one hash."""

    def __init__(self, sm3: bytes) -> None:
        self.sm3 = sm3

    def find(self, sm3: bytes) -> int | None:
        """The hash's place."""
        return 0 if sm3 == self.sm3 else None


def signed(house: House) -> bytes:
    """A short contract with both signatures, timestamped (B-T)."""
    laid = lay_out_contract(
        ContractText(
            title="劳动合同",
            number="1",
            code="K7QF-3M9T-XW2C",
            dated=date(2020, 12, 1),
            parties=[],
            articles=[],
        )
    )
    at = datetime.now(UTC)
    sealed = certify(
        laid.pdf, laid.places, Mark("employer", FIRM, "订立", EMPTY, at), house.firm, house.stamps
    )
    return sign(sealed, Mark("worker", "劳动者", "订立", EMPTY, at), house.worker, house.stamps)


def unrefused(pdf: bytes, roots: list[bytes], crls: list[bytes], at: datetime, places: range) -> list[int]:
    """The places whose flip was not refused as what the log does not hold."""
    book, known = Entry(cms.digest("sm3", pdf)), _trust(roots).knowing(crls=crls)
    if verify_bytes(pdf, known, log=book, at=at).answer is not Answer.VALID:
        raise SystemExit("the file itself is not valid")
    flipped, found = bytearray(pdf), []
    for place in places:
        flipped[place] ^= 1
        report = verify_bytes(bytes(flipped), known, log=book, at=at)
        named = {type(each.error) for each in report.reasons(Answer.INVALID)}
        if report.answer is not Answer.INVALID or NotInLog not in named:
            found.append(place)
        flipped[place] ^= 1
    return found


def main() -> None:
    """Flip, ask, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="every how-many-th byte")
    step = parser.parse_args().step
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as place:
        house = House(Path(place))
        pdf, now = signed(house), datetime.now(UTC) + timedelta(seconds=2)
        ask = partial(unrefused, pdf, [house.authority.root], house.authority.crls(now), now)
    parts = [range(at, min(at + 500 * step, len(pdf)), step) for at in range(0, len(pdf), 500 * step)]
    with ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn")) as pool:
        missed = [each for part in pool.map(ask, parts) for each in part]
    told = {
        "bytes": len(pdf),
        "flips": sum(map(len, parts)),
        "not_refused": missed,
        "seconds": round(time.perf_counter() - began, 1),
        "load": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(told))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
