"""A VRM figure come alive: reading its rig, and pure functions of time that move body, gaze, hands and lips."""
