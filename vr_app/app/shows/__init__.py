"""A visit on a display: headset, window, offscreen."""
