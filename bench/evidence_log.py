"""The evidence log: ``python bench/evidence_log.py [--leaves 1000000] [--batch 10000]``.

Appending in batches to the log in files (flushed to the disk at every batch), then proofs at full size. The yardstick
of appending is the hashing alone: as many SM3 digests of a leaf and a node, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from gongbao.evidence.log.audit import audit  # noqa: E402
from gongbao.evidence.log.files import open_log  # noqa: E402
from gongbao.evidence.log.proofs import check_consistency, check_inclusion  # noqa: E402
from gongbao.evidence.log.tree import leaf_hash, node_hash  # noqa: E402


def entry(number: int) -> bytes:
    """As long as a file's SM3."""
    return number.to_bytes(32, "big")


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--proofs", type=int, default=3000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        tree = open_log(Path(folder))
        rates, cpu, hashing = [], [], []
        for start in range(0, given.leaves, given.batch):
            batch = [entry(number) for number in range(start, min(start + given.batch, given.leaves))]
            began, used = time.perf_counter(), time.process_time()
            tree.append(batch)
            rates.append(len(batch) / (time.perf_counter() - began))
            cpu.append(len(batch) / (time.process_time() - used))
            if start % (20 * given.batch) == 0:
                began = time.perf_counter()
                for each in batch:
                    node_hash(leaf_hash(each), each)
                hashing.append(len(batch) / (time.perf_counter() - began))
        size = tree.size
        root, chance = tree.root(size), random.Random(1)  # noqa: S311 - which leaves to prove
        proving, checking, extending = [], [], []
        for _ in range(given.proofs):
            index = chance.randrange(size)
            began = time.perf_counter()
            path = tree.inclusion(index, size)
            proved = time.perf_counter()
            check_inclusion(entry(index), index, size, path, root)
            checked = time.perf_counter()
            first = index + 1
            consistent = tree.consistency(first, size)
            extending.append(time.perf_counter() - checked)
            proving.append(proved - began)
            checking.append(checked - proved)
            check_consistency(first, tree.root(first), size, root, consistent)
        began = time.perf_counter()
        audit(Path(folder))
        audited = time.perf_counter() - began
        held = sum(each.stat().st_size for each in Path(folder).iterdir())
    told = {
        "load": [round(each, 1) for each in os.getloadavg()],
        "leaves": size,
        "batch": given.batch,
        "appends_per_second": round(median(rates)),
        "appends_bound": 50_000,
        "appends_per_cpu_second": round(median(cpu)),
        "of_hashing_alone": round(median(rates) / median(hashing), 2),
        "inclusion_us": round(median(proving) * 1e6, 1),
        "inclusion_p99_us": round(quantiles(proving, n=100)[98] * 1e6, 1),
        "inclusion_bound_us": 200,
        "check_inclusion_us": round(median(checking) * 1e6, 1),
        "consistency_us": round(median(extending) * 1e6, 1),
        "audit_seconds": round(audited, 2),
        "bytes_a_leaf": round(held / size, 1),
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
