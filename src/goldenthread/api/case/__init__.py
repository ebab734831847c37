"""1EdTech CASE 1.1: editions for other people's software, read-only (decision 0052)."""
