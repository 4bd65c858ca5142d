"""The assets of the museum hall."""
