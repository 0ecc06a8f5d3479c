"""Whatever is broken in an export, the answer is a line that names the file, or a use of what is sound."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cordiale.experiments.crm import DataError, import_export
from tests.support.crm_exports import DEALS, LEADS, deal_rows, lead_rows, write_olist

Break = Callable[[bytes], bytes]


def cell(row: int, column: int, value: str) -> Break:
    """Overwrite one cell; `row` is the spreadsheet's number."""

    def overwrite(data: bytes) -> bytes:
        lines = data.decode().split("\n")
        cells = lines[row - 1].split(",")
        cells[column] = f'"{value}"'
        lines[row - 1] = ",".join(cells)
        return "\n".join(lines).encode()

    return overwrite


WHOLE_FILE: dict[str, Break] = {
    "empty": lambda data: b"",
    "blank": lambda data: b" \r\n\n",
    "mark only": lambda data: b"\xef\xbb\xbf",
    "header only": lambda data: data.split(b"\n")[0],
    "header and blank lines": lambda data: data.split(b"\n")[0] + b"\n\n,,,\n",
    "no header": lambda data: data.split(b"\n", 1)[1],
    "header blanked": lambda data: b",,,\n" + data.split(b"\n", 1)[1],
    "xlsx": lambda data: b"PK\x03\x04" + data,
    "xls": lambda data: b"\xd0\xcf\x11\xe0" + data,
    "lfs": lambda data: b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
    "html": lambda data: b"<!doctype html><table>" + data,
    "xml": lambda data: b"<?xml version='1.0'?>" + data,
    "pdf": lambda data: b"%PDF-1.7" + data,
    "gzip": lambda data: b"\x1f\x8b" + data,
    "parquet": lambda data: b"PAR1" + data,
    "nul": lambda data: data + b"\0",
    "noise": lambda data: bytes(range(1, 256)) * 4,
    "utf-16 cut": lambda data: data.decode().encode("utf-16")[:-1],
    "open quote": lambda data: data + b'"',
    "bad quote": lambda data: data + b'"a"b,1,2,3\n',
    "json": lambda data: b'[{"mql_id": "l0"}]',
    "first column gone": lambda data: b"\n".join(line.split(b",", 1)[-1] for line in data.split(b"\n")),
    "first column renamed": lambda data: data.replace(b"mql_id", b"mql", 1),
    "column twice": lambda data: data.replace(b"\n", b",x\n").replace(b",x\n", b",mql_id\n", 1),
    "unknown delimiter": lambda data: data.replace(b",", b"~"),
    "all ids blank": lambda data: b"\n".join(
        line if i == 0 else b"," + line.split(b",", 1)[-1] for i, line in enumerate(data.split(b"\n"))
    ),
    "one cell a row": lambda data: b"\n".join(
        line if i == 0 else line.split(b",")[0] for i, line in enumerate(data.split(b"\n"))
    ),
}
BAD_DATES = [
    *(
        "31-31-2018",
        "32-01-2018",
        "00-00-0000",
        "2018-13-40",
        "29-02-2019",
        "yesterday",
        "May-20",
        "1.5",
        "x",
    ),
    *(
        "01-01-0001",
        "31-12-9999",
        "9999999999999",
        "01-01-2018 25:61",
        "2018-01-01T99:00:00Z",
        "12:30",
        "=NOW()",
    ),
    *(
        "01-31-2018",
        "2018-31-01",
        "Foo 5, 2018",
        "5 Undecimber 2018",
        "١٢-٠١-٢٠١٨",
        "01-01-2018 10:00 tomorrow",
    ),
]


USABLE = {(DEALS, "all ids blank")}  # closings without a lead; refused for another reason, by the leads' file
BROKEN = [
    pytest.param(file, act, id=f"{file[6:11]}: {name}")
    for file in (LEADS, DEALS)
    for name, act in WHOLE_FILE.items()
    if (file, name) not in USABLE
]


@pytest.mark.parametrize(("file", "act"), BROKEN)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, file: str, act: Break) -> None:
    path = write_olist(tmp_path) / file
    path.write_bytes(act(path.read_bytes()))
    with pytest.raises(DataError) as refused:
        import_export(tmp_path, preset="olist")
    assert file in str(refused.value)


@pytest.mark.parametrize("row", [2, 7, 13])
@pytest.mark.parametrize("value", BAD_DATES)
@pytest.mark.parametrize(("file", "column", "name"), [(LEADS, 1, "first_contact_date"), (DEALS, 4, "won_date")])
def test_a_bad_date_is_refused_by_file_row_and_column(
    tmp_path: Path, file: str, column: int, name: str, value: str, row: int
) -> None:
    path = write_olist(tmp_path) / file
    path.write_bytes(cell(row, column, value)(path.read_bytes()))
    with pytest.raises(DataError) as refused:
        import_export(tmp_path, preset="olist")
    assert str(refused.value).startswith(f"{file}, row {row}, column {name}: ")
    assert "allowed: " in str(refused.value)


def survives(folder: Path) -> None:
    """An import either gives facts that hold together, or one refusal that names the file."""
    try:
        result = import_export(folder, preset="olist")
    except DataError as error:
        refused = str(error)
    else:
        refused = f"nothing in {LEADS}"
        whole = result.facts.whole
        assert 0 <= whole.conversion.low <= whole.conversion.value <= whole.conversion.high <= 1
        assert sum(source.leads for source in whole.sources) == whole.leads
        assert all(one.used + one.dropped == one.read for one in result.summary.files)
        assert all(one.repaired <= one.used for one in result.summary.files)
    assert LEADS in refused or DEALS in refused


@pytest.mark.parametrize("seed", range(120))
def test_random_damage_never_gives_anything_but_facts_or_a_refusal(tmp_path: Path, seed: int) -> None:
    luck = Random(seed)
    path = write_olist(tmp_path) / luck.choice([LEADS, DEALS])
    data = bytearray(path.read_bytes())
    for _ in range(luck.choice([1, 3, 30])):
        at = luck.randrange(len(data))
        data[at : at + luck.choice([0, 1, 5])] = luck.choice([b'"', b",", b"\n", b"\xe9", b"-", b"9", b";", b"\r", b""])
    path.write_bytes(data[: luck.choice([len(data), luck.randrange(len(data))])])
    survives(tmp_path)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "Select", "#N/A", "nan", "1e309", "-1", "31-12-2018", "12-31-2018", "1520208000000", "43164"]),
    st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True),
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(
    damage=st.lists(
        st.tuples(st.sampled_from([LEADS, DEALS]), st.integers(0, 11), st.integers(0, 3), CELLS), max_size=4
    )
)
@example(damage=[])
@example(damage=[(LEADS, row, 0, "") for row in range(12)])  # no lead has a name
@example(damage=[(DEALS, row, 2, "31-12-2018") for row in range(12)])
def test_any_cells_give_facts_or_a_refusal(damage: list[tuple[str, int, int, str]]) -> None:
    rows = {LEADS: lead_rows(), DEALS: deal_rows()}
    for file, row, column, value in damage:
        rows[file][row][column if file == LEADS or column < 3 else 4] = value.encode(errors="ignore").decode()
    with TemporaryDirectory() as folder:
        survives(write_olist(Path(folder), leads=rows[LEADS], deals=rows[DEALS]))
