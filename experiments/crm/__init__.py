"""What a company's CRM export tells about its funnel, and what it cannot tell.

An export is a heap of CSV files that people typed into and spreadsheets chewed on. This package reads it,
says of every row whether it was used, repaired or dropped and why, and derives aggregates only: no row, name
or identifier leaves it. In reading order:

`canonical` (the tables), `arrays`, `rows` (tables as columns), `mapping`, `mapping_file` and `presets/` (whose
columns are whose), `content`, `columnar`, `raw`, `recognition`, `matching` (which file is which table), `clock`,
`times_of_day`, `dates`, `periods`, `numbers`, `values`, `quick`, `filled`, `filters`, `endings` (what an outcome is),
`settling`, `unread_ends`, `repeats`, `snapshots`, `clean` (cells and rows), `spelt_ids`, `deal_lines`, `relations`,
`strays`, `cases`, `migration`, `cohorts` (rows to cases), `staff`, `money`, `derive`, `facts` (what is known),
`export_told`, `left_open`, `summary` (what is said of it), `importer` (all of it, in order). Then, from facts to a
scenario: `growth`, `distributions`, `draft`, `goals`, `scenario_document`, `writing`, with `experiments.fitting`
between; `shipped` remakes those we ship.
"""

from .importer import Import, import_export
from .refusals import DataError

__all__ = ["DataError", "Import", "import_export"]
