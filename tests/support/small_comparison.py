"""The words of a comparison of two paradigms that lives for a second."""

DRAWN = ["compare", "--paradigms", "siloed,proportional", "--replications", "3", "--quarters", "2"]
SMALL = [*DRAWN, "--no-figures"]
