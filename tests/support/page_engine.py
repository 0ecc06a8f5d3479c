"""The page's engine under wasmtime: a company's arrays sent into its memory, lived there, and fetched back."""

from __future__ import annotations

from typing import Any

import numpy as np
import wasmtime

from cordiale.experiments.page.artefact import ENGINE
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.state import ARRAYS

WORD, LINE, PAGE = 8, 64, 65536


class PageEngine:
    """An instance of the artefact, and what it exports by name."""

    def __init__(self) -> None:
        self.store = wasmtime.Store()
        module = wasmtime.Module.from_file(self.store.engine, str(ENGINE))
        self.exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        self.memory: Any = self.exports["memory"]
        self.base = -(-int(self.exports["__heap_base"].value(self.store)) // LINE) * LINE  # type: ignore[union-attr]  # a global, among other things exported

    def call(self, name: str, *arguments: float) -> int:
        function: Any = self.exports[name]
        return int(function(self.store, *arguments))

    def send(self, org: Organisation) -> dict[str, int]:
        """Lay the arrays out behind a table of their addresses and lengths; where each lies."""
        places, top = {}, self.base + 2 * WORD * len(ARRAYS)
        for name in ARRAYS:
            places[name] = top = -(-top // LINE) * LINE
            top += getattr(org, name).nbytes
        self.room(top)
        entries = [(places[name], len(getattr(org, name))) for name in ARRAYS]
        self.memory.write(self.store, np.array(entries, np.int64).tobytes(), self.base)
        for name, place in places.items():
            self.memory.write(self.store, np.ascontiguousarray(getattr(org, name)).tobytes(), place)
        return places

    def fetch(self, org: Organisation, places: dict[str, int]) -> None:
        """The arrays as they are in the engine's memory, into the organisation."""
        for name, place in places.items():
            array = getattr(org, name)
            array[:] = np.frombuffer(self.memory.read(self.store, place, place + array.nbytes), array.dtype)

    def room(self, upto: int) -> None:
        missing = upto - self.memory.data_len(self.store)
        if missing > 0:
            self.memory.grow(self.store, -(-missing // PAGE))

    def act(self, org: Organisation, name: str, *arguments: float) -> int:
        """Call an export on the organisation."""
        places = self.send(org)
        answer = self.call(name, self.base, *arguments)
        self.fetch(org, places)
        return answer

    def live(self, org: Organisation, week: int) -> Organisation:
        """Live until a week is over, with the books enlarged where they run full."""
        while self.act(org, "live", week) < week:
            make_room(org)
        return org
