"""How the visitor seems to feel, and the face and gesture that go with what the host says."""
