"""The running side of professional titles: rounds, review bodies, experts, draws, meetings, votes, certificates."""
