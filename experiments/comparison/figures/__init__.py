"""The figures of a comparison: `draw_all` from a results table, `draw_org_graphs` from two org graphs.

Each says its finding in the title, and below it what varies, n, and what the band is. Import this package
only where something is drawn: it brings matplotlib.
"""

from ...figures.page import COLUMN, SLIDE, Layout, save
from .gallery import draw_all
from .org_graphs import draw_org_graphs

__all__ = ["COLUMN", "SLIDE", "Layout", "draw_all", "draw_org_graphs", "save"]
