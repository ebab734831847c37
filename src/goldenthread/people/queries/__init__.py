"""Reads of persons, hats and organisations."""
