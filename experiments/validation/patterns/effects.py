"""Patterns 6, 7 and 8: what each force does, and what the structure makes of it."""

from __future__ import annotations

from ..cells import Cell
from ..claims import Claim, Part
from ..criteria import Above, Below
from ..quantities import Less, Level, Quantity, Relative
from ..readings import Reading

REVENUE = Reading("revenue")


def effect(force: str, company: Cell, reading: Reading) -> Quantity:
    """What a force alone changes in a company, in the unit of the reading."""
    return Less(Level(company.under(force), reading), Level(company, reading))


def relative_effect(force: str, company: Cell, reading: Reading) -> Quantity:
    """What a force alone changes in a company, as a share of what is there without it."""
    return Relative(Level(company.under(force), reading), Level(company, reading))


APART, TOGETHER = Cell().having(integration=0.05), Cell().having(integration=0.8)
MISFITS = Reading("misfit_leads", per=("leads_worked",))
DENSITY = Reading("cross_function_density")

TECHNOLOGY = Claim(
    6,
    "technology",
    "Technology is double-edged: better leads, weaker ties; its net effect changes sign with integration.",
    "technology alone against no forces, 12 quarters; the status quo's structure with its integration set to 0.05 and "
    "to 0.8, the ends of what the paradigms have",
    "model-brief pattern 6; F80, F82, F83, F86",
    (
        Part(
            "misfits among worked leads, integration 0.8",
            effect("technology", TOGETHER, MISFITS),
            Below(-0.01),
            "points",
        ),
        Part(
            "contact across functions, integration 0.8",
            relative_effect("technology", TOGETHER, DENSITY),
            Below(-0.05),
            "%",
        ),
        Part("contact across functions, status quo", relative_effect("technology", Cell(), DENSITY), Below(-0.05), "%"),
        Part("revenue, integration 0.05", relative_effect("technology", APART, REVENUE), Below(0.0), "%"),
        Part("revenue, integration 0.8", relative_effect("technology", TOGETHER, REVENUE), Above(0.0), "%"),
    ),
)

EVENTS = Reading("friction_events_per_person_week")
EXCLUSIONS = Reading("exclusions")
RECALIBRATED = Cell().having(integration=0.6, shared_goals=0.5, joint_planning=2.0)

BUYERS = Claim(
    7,
    "buyers",
    "Buyer autonomy moves influence to marketing and raises friction, less so where roles were recalibrated.",
    "buyers alone against no forces, 12 quarters; the status quo, and the same with the integration, shared goals and "
    "planning of the proportional row: roles recalibrated to work on a buyer jointly",
    "model-brief pattern 7; F70, F72, F73, F76",
    (
        Part(
            "marketing's share of the touches in contracts won, status quo",
            effect("buyers", Cell(), Reading("marketing_influence")),
            Above(0.05),
            "points",
        ),
        Part("friction events, status quo", relative_effect("buyers", Cell(), EVENTS), Above(0.01), "%"),
        Part("exclusions a quarter, status quo", effect("buyers", Cell(), EXCLUSIONS), Above(0.0)),
        Part(
            "friction events: effect where recalibrated less effect in the status quo",
            Less(effect("buyers", RECALIBRATED, EVENTS), effect("buyers", Cell(), EVENTS)),
            Below(0.0),
        ),
        Part(
            "exclusions a quarter: effect where recalibrated less effect in the status quo",
            Less(effect("buyers", RECALIBRATED, EXCLUSIONS), effect("buyers", Cell(), EXCLUSIONS)),
            Below(0.0),
        ),
    ),
)

CONTESTS = Reading("power_contests")


def trust_sensitivity(forces: str) -> Quantity:
    """How much more a status quo earns that starts with trust of 0.75 instead of 0.25, as a share."""
    company = Cell(forces=forces)
    return Relative(
        Level(company.having({"trust.initial": 0.75, "company.burn_in": 0}), REVENUE),
        Level(company.having({"trust.initial": 0.25, "company.burn_in": 0}), REVENUE),
    )


RECURRING = Claim(
    8,
    "recurring revenue",
    "Recurring revenue makes revenue more sensitive to trust, and raises power contests where power is unsettled.",
    "business-model alone against no forces, 12 quarters; initial trust 0.75 against 0.25; contests a quarter in the "
    "status quo (each function alone, power nearly equal) and in the assimilated paradigm (one head)",
    "model-brief pattern 8; F60, F62",
    (
        Part(
            "revenue's rise with trust, business-model less none",
            Less(trust_sensitivity("business-model"), trust_sensitivity("none")),
            Above(0.0),
            "points",
        ),
        Part("power contests, status quo", effect("business-model", Cell(), CONTESTS), Above(0.25)),
        Part(
            "power contests, status quo less assimilated",
            Less(effect("business-model", Cell(), CONTESTS), effect("business-model", Cell("assimilated"), CONTESTS)),
            Above(0.25),
        ),
    ),
)

CLAIMS = (TECHNOLOGY, BUYERS, RECURRING)
