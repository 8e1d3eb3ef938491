"""Archives: finding one among millions behind row security, taking in scans, explaining a permission.

``nice python bench/archives.py [--rows 5000000] [--files 1000] [--pages 20]``. Rows are made by SQL in a data folder
of its own, removed at the end. Yardstick of the scans: copying the same files durably and hashing them
(SHA-256 and SM3) in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国玉兰红梅志文海燕春生小宇晨子涵浩然雨轩欣怡思远嘉诚一鸣天佑佳琪梓睿若曦清扬舟知林𬭚𬍛𬭎𫖯𬘭𨱏"
MAKE = """
INSERT INTO archives_archive (id, office, party, number, barcode, person_hash, name, shown, born_on, sex, post, custody,
    former_keeper, paper, digital, shelf, pages, retires_month)
SELECT (lpad(to_hex(n), 32, '0'))::uuid, (ARRAY['haidian','chaoyang','fengtai','dongcheng','xicheng','tongzhou','shunyi',
        'daxing','changping','fangshan','mentougou','huairou','pinggu','miyun','yanqing','shijingshan','bda'])[1 + n %% 17],
    NULL, 'XXDA' || lpad(n::text, 9, '0'), 'AXX' || lpad(n::text, 9, '0'), md5(n::text) || md5((-n)::text),
    substr(%(s)s, 1 + (pow(random(), 2) * length(%(s)s))::int %% length(%(s)s), 1)
      || substr(%(g)s, 1 + (pow(random(), 2) * length(%(g)s))::int %% length(%(g)s), 1)
      || CASE WHEN n %% 4 = 0 THEN '' ELSE substr(%(g)s, 1 + (pow(random(), 2) * length(%(g)s))::int %% length(%(g)s), 1) END,
    '110***********0000', b, 'man', 'cadre', 'individual', '', 'here', 'whole',
    'S' || lpad((n / 40)::text, 7, '0'), 30,
    (extract(year FROM b) * 12 + extract(month FROM b) - 1)::int + 720
