"""Measurements against named yardsticks: ``python -m bench``."""
