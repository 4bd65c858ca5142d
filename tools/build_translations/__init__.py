"""Gathers the window's words into Qt Linguist's file and releases it for the app."""
