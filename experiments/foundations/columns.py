"""The columns that say which run and quarter a row is of, with unit and definition: the same in every results table."""

from __future__ import annotations

from cordiale.simulation.world.outcomes import IDENTITY

DEFINITIONS = {
    "scenario": ("name", "the company and its world"),
    "paradigm": ("name", "how sales and marketing live together"),
    "forces": ("name", "the external forces that are on: none, all, or names joined with +"),
    "replication": ("number", "runs of one number and seed meet the same luck: they are matched"),
    "seed": ("number", "the seed of all luck"),
    "quarter": ("quarters", "time since the start, which is quarter 0"),
    "parameter_set": ("number", "which set of the ensemble the replication lived with; only with an ensemble"),
    "rules": ("name", "the rules that stood in place of the model's, and their version; only where some did"),
    "option": ("name", "what the company decides: to stay as it is, or a way to another paradigm; only of a decision"),
    "weather": (
        "name",
        "forces on the scenario's paths (expected), none, or all at full intensity; only of a decision",
    ),
    "run": ("number", "the run: point x replications + replication"),
    "point": ("number", "the point of the design: a row of plan.parquet"),
    "sample": ("number", "points of one sample differ only in what the design crosses, as paradigms"),
}
OF_COMPARISON = (*IDENTITY, "parameter_set", "rules")
OF_DECISION = ("option", "weather")
OF_STUDY = ("run", "point", "sample", *IDENTITY)


def described(name: str) -> dict[str, str]:
    """Unit and definition of such a column, as the metadata of a file has them.

    >>> described("quarter")
    {'unit': 'quarters', 'definition': 'time since the start, which is quarter 0'}
    """
    unit, definition = DEFINITIONS[name]
    return {"unit": unit, "definition": definition}
