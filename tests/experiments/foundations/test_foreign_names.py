"""Names in whatever letters people have: whole and as they are in everything that is written."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import warnings
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.pack_files import PAGE, WORKBOOK, board_pack
from cordiale.experiments.comparison.figures import draw_all
from cordiale.experiments.comparison.report import print_report
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations.formula_cells import without_formulas
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.plain import to_json
from cordiale.experiments.foundations.store import RESULTS, write_results
from cordiale.experiments.scenario_files.template import whole_scenario
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.decision_document import OPTIONS, decision_document
from tests.support.synthetic import JUST_DRAWN, OUTCOMES, results_frame

NAMES = {
    "dollars": "$x^2$ and $y_{1}",
    "chinese": "销售主导",
    "hebrew and arabic": "מכירות تسويق",
    "emoji": "rockets 🚀😀",
    "combining": "e\u0301" * 20,
    "long": "n" * 100,
    "quotes": "\"a\" 'b' <i>, & [bold]c[/bold] :smile: %s {0} \\",
}
ALL = list(NAMES.values())


@pytest.fixture(scope="module")
def frame() -> Any:
    return results_frame(paradigms=["siloed", *ALL], forces=["none", "all"], replications=4, quarters=2)


def squeezed(text: str) -> str:
    """The letters of a text without what a table sets around and between them."""
    return re.sub(r"[\s│|]+", "", text)


def test_a_scenario_shows_them_and_reads_them_back() -> None:
    row = Scenario(schema=1, name="x").rows["proportional"].model_dump()
    sources = [{"name": name, "share": 1 / len(ALL)} for name in ALL]
    given = Scenario(schema=1, name="ours", title=NAMES["quotes"], currency="¥$").with_values(
        {"paradigms": dict.fromkeys(ALL, row), "sources": sources}
    )
    again = tomllib.loads(whole_scenario(given))
    assert list(again["paradigms"]) == ALL
    assert [each["name"] for each in again["sources"]] == ALL
    assert (again["title"], again["currency"]) == (NAMES["quotes"], "¥$")


def test_figures_are_drawn_without_a_warning(frame: Any, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        files = draw_all(
            frame,
            tmp_path,
            layouts=(),
            **(JUST_DRAWN | {"baseline": "siloed"}),
        )
    assert files
    assert all(file.stat().st_size > 1000 for file in files)


def test_tables_of_a_terminal_hold_them_whole(
    frame: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_report(frame, baseline="siloed", currency="", head="", note="", switched=NOT_ASKED, w=ENGLISH)
    shown = squeezed(capsys.readouterr().out)
    assert "…" not in shown
    for what in ("dollars", "chinese", "hebrew and arabic", "emoji", "combining"):
        assert squeezed(NAMES[what]) in shown, what


def test_tables_and_documents_hold_them_as_they_are(frame: Any, tmp_path: Path) -> None:
    write_results(
        frame, tmp_path, summary={name: name for name in ALL}, manifest={}, outcomes=OUTCOMES, also=None, draw=None
    )
    assert set(pq.read_table(tmp_path / RESULTS)["paradigm"].to_pylist()) == {"siloed", *ALL}
    assert list(json.loads((tmp_path / "summary.json").read_bytes())) == ALL
    assert json.loads(to_json(ALL)) == ALL
    rows = csv.DictReader(io.StringIO(without_formulas(frame).to_csv(index=False), newline=""))
    assert {row["paradigm"] for row in rows} == {"siloed", *ALL}


@pytest.mark.parametrize("what", NAMES)
def test_a_board_pack_holds_them_in_page_and_workbook(what: str) -> None:
    name = NAMES[what]
    document = json.loads(json.dumps(decision_document()).replace(json.dumps(OPTIONS[0][0]), json.dumps(name)))
    files = board_pack(decision_pack(document, w=ENGLISH))
    assert squeezed(name) in squeezed(unescape(files[PAGE].decode()))
    assert "<i>" not in files[PAGE].decode()
    book = openpyxl.load_workbook(io.BytesIO(files[WORKBOOK]))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any(name in cell for cell in cells)
