"""How the readers' weights are made from annotated reports, end to end."""
