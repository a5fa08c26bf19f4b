"""Claims -> incidents: pure functions."""
