"""What an answer shows of itself: a sentence, a table, a figure."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..foundations.plain import plain

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

ROWS = 24  # of a table that a notebook shows; `to_frame` has all
DPI = 110  # of a figure in a notebook


class Result:
    """An answer, as Python shows it; `found` is what was found, with all that it knows.

    >>> import pandas as pd
    >>> Result("compare", None, "siloed is best", lambda: pd.DataFrame({"rank": [1]}), lambda: None, dict)
    <cordiale compare: siloed is best>
    """

    def __init__(
        self,
        verb: str,
        found: Any,
        headline: str,
        table: Callable[[], pd.DataFrame],
        draw: Callable[[], Figure | None],
        document: Callable[[], dict[str, Any]],
    ) -> None:
        """`headline` says it in a sentence; the others make table, figure and document when they are asked for."""
        self.verb, self.found, self.headline = verb, found, headline
        self._table, self._draw, self._document = table, draw, document

    def to_frame(self) -> pd.DataFrame:
        """The numbers, a row for each thing compared; columns as in the .csv or .json that the verb leaves."""
        return self._table()

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-like values: what the verb prints with `--json`."""
        return dict(plain(self._document()))

    def plot(self) -> Figure | None:
        """The verb's figure, by Matplotlib; None where there is nothing to draw."""
        return self._draw()

    def __repr__(self) -> str:
        return f"<cordiale {self.verb}: {self.headline}>"

    def _repr_html_(self) -> str:
        """Sentence, table and figure, for a notebook."""
        table = self.to_frame()
        more = f"<p>{len(table) - ROWS:,} rows more: <code>.to_frame()</code></p>" if len(table) > ROWS else ""
        shown = table.head(ROWS).to_html(index=False, border=0, float_format=_short, na_rep="")
        return f"<p><strong>{html.escape(self.headline)}</strong></p>{shown}{more}{self._picture()}"

    def _picture(self) -> str:
        """The figure as an element of a page, its words for those who cannot see it."""
        from ..figures.page import render  # late: Matplotlib takes its time

        figure = self.plot()
        if figure is None:
            return ""
        content = base64.b64encode(render(figure, "png", dpi=DPI)).decode()
        words = html.escape(str(figure.get_label()) or self.headline, quote=True)
        return f'<img alt="{words}" src="data:image/png;base64,{content}" style="max-width: 100%">'


def _short(value: float) -> str:
    """A number for a table: four figures or so.

    >>> _short(12345.678), _short(0.0123)
    ('12,346', '0.0123')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
