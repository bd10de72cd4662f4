"""From answers to paper: layout in mm, fonts, PDF, slips, printers. Knows nothing of cards or of what a form means."""
