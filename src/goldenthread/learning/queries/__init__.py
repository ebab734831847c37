"""Units as their authors and their readers see them."""
