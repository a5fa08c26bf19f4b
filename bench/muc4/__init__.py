"""MUC-4 template filling: the corpus, the scorer of the GTT paper, and claims as templates."""
