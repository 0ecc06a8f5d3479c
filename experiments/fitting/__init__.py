"""A company's own figures, met by the levers that are declared to answer for them.

In reading order: `levers` (which parameter answers for which figure), `observed` (the figures of a simulated company),
`trial` (a company tried, its figures), `secants` (how far to move levers), `fit` (levers moved until figures are met),
`fidelity` (whether they are, on luck that the fit has not seen), `kin` (an ensemble of companies that meet them too),
`contradictions` (targets that cannot hold together), `fitted` (all of it for a scenario, and the file it leaves).
"""
