"""Agreement, severity and difficulty from markings: exact, repeatable, and without anybody's name."""
