"""Benchmarks: one command each; they write results/*.json and a marked block of docs/benchmarks.md."""
