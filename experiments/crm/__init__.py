"""What a company's CRM export tells about its funnel, and what it cannot tell.

An export is a heap of CSV files that people typed into and spreadsheets chewed on. This package reads it,
says of every row whether it was used, repaired or dropped and why, and derives aggregates only: no row, name
or identifier leaves it. In reading order:

- tables and mappings: `canonical` (the tables), `arrays`, `rows` (tables as columns), `effects`, `mapping`,
  `mapping_checks`, `mapping_file` and `presets/` (whose columns are whose)
- files: `splitting`, `shape`, `columnar`, `raw`, `recognition`, `matching`, `unused_files` (which file is which table)
- cells: `spelling`, `months`, `times_of_day`, `date_order`, `dates`, `periods`, `numbers`, `values`, `quick`, `filled`,
  `readers`
- which rows count and what an outcome is: `refusals`, `repairs`, `filters`, `kinds_of_rows`, `endings`, `settling`,
  `unread_ends`, `lines_without_ids`, `restarted_ids`, `repeats`, `snapshots`, `clean` (all of these, in order)
- amounts: `amount_columns`, `beside_amounts`, `money_of_files`
- tables joined: `named_deals`, `spelt_ids`, `deal_lines`, `relations`, `people`, `repeat_buyers`
- facts: `strays`, `cases`, `migration`, `windows`, `cohorts`, `estimates`, `staff`, `money`, `pieces`, `derive`,
  `facts` (what is known)
- what is said: `export_told`, `left_open`, `outcomes_of_kinds`, `summary`; `importer` (all of it, in order)
- from facts to a scenario: `growth`, `distributions`, `draft`, `goals`, `scenario_document`, `writing`, with
  `experiments.fitting` between; `shipped` remakes those we ship.
"""

from .importer import Import, import_export
from .refusals import DataError

__all__ = ["DataError", "Import", "import_export"]
