"""Where the visitor stands and looks, what they point at and hold; in the headset and at the desktop."""
