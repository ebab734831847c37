"""Uploads, sponsors' answers and decisions."""
