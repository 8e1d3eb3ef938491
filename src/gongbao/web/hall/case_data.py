"""Cases of a party as its screens show them."""

from __future__ import annotations
