"""The database: embedded server, keys, clock, secrets, row security and the write door."""
