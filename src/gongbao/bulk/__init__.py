"""Bulk: determinations over files and tables by compiled rules."""
