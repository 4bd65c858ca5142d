"""A session recorded, and replayed frame by frame."""
