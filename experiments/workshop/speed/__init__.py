"""How fast Cordiale is: `python -m experiments.workshop.speed`."""
