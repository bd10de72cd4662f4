"""Painted controls that every page shares."""
