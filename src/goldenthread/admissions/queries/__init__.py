"""Reads of uploads and applications."""
