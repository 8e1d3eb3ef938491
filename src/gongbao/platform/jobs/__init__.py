"""Work that is due: planned in a transaction, done at least once."""
