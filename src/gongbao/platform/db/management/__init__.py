"""Commands of the database app."""
