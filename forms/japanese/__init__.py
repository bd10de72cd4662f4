"""Japanese ways of writing days, ages, kana, widths, telephone numbers and addresses; knows nothing of forms."""
