"""The patterns of the model, one claim each, in the order of their numbers."""

from ..claims import Claim
from . import choice, companies, forces, paradigms, people, status_quo

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (claim for module in (status_quo, people, forces, paradigms, choice, companies) for claim in module.CLAIMS),
        key=lambda claim: claim.pattern,
    )
)
