"""A mapping says whose columns are whose; whatever it says that is not understood is refused by its key."""

import subprocess
import sys
from pathlib import Path

import pytest

from cordiale.experiments import crm
from cordiale.experiments.crm.canonical import RECORDS, fields_of
from cordiale.experiments.crm.mapping_file import load_mapping, load_preset, preset_names
from cordiale.experiments.crm.refusals import DataError, nearest

LEAD = 'schema = 1\n[lead]\ncolumns = { lead_id = "id", created = "date" }\n'


def load(folder: Path, text: str) -> None:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    load_mapping(path)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_a_valid_mapping_with_a_title(name: str) -> None:
    assert load_preset(name).title


@pytest.mark.parametrize("name", ["olist", "salvirt"])
def test_presets_of_published_data_give_credit_and_licence(name: str) -> None:
    mapping = load_preset(name)
    assert mapping.credit
    assert mapping.licence.startswith("CC BY")


def test_every_canonical_field_has_a_kind_and_the_needed_ones_are_known() -> None:
    needed = {table: {c.name for c in fields_of(table).values() if c.required} for table in RECORDS}
    assert needed == {
        "lead": {"lead_id", "created"},
        "opportunity": set(),
        "touch": {"lead_or_contact_id", "date"},
        "rep": {"owner"},
        "line": {"opp_id"},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = 1\nleads = 1\n", "unknown key leads; nearest known: lead"),
        (LEAD + "date = 'iso'\n", "unknown key lead.date; nearest known: lead.dates"),
        (LEAD + "columns.sourc = 'x'\n", "not valid TOML"),
        (
            LEAD.replace("created", "create"),
            "unknown key lead.columns.create; nearest known: lead.columns.created",
        ),
        (
            LEAD + "constants = { sorce = 'x' }\n",
            "unknown key lead.constants.sorce; nearest known: lead.constants.source",
        ),
        (LEAD + "recognised_by = ['idd']\n", "unknown key lead.recognised_by.idd; nearest known: .*lead_id"),
        (
            LEAD + "dates = 'european'\n",
            "lead.dates = 'european'; allowed: day-first, month-first, year-first, iso, auto",
        ),
        (LEAD + "decimal = ','\n", "lead.decimal = ','; allowed: point, comma, auto"),
        (LEAD + "optional = 'yes'\n", "lead.optional = 'yes' is neither true nor false"),
        (LEAD + "files = 3\n", "lead.files = 3 is neither a text nor a list of texts"),
        (LEAD + "values = { source = 'x' }\n", "lead.values.source = 'x' is not a table of keys"),
        (LEAD + "constants = { source = ['x'] }\n", r"lead.constants.source = \['x'\] is not one value"),
        (
            'schema = 1\n[lead]\ncolumns = { lead_id = "id" }\n',
            "lead.columns.created is missing; every lead needs it",
        ),
        ('schema = 1\n[opportunity]\ncolumns = { opp_id = "id" }\n', "needs is_won or stage"),
        ("schema = 2\n", "schema = 2; allowed: 1"),
        ("title = 'x'\n", "schema = None; allowed: 1"),
        (
            "schema = 1\ntitle = 5\n[lead]\ncolumns = { lead_id = 'a', created = 'b' }\n",
            "title = 5 is not a text",
        ),
        ("schema = 1\nlead = 5\n", "lead = 5 is not a table of keys"),
        ("schema = 1\n[rep]\ncolumns = { owner = 'x' }\n", r"maps neither \[lead\] nor \[opportunity\]"),
        ("schema = \n", "not valid TOML"),
    ],
)
def test_what_a_mapping_says_wrongly_is_refused_by_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=rf"mapping.toml: .*{message}"):
        load(tmp_path, text)


def test_a_mapping_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent.toml: the mapping cannot be read"):
        load_mapping(tmp_path / "absent.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"binary.toml: the mapping cannot be read: .*utf-8"):
        load_mapping(tmp_path / "binary.toml")


def test_an_unknown_preset_is_refused_with_the_nearest() -> None:
    with pytest.raises(DataError, match="no preset 'olits'; nearest: 'olist'; shipped: dynamics, hubspot, olist"):
        load_preset("olits")


def test_the_example_in_the_readme_is_a_mapping(tmp_path: Path) -> None:
    readme = (Path(crm.__file__).parent / "README.md").read_text(encoding="utf-8")
    load(tmp_path, readme.split("```toml\n")[1].split("```")[0])


def test_the_importer_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'pyarrow', 'mesa', 'numba', 'pydantic'}"
    code = f"import sys, cordiale.experiments.crm; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


WHERE = 'schema = 1\n[opportunity]\ncolumns = { stage = "stage" }\n'


@pytest.mark.parametrize(
    ("rule", "excludes", "within"),
    [
        ('"new"', False, False), ('["new", "old"]', False, False), ('{ is = ["new"] }', False, False),
        ('{ not = ["new"] }', True, False), ('{ without = ["new"] }', True, True),
    ],
)  # fmt: skip
def test_a_rule_of_rows_says_whether_the_cells_count_or_are_left_out_and_whether_they_are_parts(
    rule: str, excludes: bool, within: bool, tmp_path: Path
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(f"{WHERE}[opportunity.where]\nKind = {rule}\n", encoding="utf-8")
    (found,) = (one for one in load_mapping(path).tables["opportunity"].where if one.columns == ("Kind",))
    assert (found.excludes, found.within, found.insists) == (excludes, within, True)
    assert "new" in found.words


def test_a_cell_that_says_select_is_blank_unless_a_mapping_names_other_words(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    for said, words in (("", ("Select",)), ('placeholders = ["?"]', ("?",))):
        path.write_text(WHERE + said, encoding="utf-8")
        assert load_mapping(path).tables["opportunity"].placeholders == words


@pytest.mark.parametrize("word", ["closedate", "CLOSEDATE", "CloseDate", "CLOSE_DAT"])
def test_the_nearest_name_is_looked_for_without_its_capitals_and_said_with_them(word: str) -> None:
    assert nearest(word, ["STAGE", "Close_Date", "CREATED BY"]) == "Close_Date"
    assert nearest(word, []) == ""
