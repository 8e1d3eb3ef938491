"""The screens which the rooms on titles share: rounds, draws, institutions' cases, meetings, votes, statistics."""
