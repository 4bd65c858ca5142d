"""What the host knows of where it stands: things in words, directions and ways computed, what "that" points at."""
