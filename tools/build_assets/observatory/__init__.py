"""The assets of the observatory terrace."""
