"""Words -> dates, places, actors, counts."""
