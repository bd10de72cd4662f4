"""One module a phase: ``render(view)`` shows it, one ``intent`` signal tells what was touched."""
