"""Writes of what was told."""
