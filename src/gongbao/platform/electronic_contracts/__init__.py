"""Electronic labour contracts: texts, signatures, evidence, access."""
