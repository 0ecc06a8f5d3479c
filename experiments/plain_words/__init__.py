"""`cordiale explain`: what a paradigm, a force, a setting, an outcome, a parameter or a term means, in plain words.

What a paradigm would change on Monday is read off its row of structure, strengths and prices off the validation's
record: nothing here says of any paradigm what a row or the record says.
"""
