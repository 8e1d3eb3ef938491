"""Pages anybody may read without signing in."""
