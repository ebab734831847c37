"""Reads of briefs, windows, scripts, marks and results."""
