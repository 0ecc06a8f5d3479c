"""Pages put into a folder: all of them or none, over no file that is not Cordiale's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..foundations.atomic import write_text
from ..foundations.errors import UsersError

MADE_BY = '<meta name="generator" content="Cordiale'


def put_down(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages by their names of files; older pages of Cordiale's are replaced.

    Raises UsersError, before anything is written, where a file of one of the names is there that is no page of
    Cordiale's; StoreError where nothing can be written.
    """
    for name in pages:
        file = folder / name
        if file.exists() and not re.search(MADE_BY, file.read_text("utf-8", errors="replace")[:4096]):
            raise UsersError(f"{file} is there already and no page of Cordiale's; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        write_text(folder / name, text)
