"""Django database engine: PostgreSQL, found only when the first connection is asked for."""
