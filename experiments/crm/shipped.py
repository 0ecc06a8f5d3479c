"""Regenerate the numbers of the shipped scenarios that answer to figures: `python -m experiments.crm.shipped [OLIST]`.

To be run after any change of the model or of `status-quo.toml`. OLIST is the folder of the Olist export; without
it the folder beside the project is taken, and `olist.toml` is left alone, saying so, where there is none. In the
scenarios written by hand only values whose comment says "fitted to" are touched.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.files import SCENARIOS, load_scenario

from ..fitting.fidelity import check
from ..fitting.fit import fit
from ..foundations.atomic import write_text
from .importer import import_export
from .scenario_document import FITTED, line
from .writing import write_scenario

COMMAND = "python -m experiments.crm.shipped"
BY_HAND = ("smb-inbound", "enterprise")
BESIDE = Path(__file__).parents[3] / "shared" / "data" / "olist"
TABLE = re.compile(r"\[(?P<name>[a-z]+)\]")
VALUE = re.compile(rf"(?P<key>[a-z_]+) = (?P<value>\S+)(?P<rest>\s+#.*\b{FITTED}.*)")


class Marked(NamedTuple):
    """A line of a scenario file whose value is fitted."""

    number: int
    place: str
    match: re.Match[str]


def main(arguments: list[str]) -> None:
    """Refit what was written by hand, remake what comes from data, and print how well the targets are met."""
    for name in BY_HAND:
        path = SCENARIOS / f"{name}.toml"
        refit(path)
        print(path.name, *(f"  {each}" for each in check(load_scenario(path), seed=2)), sep="\n")
    olist = Path(arguments[0]) if arguments else BESIDE
    if not olist.is_dir():
        print(f"{olist} is not a folder: olist.toml is left as it was")
        return
    report = write_scenario(import_export(olist, preset="olist"), SCENARIOS / "olist.toml", command=COMMAND)
    print(*report.lines(), sep="\n")


def refit(path: Path, *, seed: int = 1) -> None:
    """Fit the marked values of a scenario file to its targets, and put them in their places."""
    written = path.read_text(encoding="utf-8").splitlines()
    marks, scenario = list(marked(written)), load_scenario(path)
    planned = {"qualified_share": scenario.campaigns.qualified_share}
    fitted = fit(
        scenario,
        planned | {name: each.value for name, each in scenario.targets.items()},
        parameters=[mark.place for mark in marks],
        seed=seed,
    ).scenario
    for mark in marks:
        written[mark.number] = f"{line(mark.match['key'], value_at(fitted, mark.place))}{mark.match['rest']}"
    write_text(path, "\n".join(written) + "\n")


def marked(lines: list[str]) -> Iterator[Marked]:
    """The lines whose comment says that their value is fitted."""
    table = ""
    for number, text in enumerate(lines):
        heading, value = TABLE.match(text), VALUE.match(text)
        table = heading["name"] if heading else table
        if value:
            yield Marked(number, f"{table}.{value['key']}", value)


if __name__ == "__main__":
    main(sys.argv[1:])
