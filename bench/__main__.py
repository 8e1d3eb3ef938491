"""``python -m bench``: every measurement, one after another; each is also a program of its own."""

from __future__ import annotations

from bench.everything import main

main()