FROM generate_series(%(a)s::bigint, %(b)s::bigint) n, LATERAL (SELECT DATE '1960-01-01' + (n %% 14000)::int) AS d(b)"""
GRAMS = """INSERT INTO archives_gram (gram, archive, office, party)
SELECT DISTINCT substr(name, k, 2), id, office, party FROM archives_archive, generate_series(1, 2) k
WHERE length(name) > k AND number > %(a)s AND number <= %(b)s"""


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=5_000_000, help="0 leaves finding out")
    options.add_argument("--files", type=int, default=1000, help="0 leaves scans out")
    options.add_argument("--pages", type=int, default=20)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gongbao-bench-"))
    folder.chmod(0o711)
    os.environ["GONGBAO_DATA"] = str(folder / "data")
    try:
        _start()
        found: dict[str, Any] = {"permission": permission()}
        if given.files:
            found["scans"] = scans(folder, given.files, given.pages)
        if given.rows:
            found["finding"] = finding(given.rows)
            found["night"] = night()
        found["load"] = [round(each, 1) for each in os.getloadavg()]
        print(json.dumps(found, ensure_ascii=False, indent=1))
    finally:
        _stop()
        shutil.rmtree(folder, ignore_errors=True)


def permission() -> dict[str, float]:
    """Milliseconds for one decision on a copy with its reasons and clauses."""
    from gongbao.platform.personnel_archives.permits import may_certify, may_copy

    on = date(2020, 11, 2)
    facts = [
        {"asker": a, "purpose": p, "material": m, "catalogued": 1, "mandate_valid": True}
        for a in ("self", "agent", "other")
        for p in ("study", "other")
        for m in ("grades", "review")
    ]

    def one() -> None:
        for each in facts:
            may_copy(each, on).as_json()
            may_certify(
                "experience", {"catalogued": 2, "clear_record": True, "records_agree": False}, on
            ).as_json()

    one()
    times = [_timed(one) / (2 * len(facts)) for _ in range(200)]
    return {"ms_median": round(statistics.median(times), 4), "ms_p99": round(sorted(times)[-2], 4)}


def scans(folder: Path, count: int, pages: int) -> dict[str, Any]:
    """Seconds for taking in scanned files, and for copying and hashing the same files."""
    from gongbao.kernel.logchain import sm3
    from gongbao.platform.db.services import SYSTEM, new_key, read, write
    from gongbao.platform.jobs.services import run_due
    from gongbao.platform.personnel_archives import services as archives

    source = folder / "in"
    source.mkdir()
    whole = scan_of(pages)
    for n in range(count):
        (source / f"{n:05d}.pdf").write_bytes(whole.replace(b"SERIAL00000", f"SERIAL{n:05d}".encode()))
    names = sorted(source.iterdir())
    key = write(lambda tx: str(_archive(tx)), actor=SYSTEM, key=str(new_key()), name="bench")

    def taken() -> None:
        for start in range(0, count, 50):
            named = archives.check_named(
                [(name.name, name.read_bytes()) for name in names[start : start + 50]]
            )
            write(
                lambda tx, named=named: archives.attach_many(tx, key, named),
                actor=SYSTEM,
                key=str(new_key()),
                name="bench",
            )

    def copied() -> None:
        target = folder / "out"
        target.mkdir()
        for name in names:
            data = name.read_bytes()
            sha256(data).hexdigest()
            sm3(data)
            with open(target / name.name, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        shutil.rmtree(target)

    copied()
    plain, mine = [], []
    for _ in range(3):
        plain.append(_timed(copied) / 1000)
        shutil.rmtree(folder / "data/files", ignore_errors=True)
        mine.append(_timed(taken) / 1000)
    begun = time.monotonic()
    run_due(limit=1)
    made = time.monotonic() - begun
    with read(SYSTEM, purpose="bench"):
        small = archives.Page.objects.exclude(thumbnail=None).count()
    return {
        "thumbnails": small, "seconds_per_100_thumbnails": round(100 * made / max(small, 1), 1),
        "files": count, "pages": pages, "megabytes": round(count * len(whole) / 1e6),
        "seconds": round(statistics.median(mine), 2), "copy_and_hash_seconds": round(statistics.median(plain), 2),
        "ratio": round(statistics.median(mine) / statistics.median(plain), 2),
    }  # fmt: skip


def finding(rows: int) -> dict[str, Any]:
    """Milliseconds to find people by name, part of a name, number, barcode and shelf, for a district and the city."""
    from django.db import connections

    from gongbao.platform.db.services import CITY, Actor, read
    from gongbao.platform.parties import services as parties
    from gongbao.platform.personnel_archives import registering

    begun = time.monotonic()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('gongbao.context', 'all||', false)")
        for start in range(0, rows, 500_000):
            last = min(rows, start + 500_000)
            cursor.execute(MAKE, {"s": SURNAMES, "g": GIVEN, "a": start + 1, "b": last})
            cursor.execute(GRAMS, {"a": f"XXDA{start:09d}", "b": f"XXDA{last:09d}"})
        cursor.execute("VACUUM ANALYZE archives_archive")
        cursor.execute("VACUUM ANALYZE archives_gram")
        cursor.execute(
            "SELECT pg_size_pretty(pg_total_relation_size('archives_archive') + pg_total_relation_size('archives_gram'))"
        )
        size = cursor.fetchone()[0]
        cursor.execute("SELECT name, barcode, shelf FROM archives_archive WHERE number = ANY(%s)",
                       [[f"XXDA{n:09d}" for n in _some(rows)]])  # fmt: skip
        samples = cursor.fetchall()
        from tests.platform.parties import people

        numbers = [people.number(k) for k in range(1, 61)]
        for k, number in enumerate(numbers, 1):
            cursor.execute("UPDATE archives_archive SET person_hash = %s WHERE number = %s",
                           [parties.person_fingerprint(number), f"XXDA{k * 17:09d}"])  # fmt: skip
    asks: dict[str, list[str]] = {
        "name": [name for name, _, _ in samples],
        "part_of_name": [name[-2:] for name, _, _ in samples if len(name) == 3],
        "commonest_part": [SURNAMES[0] + GIVEN[0], GIVEN[0] + GIVEN[1]] * 15,
        "rare_characters": [f"{a}𬭚" for a in SURNAMES[:30]] + [f"𬭚{b}" for b in "𬍛𬭎𫖯𬘭"],
        "identity_number": numbers,
        "barcode": [barcode for _, barcode, _ in samples],
        "shelf": [shelf for _, _, shelf in samples],
    }
    told: dict[str, Any] = {"rows": rows, "on_disk": size, "made_in_seconds": round(time.monotonic() - begun)}
    for who, actor in (
        ("district", Actor("officer", office="haidian", roles=frozenset({"district_handler"}))),
        ("city", Actor("officer", office=CITY, roles=frozenset({"city_officer"}))),
    ):
        for what, wanted in asks.items():
            times = []
            for asked in wanted:

                def look(asked: str = asked) -> None:
                    with read(actor, purpose="bench"):  # noqa: B023
                        registering.look_up(asked, "" if actor.sees_all else actor.office)  # noqa: B023

                times.append(_timed(look))
            told[f"{who}.{what}"] = {
                "ms_median": round(statistics.median(times), 2), "ms_worst": round(max(times), 2),
            }  # fmt: skip
    return told


def night() -> dict[str, Any]:
    """Seconds of a night over the same rows: statutory months anew and who newly comes near, at both ages' rules."""
    from gongbao.platform.db.services import SYSTEM, new_key, write
    from gongbao.platform.personnel_archives import nearing

    told: dict[str, Any] = {}

    def once(name: str, on: date) -> None:
        def command(tx: Any) -> dict[str, int]:
            begun = time.perf_counter()
            moved = nearing.refresh(on)
            half = time.perf_counter()
            people = sum(each.people for each in nearing.alert(on).values())
            ended = time.perf_counter()
            told[name] = {
                "moved": moved, "refresh_s": round(half - begun, 2), "told": people, "alert_s": round(ended - half, 2),
            }  # fmt: skip
            return {}

        write(command, actor=SYSTEM, key=str(new_key()), name="bench")

    once("the first night", date(2020, 11, 2))
    once("a night like any other", date(2020, 11, 3))
    once("the night of a new rule", date(2025, 1, 2))
    once("the night after", date(2025, 1, 3))
    return told


