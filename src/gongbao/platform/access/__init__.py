"""Access: the only way from a view to a case."""
