"""Backups: one archive with the database as its own tools dump it, every kept file, and a manifest that proves both."""
