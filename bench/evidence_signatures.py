"""SM2 through our binding beside ``openssl speed sm2``: ``python bench/evidence_signatures.py [--rounds 7]``.

Both run in turn, one second of each; what is compared is processor time, the binding's cost included. OpenSSL's
figure counts a prepared context that signs again and again; ours sets up a context with the user id every time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from gongbao.evidence import keys, sm2, sm2_pure  # noqa: E402
from gongbao.evidence.sm3 import sm3  # noqa: E402

MESSAGE = b"\7" * 32


def rate(one: Callable[[], object], seconds: float) -> float:
    """How often a second of processor time does `one`."""
    done, start, until = 0, time.process_time(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        for _ in range(20):
            one()
        done += 20
    return done / (time.process_time() - start)


def openssl() -> tuple[float, float]:
    """OpenSSL's own signatures and verifications a second of processor time."""
    done = subprocess.run(
        ["openssl", "speed", "-seconds", "1", "-mr", "sm2"], capture_output=True, text=True, check=True
    )
    line = next(each for each in done.stdout.splitlines() if each.startswith("+F7:"))
    sign, verify = line.split(":")[-2:]
    return float(sign), float(verify)


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    key, p256 = sm2.generate(), keys.generate("ecdsa")
    public, signature = key.public, key.sign(MESSAGE, user_id=sm2.USER_ID)
    ours: dict[str, Callable[[], object]] = {
        "sign": lambda: key.sign(MESSAGE, user_id=sm2.USER_ID),
        "verify": lambda: public.verify(MESSAGE, signature, user_id=sm2.USER_ID),
    }
    rates: dict[str, list[float]] = {
        name: [] for name in ("sign", "verify", "openssl_sign", "openssl_verify")
    }
    for _ in range(given.rounds):
        for name, one in ours.items():
            rates[name].append(rate(one, 1))
        for name, found in zip(("openssl_sign", "openssl_verify"), openssl(), strict=True):
            rates[name].append(found)
    middle = {name: median(found) for name, found in rates.items()}
    block = b"x" * 100_000
    print(
        json.dumps(
            {
                "load": [round(each, 1) for each in os.getloadavg()],
                **{f"sm2_{name}_per_cpu_second": round(each) for name, each in middle.items()},
                "sign_ratio": round(middle["sign"] / middle["openssl_sign"], 3),
                "verify_ratio": round(middle["verify"] / middle["openssl_verify"], 3),
                "ratio_bound": 0.9,
                "pure_python_verify_per_cpu_second": round(
                    rate(lambda: sm2_pure.verify(public.point, MESSAGE, signature, user_id=sm2.USER_ID), 1)
                ),
                "p256_sign_per_cpu_second": round(rate(lambda: p256.sign(MESSAGE), 1)),
                "sm3_megabytes_per_cpu_second": round(rate(lambda: sm3(block), 1) / 10),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
