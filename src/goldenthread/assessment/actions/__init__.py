"""Changes to briefs, windows, scripts, marks and results."""
