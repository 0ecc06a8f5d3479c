"""What a company's CRM export tells about its funnel, and what it cannot tell.

An export is a heap of CSV files that people typed into and spreadsheets chewed on. This package reads it,
says of every row whether it was used, repaired or dropped and why, and derives aggregates only: no row, name
or identifier leaves it. In reading order:

`canonical` (the tables), `mapping` and `presets/` (whose columns are whose), `content`, `raw`, `discover`
(files), `dates`, `numbers`, `values`, `clean` (cells and rows), `relations` (rows to cases), `cohorts`,
`estimates`, `derive`, `facts`, `unknown` (what is known), `importer` (all of it, in order). Then, from facts
to a scenario: `draft`, `targets`, `trial`, `fit`, `document`, `scenario`; `shipped` remakes those we ship.
"""

from .importer import Import, import_export
from .refusals import DataError

__all__ = ["DataError", "Import", "import_export"]
