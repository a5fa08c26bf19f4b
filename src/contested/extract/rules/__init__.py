"""The transparent reader: spaCy's syntax, lexicons and rules that explain themselves."""
