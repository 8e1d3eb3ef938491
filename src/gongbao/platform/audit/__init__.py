"""The global log, chained by one sequencer, and the log of who read what."""
