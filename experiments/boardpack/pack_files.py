"""A board pack as files: a page and a workbook."""

from __future__ import annotations

from .pack import Pack
from .web_page import page
from .workbook import workbook

PAGE, WORKBOOK = "decision.html", "decision.xlsx"


def board_pack(pack: Pack) -> dict[str, bytes]:
    """The content of both files, by name; nothing is written."""
    return {PAGE: page(pack).encode(), WORKBOOK: workbook(pack)}
