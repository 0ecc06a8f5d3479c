"""Rules of the model written again from the words of simulation/ODD.md: nothing of simulation/ is imported here.

State is read by the names of the document's section 2 (`world.people[3].morale`), parameters by their dotted names
(`values["trust.gain"]`), attribution and decision rules by the names of section 8.

Luck, the quantities of 7.1, conditions, communication, ties, hours, leads, the hand-off, the decision of a buyer,
credit, customers, trust, people and the executives' view were written by somebody who had not read the code; the
founding, switch and drift, a rep's and a buyer's week, matters and the rest of the quarter's end with the code known.
"""