def _archive(tx: Any) -> Any:
    from tests.platform.parties import people

    from gongbao.platform.personnel_archives import services as archives

    return archives.register(tx, people.number(999), "测量", office="haidian", on=date(2020, 11, 2))


def _some(rows: int) -> list[int]:
    """Sixty places spread over the rows."""
    return [1 + n * (rows - 1) // 59 for n in range(60)]


def _timed(thing: Callable[[], Any]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    thing()
    return (time.perf_counter() - begun) * 1000


def _start() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _stop() -> None:
    from django.db import connections

    from gongbao.platform.db import embedded

    connections.close_all()
    embedded.stop(Path(os.environ["GONGBAO_DATA"]), at_once=True)


def _chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def scan_of(pages: int) -> bytes:
    """A PDF of scanned pages: noise that no compression makes smaller, about 50 kB a page, with a serial to change."""
    import typst

    noise = random.Random(1)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        for n in range(pages):
            rows = b"".join(b"\0" + noise.randbytes(190) for _ in range(270))
            head = struct.pack(">IIBBBBB", 190, 270, 8, 0, 0, 0, 0)
            parts = _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 1)), _chunk(b"IEND", b"")
            Path(folder, f"{n}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
        source = '#set document(title: "SERIAL00000")\n#set page(width: 190pt, height: 270pt, margin: 0pt)\n'
        Path(folder, "all.typ").write_text(source + "\n".join(f'#image("{n}.png")' for n in range(pages)))
        made = typst.compile(str(Path(folder, "all.typ")))
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    main()
