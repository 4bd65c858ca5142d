"""Gives related things their places: nothing interpenetrates, nothing floats, ways and doors stay free."""
