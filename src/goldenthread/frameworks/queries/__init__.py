"""Reads of the frameworks room."""
