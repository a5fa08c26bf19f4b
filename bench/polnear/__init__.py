"""PolNeAR, attributions of political news: the corpus, its scorer, and the rule reader's answer."""
