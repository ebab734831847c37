"""Reads of the catalogue, of policies in force, of mark schemes, and of releases."""
