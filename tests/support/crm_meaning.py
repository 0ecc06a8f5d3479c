"""Small exports in which one thing is as CRMs have it and people do not expect it."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from cordiale.experiments.crm import Import, import_export
from tests.support.crm_exports import Rows, write_csv

HEADER = ["id", "created", "close", "stage", "amount", "owner"]
SALESFORCE = ["Id", "CreatedDate", "CloseDate", "StageName", "Amount", "OwnerId"]
START = date(2024, 1, 1)


def deals(count: int = 60, *, prefix: str = "D") -> Rows:
    """A deal each six days, by five owners in turn: half won, every sixth open, the others lost, all in four weeks."""
    rows = []
    for i in range(count):
        created = START + timedelta(days=6 * i)
        stage = "Closed Won" if i % 2 == 0 else "Negotiation" if i % 6 == 5 else "Closed Lost"
        close = "" if stage == "Negotiation" else f"{created + timedelta(days=25 + i % 4):%Y-%m-%d}"
        rows.append([f"{prefix}{i:03}", f"{created}", close, stage, f"{1000 + 100 * (i % 10)}", f"Rep {i % 5}"])
    return rows


def salesforce_deals() -> Rows:
    """The same deals with ids as Salesforce has them."""
    return deals(prefix="006000000000")


def salesforce_leads() -> tuple[list[str], Rows]:
    """The leads that became those deals, owned by two people who sell nothing."""
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId"]
    rows = [
        [f"00Q000000000{i:03}", row[1], "Converted", "Web", f"SDR {i % 2}", row[0]]
        for i, row in enumerate(salesforce_deals())
    ]
    return header, rows


def with_column(rows: Rows, cells: Sequence[str]) -> Rows:
    """Rows with one more cell each."""
    return [[*row, cell] for row, cell in zip(rows, cells, strict=True)]


def mapping(
    folder: Path, *, more: str = "", columns: str = "", first: str = "", header: Sequence[str] = HEADER
) -> Path:
    """A mapping of deals by their plain headings; `columns` are further ones, `first` are keys of the table itself."""
    fields = dict(zip(["opp_id", "created", "close", "stage", "amount", "owner"], HEADER, strict=True))
    lines = [f'{field} = "{name}"' for field, name in fields.items() if name in header]
    path = folder / "mapping.toml"
    text = ["schema = 1", "[opportunity]", first, "[opportunity.columns]", *lines, columns, more, ""]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def imported(
    folder: Path, rows: Rows, *, header: Sequence[str] = HEADER, columns: str = "", more: str = "", first: str = ""
) -> Import:
    """An import of one file of deals, or of the folder where more files are in it already."""
    inside = folder / "export"
    inside.mkdir(exist_ok=True)
    write_csv(inside / "deals.csv", header, rows)
    return import_export(inside, mapping=mapping(folder, columns=columns, more=more, first=first, header=header))


def with_preset(folder: Path, preset: str = "salesforce", **files: tuple[Sequence[str], Rows]) -> Import:
    """An import of files by name through a preset."""
    for name, (header, rows) in files.items():
        write_csv(folder / f"{name}.csv", header, rows)
    return import_export(folder, preset=preset)


def said(result: Import) -> str:
    """All that an import says."""
    return "\n".join((*result.summary.lines(), *result.unknown))


def decided(result: Import) -> tuple[int, int]:
    """Wins and all decided."""
    assert result.facts.win_rate is not None
    return result.facts.win_rate.count, result.facts.win_rate.total
