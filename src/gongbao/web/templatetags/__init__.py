"""Template tags: words, numbers, dates and the components of the look."""
