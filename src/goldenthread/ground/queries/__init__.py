"""Reads of the record, of deliveries and of files."""
