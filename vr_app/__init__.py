"""Virgil: a talking host inside the scenes you walk through."""

__version__ = "0.1.0"
