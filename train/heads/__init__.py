"""Heads for other people's corpora on the reader's encoder: training only, nothing of it ships."""
