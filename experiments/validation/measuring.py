"""The validation: every pattern measured, whether the structure does the work, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..foundations.atomic import prepare_directory, write_text
from ..foundations.plain import plain
from ..foundations.talk import Talk
from . import ablations, optima
from .claims import Claim
from .document import render
from .laboratory import needs, of_claims, simulate_cells
from .patterns import CLAIMS
from .quantities import Estimated
from .record import FORMAT, fingerprint, pattern, text
from .space import SPACE
from .territories import Territory, territories

QUICK, FULL = 0, 1


class Place(NamedTuple):
    """Where a validation is kept: its document, its record, and its figures as the document links them."""

    document: Path
    record: Path
    figures: str

    @classmethod
    def of(cls, folder: Path | None) -> Place:
        """A folder of the user's, or the place of the committed document."""
        if folder is not None:
            return cls(folder / "VALIDATION.md", folder / "record.json", "figures")
        home = Path(__file__).parent
        return cls(home.parent / "VALIDATION.md", home / "record.json", f"{home.name}/figures")

    @property
    def pictures(self) -> Path:
        """The folder of the figures."""
        return self.document.parent / self.figures


def measure(claims: Sequence[Claim], *, quick: bool, seed: int, talk: Talk) -> list[dict[str, Any]]:
    """The claims, measured, each as the record keeps it. Raises RunsFailedError if a run fails."""
    simulated = simulate_cells(needs(of_claims(claims, quick=quick)), seed=seed, talk=talk)
    return [pattern(claim, simulated, quick=quick) for claim in claims]


def validate(*, quick: bool, seed: int, talk: Talk) -> dict[str, Any]:
    """The whole record: patterns, territories, ablations and optima. Raises RunsFailedError if a run fails."""
    wanted = [*of_claims(CLAIMS, quick=quick), *_of_structure(QUICK if quick else FULL)]
    simulated = simulate_cells(needs(wanted), seed=seed, talk=talk)
    return {
        "format": FORMAT,
        "seed": seed,
        "quick": quick,
        "fingerprint": fingerprint(),
        "patterns": [pattern(claim, simulated, quick=quick) for claim in CLAIMS],
        "territories": [_told(territory) for territory in territories(SPACE, simulated)],
        "ablations": [ablations.told(ablation, simulated) for ablation in ablations.ABLATIONS],
        "optima": [sweep.told(simulated) for sweep in optima.sweeps()],
    }


def _of_structure(size: int) -> Iterable[tuple[Estimated, int]]:
    """What ablations and sweeps measure."""
    for ablation in ablations.ABLATIONS:
        yield ablation.with_it, ablations.REPLICATIONS[size]
        yield ablation.without_it, ablations.REPLICATIONS[size]
    for sweep in optima.sweeps():
        yield from ((quantity, optima.REPLICATIONS[size]) for quantity in sweep.curve())


def _told(territory: Territory) -> dict[str, Any]:
    return {
        "paradigm": territory.paradigm,
        "best_in": 100 * territory.best_share,
        "surely_best_in": 100 * territory.sure_share,
        "region": territory.words(),
        "rival": territory.rival,
        "lead": plain(territory.lead.scaled(100)),
    }


def prepare(place: Place) -> None:
    """Make sure, before anything is simulated, that the validation can be kept there. Raises StoreError."""
    for folder in (place.document.parent, place.record.parent, place.pictures):
        prepare_directory(folder)


def keep(record: Mapping[str, Any], place: Place) -> None:
    """Leave figures, document and, last, the record. Raises StoreError."""
    from .drawing import draw  # late: Matplotlib takes its time

    draw(record, place.pictures)
    write_text(place.document, render(record, figures=place.figures))
    write_text(place.record, text(record))
