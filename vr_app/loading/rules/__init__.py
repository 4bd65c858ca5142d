"""What the glTF 2.0 specification asks of a file, checked without drawing it; each finding names its place."""
