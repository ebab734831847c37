"""Pairing, meeting, and what was agreed."""
