"""The account: signing in and out, second factor, for whom one acts, settings, sessions, messages."""
