"""Maps of advice: which option comes first where, over the worlds of a study, and where luck leaves it open."""
