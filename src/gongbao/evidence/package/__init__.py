"""Evidence packages: everything about a contract in one deterministic zip that public tools can check."""
