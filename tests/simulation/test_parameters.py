"""The dial board stays readable: a parameter is a line, and every group can be read down its columns."""

import ast
from pathlib import Path

import pytest

from cordiale.simulation.world import parameters
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS

SOURCE = Path(parameters.__file__).read_text(encoding="utf-8")
LINES = SOURCE.splitlines()
WORDS = ("unit", "source", "meaning")
BOARD = {node.name: node for node in ast.parse(SOURCE).body if isinstance(node, ast.ClassDef)}


def dials(group: str) -> list[ast.Call]:
    values = [each.value for each in BOARD[group].body if isinstance(each, ast.AnnAssign)]
    return [each for each in values if isinstance(each, ast.Call) and ast.unparse(each.func) == "dial"]


def column(node: ast.expr) -> int:
    """Where an expression begins in its line, in characters."""
    return len(LINES[node.lineno - 1].encode()[: node.col_offset].decode())


def places(line: str, words: tuple[str, ...]) -> list[int]:
    return [line.index(f" {word}") + 1 for word in words]


def test_a_parameter_is_one_line() -> None:
    for kind in GROUPS.values():
        assert all(each.lineno == each.end_lineno for each in dials(kind.__name__))
    assert sum(len(dials(kind.__name__)) for kind in GROUPS.values()) == len(PARAMETERS)


@pytest.mark.parametrize("group", [kind.__name__ for kind in GROUPS.values()])
def test_a_group_can_be_read_down_its_columns_under_their_heads(group: str) -> None:
    rows = dials(group)
    head = LINES[rows[0].lineno - 2]
    assert head.split() == ["#", "default", "low", "high", *WORDS]
    for row in rows:
        assert [column(each) for each in row.args[3:]] == places(head, WORDS), ast.unparse(row)
        assert column(row) == column(rows[0])
    for place, word in enumerate(("default", "low", "high")):
        ends = {point(row.args[place]) for row in rows}
        assert len(ends) == 1, f"{word}: decimal points of {group} do not stand one under the other"


def point(number: ast.expr) -> int:
    """Where the whole part of a number ends."""
    text = ast.get_source_segment(SOURCE, number)
    assert text is not None
    return column(number) + len(text.partition(".")[0])
