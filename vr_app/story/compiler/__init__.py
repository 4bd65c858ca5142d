"""Ink source -> tree -> checks -> ink JSON v21. The door is `vr_app.story.compile`."""
