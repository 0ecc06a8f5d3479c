"""The model's description kept true to the code: `simulation/ODD.md`, written by hand, and `TABLES.md`, made."""
