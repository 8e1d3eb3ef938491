"""Applying and answering, for firms."""
