"""Every behaviour that Python calls: for the engine, for the first day, for Mesa and for the record."""

from __future__ import annotations

from typing import Any

from cordiale.simulation.engine import live_until
from cordiale.simulation.founding.books import coming_leads, has_room, leads_in_a_week
from cordiale.simulation.founding.first_day import open_doors
from cordiale.simulation.founding.ties import introduce_leaders, tie_up
from cordiale.simulation.founding.traits import differ
from cordiale.simulation.recording.diary import begin_record, has_pages
from cordiale.simulation.recording.watches import AFTER, AFTER_EACH
from cordiale.simulation.rules.observation import mean_trust, observe
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.identities import first_in
from cordiale.simulation.world.paths import intensity

CALLED: tuple[Any, ...] = tuple(
    dict.fromkeys(
        (
            live_until, has_room, coming_leads, leads_in_a_week,
            differ, tie_up, introduce_leaders, open_doors, observe,
            first_in, intensity, mean_trust, begin_record, has_pages,
            *(phase.act for phase in PHASES), *AFTER.values(), *AFTER_EACH.values(),
        )
    )
)  # fmt: skip
