"""Evidence: signatures, certificates, timestamps, the tamper-evident log, and what proves them afterwards; no Django."""
