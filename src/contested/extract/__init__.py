"""Document -> claims in the words of the text."""
