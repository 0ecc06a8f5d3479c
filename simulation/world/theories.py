"""Rival theories: of some mechanisms there is more than one published account; a scenario says which it lives by.

The first of each is the default. `[theory]` of a scenario names others; `cordiale compare --theories` asks whether
the advice is the same under all of them.
"""

from pydantic import BaseModel, ConfigDict

from .words import Word


class TrustTheory(Word):
    """How experience moves trust in competence."""

    DELTA = (
        0,
        "by a share of the surprise, losses the faster (Jonker & Treur 1999)",
    )
    BETA = 1, "by evidence for and against that adds up and fades (Josang & Ismail 2002)"
    EXPECTANCY = 2, "by how far an expectation is violated; what was expected hardly counts (Burgoon 1993)"


class OutcomesTheory(Word):
    """What a win says of the other side."""

    EVEN = 0, "as much as a loss"
    SELF_SERVING = 1, "less: success is one's own doing (Miller & Ross 1975)"


class VoiceTheory(Word):
    """What makes people speak up."""

    POWER = 0, "the led side falls silent (Morrison & Milliken 2000)"
    SAFETY = 1, "leaders make it safe, or not, for both sides (Edmondson 1999)"


class AuthorityTheory(Word):
    """Whether the side that decides asks itself."""

    INDIFFERENCE = 0, "it acts; the other side accepts what lies in its zone of indifference (Barnard 1938)"
    REFERRAL = 1, "its people refer what joint work raises, as everybody does (Levitt et al. 1999)"


class ConflictTheory(Word):
    """What a settled difference leaves behind."""

    FUNCTIONAL = 0, "knowledge of the other's world (Massey & Dawes 2007)"
    DYSFUNCTIONAL = 1, "a grudge (De Dreu & Weingart 2003)"


class ContestsTheory(Word):
    """Who wins a contest for power."""

    DEPENDENCE = 0, "the side that copes with the critical uncertainty (Pfeffer & Salancik 1978)"
    CHANCE = 1, "either, as chance has it"


class Theory(BaseModel):
    """Which theory stands for each mechanism of which there are two or more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trust: TrustTheory = TrustTheory.DELTA
    outcomes: OutcomesTheory = OutcomesTheory.EVEN
    voice: VoiceTheory = VoiceTheory.POWER
    authority: AuthorityTheory = AuthorityTheory.INDIFFERENCE
    conflict: ConflictTheory = ConflictTheory.FUNCTIONAL
    contests: ContestsTheory = ContestsTheory.DEPENDENCE

    def values(self) -> tuple[int, ...]:
        """The choices as the state holds them, in their order."""
        return tuple(int(getattr(self, name)) for name in MECHANISMS)


MECHANISMS = tuple(Theory.model_fields)
