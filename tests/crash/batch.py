"""Pays 1 to N, one command each, saying each number once it is committed. Run by the crash tests."""

from __future__ import annotations

import sys

import django
from django.db import connection


def main(count: int) -> None:
    """Number n is paid n fen, under a key of its own, on a locked account."""
    django.setup()
    from gongbao.platform.db.services import SYSTEM, Tx, write

    for number in range(1, count + 1):

        def command(tx: Tx, n: int = number) -> int:
            tx.lock("account")
            tx.audit("paid", n=n)
            tx.enqueue("receipt", {"n": n}, key=f"receipt {n}")
            return n

        write(command, actor=SYSTEM, key=f"pay {number}", name="pay")
        print(number, flush=True)
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
