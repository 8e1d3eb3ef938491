"""No pages: what Django serves where the web layer is not installed."""

from __future__ import annotations

urlpatterns: list[object] = []
