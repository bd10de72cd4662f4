"""The application: session machine, configuration, command line, services."""
