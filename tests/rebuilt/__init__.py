"""Rules of the model written again from the words of simulation/ODD.md alone: nothing of simulation/ is imported here.

State is read by the names of the document's section 2 (`world.people[3].morale`), parameters by their dotted names
(`values["trust.gain"]`), attribution and decision rules by the names of section 8.
"""
