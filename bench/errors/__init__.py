"""Error analysis: where a reader's fillers are lost, so that the next improvement is chosen by evidence.

Claims are paired, and fillers matched, by the functions of the gold's own scorer: every figure here
adds up to the scores of `bench.score`.
"""
