"""The hall: what firms and citizens do themselves, from the draft to the money."""
