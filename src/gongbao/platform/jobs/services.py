"""What other apps use of the jobs: naming a handler, running what is due, seeing what is stuck."""

from __future__ import annotations

from gongbao.platform.jobs.handlers import Handler, Job, every_night, handles
from gongbao.platform.jobs.worker import (
    LIMIT,
    plan_nights,
    run_due,
    serve_forever,
    stuck,
    try_again,
    unfinished,
)

__all__ = [
    "LIMIT",
    "Handler",
    "Job",
    "every_night",
    "handles",
    "plan_nights",
    "run_due",
    "serve_forever",
    "stuck",
    "try_again",
    "unfinished",
]
