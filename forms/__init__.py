"""Procedures as data: definitions, answers, the computed journey. Knows nothing of cards, paper or screens."""
