"""Widgets only: reads views, sends intents."""
