"""Speaks to cards; knows nothing of forms, paper or screens."""
