"""The law: documents, clauses, citations and dated parameters with their sources."""
