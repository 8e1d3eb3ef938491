"""``python -m bench``: all measurements of the rules, as a table and as JSON."""

from __future__ import annotations

from bench.run import main

main()
