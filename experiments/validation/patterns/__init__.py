"""The patterns of the model, one claim each, in the order of their numbers."""

from ..claims import Claim
from . import choice, contrasts, effects, everywhere, people, today

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (claim for module in (today, people, effects, contrasts, choice, everywhere) for claim in module.CLAIMS),
        key=lambda claim: claim.pattern,
    )
)
