"""The verbs of the `cordiale` command, one module each; importing one is cheap."""
