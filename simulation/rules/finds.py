"""What there is to find: buying groups as a marketer's campaign, or a rep's own search, comes upon them."""

from typing import NamedTuple

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.draws import Decision, fate
from ..world.identities import lead_identity
from ..world.organisation import Organisation


class Find(NamedTuple):
    """A buying group as a marketer finds it: its source, true fit and what is believed of it (log-odds), its size."""

    source: int
    fit: float
    believed: float
    size: float


class OwnFind(NamedTuple):
    """A buying group as a rep finds it: its true fit (log-odds), its uniform for engaging, its size, its moment."""

    fit: float
    engaging: float
    size: float
    moment: float


@compiled
def found(org: Organisation, who: int, number: int, precision: float) -> Find:
    """A buying group's source, its true fit, and what a marketer of some precision believes of it.

    fit = mean + source + targeting x precision + spread z;  believed = fit + misjudgement (1 - precision) z'.

    Reads: people.identity, sources, parameters
    """
    p, identity = org.parameters[0], lead_identity(org, org.people[who].identity, number)
    luck = fate(org, Decision.LEAD_NATURE, identity)
    source = source_of(org, luck.d)
    fit = p.campaigns_fit_mean + org.sources[source].fit + p.campaigns_targeting * precision
    fit += p.campaigns_fit_spread * normal(luck.a)
    believed = fit + p.campaigns_misjudgement * (1.0 - precision) * normal(luck.b)
    return Find(source, fit, believed, luck.c)


@compiled
def source_of(org: Organisation, uniform: float) -> int:
    """The source a lead comes from, by the sources' shares.

    Reads: sources.upto
    """
    for source in range(len(org.sources) - 1):
        if uniform < org.sources[source].upto:
            return source
    return len(org.sources) - 1


@compiled
def found_by_rep(org: Organisation, who: int, number: int) -> OwnFind:
    """What a rep's own search finds.

    Reads: people.identity, parameters
    """
    p, identity = org.parameters[0], lead_identity(org, org.people[who].identity, number)
    luck = fate(org, Decision.LEAD_NATURE, identity)
    return OwnFind(p.selling_own_fit + p.campaigns_fit_spread * normal(luck.a), luck.b, luck.c, luck.d)
