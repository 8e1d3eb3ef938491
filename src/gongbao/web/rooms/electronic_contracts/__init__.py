"""Screens of electronic contracts: employers at a desk, workers on a phone, officers, and everybody who verifies."""
