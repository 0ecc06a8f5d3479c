"""Questions about a study that `cordiale sweep` left in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..analysis import discovery, indices, records, wording
from ..analysis.documents import of_discovery, of_sensitivity, table_of_discovery, table_of_sensitivity
from ..analysis.run_values import Quarter
from ..cartography import advice_map as maps
from ..cartography import robustness as robust
from ..cartography import telling_map
from ..foundations.language import words
from .shown import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def sensitivity(
    study: str | Path,
    outcome: str,
    *,
    method: indices.Method = "auto",
    quarter: Quarter = "all",
    luck: indices.Luck = "each",
    language: str = "en",
) -> Result:
    """Which factors an outcome hangs on: what `cordiale sensitivity` answers of the study in a folder.

    A row of the table for each combination, factor and kind of index. Raises AnalysisError, StudyError, StoreError.
    """
    w = words(language)
    found = indices.sensitivity(study, outcome, method=method, quarter=quarter, luck=luck)

    def draw() -> Figure:
        from ..analysis.drawing_indices import draw_sensitivity  # late: Matplotlib takes its time
        from ..figures.page import SLIDE  # late: with it

        return draw_sensitivity(found, SLIDE, w)

    return Result(
        "sensitivity", found, wording.sensitivity_headline(found, w), lambda: table_of_sensitivity(found),
        draw, lambda: of_sensitivity(found),
    )  # fmt: skip


def discover(
    study: str | Path, where: str, *, quarter: Quarter = "all", density: float = 0.8, holdout: float = 1 / 3,
    language: str = "en",
) -> Result:  # fmt: skip
    """In which worlds the advice flips: what `cordiale discover` answers of the study in a folder (extra analysis).

    A row of the table for each point. The look at the held-out points is counted in the study's folder, as the command
    does. Raises AnalysisError, StudyError, StoreError.
    """
    w = words(language)
    found = discovery.discover(study, where, quarter=quarter, density=density, holdout=holdout)
    asked = records.DISCOVER, found.asked, found.results_sha256
    records.record(Path(study), *asked, name=records.name_for(Path(study), *asked, stem=str(found.condition)))

    def draw() -> Figure | None:
        from ..analysis.drawing_flips import draw_discovery  # late: Matplotlib takes its time
        from ..figures.page import SLIDE  # late: with it

        return draw_discovery(found, SLIDE, w)

    return Result(
        "discover", found, wording.discovery_headline(found, w), lambda: table_of_discovery(found),
        draw, lambda: of_discovery(found),
    )  # fmt: skip


def advice_map(
    study: str | Path,
    x: str,
    y: str,
    *,
    outcome: str = "revenue",
    of: str = "paradigm",
    quarter: Quarter = "all",
    less_is_better: bool | None = None,
    bins: int | None = None,
    fitted: bool = False,
    language: str = "en",
) -> Result:
    """Which option is best where, over two factors: what `cordiale map` answers of the study in a folder.

    A row of the table for each cell. Raises AnalysisError, StudyError, StoreError.
    """
    w = words(language)
    found = maps.advice_map(
        study, x, y, outcome=outcome, of=of, quarter=quarter, less_is_better=less_is_better, bins=bins, fitted=fitted,
    )  # fmt: skip

    def draw() -> Figure:
        from ..figures.page import SLIDE  # late: Matplotlib takes its time

        named = {name: found.worlds.option_word(name, w) for name in found.worlds.options}
        return telling_map.draw_map(found, telling_map.headline(found, w), telling_map.basis(found, w), named, SLIDE, w)

    return Result(
        "map", found, telling_map.headline(found, w), lambda: pd.DataFrame(telling_map.table_rows(found)), draw,
        lambda: telling_map.to_document(found),
    )  # fmt: skip


def robustness(
    study: str | Path,
    outcome: str = "revenue",
    *,
    of: str = "paradigm",
    quarter: Quarter = "all",
    less_is_better: bool | None = None,
    threshold: float | None = None,
    language: str = "en",
) -> Result:
    """How options stand over all worlds of the study in a folder: what `cordiale robustness` answers; no figure.

    A row of the table for each option. Raises AnalysisError, StudyError, StoreError.
    """
    w = words(language)
    found = robust.robustness(
        study, outcome, of=of, quarter=quarter, less_is_better=less_is_better, threshold=threshold
    )
    least = min(found.options, key=lambda each: each.plain["largest_regret"])
    said = w("robustness.headline", option=found.worlds.option_word(least.option, w),
             outcome=outcome, worlds=w.number(len(found.worlds.points)))  # fmt: skip
    return Result(
        "robustness", found, said, lambda: robust.table_of(found), lambda: None, lambda: robust.document_of(found)
    )
