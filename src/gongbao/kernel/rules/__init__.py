"""Rules: a small three-valued tree, interpreted as the reference, compiled for one case or for millions."""
