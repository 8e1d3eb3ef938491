"""The tamper-evident log (RFC 9162 tree with SM3): entries, proofs, checkpoints, anchors."""
