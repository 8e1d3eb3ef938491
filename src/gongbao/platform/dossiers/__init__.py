"""Dossiers: one's own, those shared with an employer, those an employer keeps of its staff."""
