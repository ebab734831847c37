"""Caseloads, records and pairing pages."""
