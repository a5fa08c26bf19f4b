"""Places against other people's maps: corpora of geoparsing, UCDP's and Airwars' coordinates."""
