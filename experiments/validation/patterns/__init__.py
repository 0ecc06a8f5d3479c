"""The patterns of the model, one claim each, in the order of their numbers."""

from ..claims import Claim
from . import choice, contrasts, dispersion, effects, everywhere, people, prices, scales, today

MODULES = (today, people, effects, contrasts, choice, everywhere, dispersion, prices, scales)
CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (claim for module in MODULES for claim in module.CLAIMS),
        key=lambda claim: claim.pattern,
    )
)
