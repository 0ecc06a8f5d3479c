"""The figures of a comparison: `draw_all` from a results table, `draw_org_graphs` from two org graphs.

Each says its finding in the title, and below it what varies, n, and what the band is. Import this package
only where something is drawn: it brings matplotlib.
"""

from experiments.figures.gallery import draw_all
from experiments.figures.organisation import draw_org_graphs
from experiments.figures.page import COLUMN, SLIDE, Layout, save

__all__ = ["COLUMN", "SLIDE", "Layout", "draw_all", "draw_org_graphs", "save"]
