"""Times of day as exports write them, in halves of a day or not, with a zone by its number or its name."""

import re
from datetime import time, timedelta

_CLOCK = re.compile(
    r"(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?:(?P<half>[AaPp])(?:\.?[Mm]\.?)?(?![A-Za-z]))?"
    r"\s*(?P<zone>Z|[A-Z]{3,4})?(?:(?P<sign>[+-])(?P<zh>\d{1,2})(?::?(?P<zm>\d\d))?)?(?:\s*\([^()]*\))?"
)
_ZONES = {  # hours ahead of UTC; a name that several zones have is that of the one whose CRMs write it most
    zone: float(hours)
    for zone, hours in re.findall(
        r"(\w+)([+-]\d\S*)",
        "Z+0 UTC+0 GMT+0 WET+0 WEST+1 BST+1 CET+1 MEZ+1 CEST+2 MESZ+2 EET+2 EEST+3 SAST+2 MSK+3 IST+5.5 SGT+8 HKT+8"
        " AWST+8 JST+9 KST+9 AEST+10 AEDT+11 NZST+12 NZDT+13 BRT-3 ART-3 EDT-4 EST-5 CDT-5 CST-6 MDT-6 MST-7 PDT-7"
        " PST-8",
    )
}


def clock_of(text: str) -> tuple[time, timedelta]:
    """The time of day and how far its zone is ahead of UTC. Raises `ValueError` where it is none.

    >>> clock_of("2:30 PM CET")
    (datetime.time(14, 30), datetime.timedelta(seconds=3600))
    """
    if not text:
        return time(), timedelta()
    match = _CLOCK.fullmatch(text)
    if match is None or (match["zone"] or "Z") not in _ZONES:
        raise ValueError(text)
    sign = -1 if match["sign"] == "-" else 1
    shift = timedelta(hours=int(match["zh"] or 0), minutes=int(match["zm"] or 0))
    ahead = timedelta(hours=_ZONES[match["zone"] or "Z"]) + sign * shift
    return time(_hour(match["h"], match["half"]), int(match["min"]), int(match["s"] or 0)), ahead


def _hour(text: str, half: str | None) -> int:
    if half is None:
        return int(text)
    return int(text) % 12 + (12 if half.lower() == "p" else 0)
