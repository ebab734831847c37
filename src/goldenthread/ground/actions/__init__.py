"""Writes that every room shares: the record, notices, files."""
