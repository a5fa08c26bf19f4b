"""Anything -> Document."""
