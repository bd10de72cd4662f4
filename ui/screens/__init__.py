"""One module a phase: ``present(view)`` shows it, one ``intent`` signal tells what was touched."""
