"""Cases: append-only chained events, folded into one row, and the inbox."""
