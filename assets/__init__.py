"""Data only: forms, words, icons, fonts, settings. A package so that importlib.resources finds it when editable."""
