"""Makes the host's body: a VRM 1.0 figure sculpted from signed-distance fields, nothing taken from elsewhere."""
