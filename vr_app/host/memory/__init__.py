"""What was said: the talk as it was heard, what the visitor told of themselves, and what is left of long ago."""
