"""Funds: a double-entry ledger in fen, caps, slots, fund requests, allocations and payments."""
