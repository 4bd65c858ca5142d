"""What a machine has and lacks."""
