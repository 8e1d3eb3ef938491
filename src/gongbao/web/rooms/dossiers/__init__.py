"""Which titles: one dossier entered once, every title answered; for people, employers and officers."""
