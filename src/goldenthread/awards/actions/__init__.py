"""Changes to outcomes and certificates."""
