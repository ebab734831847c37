"""Reads of outcomes and certificates."""
