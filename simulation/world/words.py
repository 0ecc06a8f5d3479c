"""The words of the model: each a name in the code, a number in the state, and a word in files and tables.

>>> Attribution.POSITION_BASED.word, int(Attribution.POSITION_BASED), Attribution.of("position-based")
('position-based', 4, <Attribution.POSITION_BASED: 4>)
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

FORCES = ("technology", "buyers", "business-model")
NOBODY = -1
NEVER = 1 << 30  # a week that no company lives to see
MOST_TALENT = 2.0  # skill without experience that nobody exceeds
LEAST_COMPETENCE = 0.05  # of a usual person's output in an hour: what anybody gets done
WEEKS_PER_QUARTER = 13
WEEKS_PER_YEAR = 52
# Rows of `structure`: the one in force, where a reorganisation comes from and goes, and the goal of alarmed executives;
# those after them hold what is decided on the timeline.
NOW, WHENCE, WHITHER, GOAL = 0, 1, 2, 3
COUNTED, BLANK = 0, 1  # rows of `tally`: the quarter's counts, and none, to begin anew with


class Word(IntEnum):
    """A choice of words: `NAME = number, meaning`. In files a word stands in lower case, with hyphens."""

    meaning: str

    def __new__(cls, number: int, meaning: str = "") -> Self:
        word = int.__new__(cls, number)
        word._value_, word.meaning = number, meaning
        return word

    @property
    def word(self) -> str:
        """The name as files, tables and messages have it."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def words(cls) -> Mapping[str, Self]:
        """All choices, by their words."""
        return _by_word(cls)

    @classmethod
    def of(cls, word: str) -> Self:
        """The choice with this word. Raises KeyError if there is none."""
        return cls.words()[word]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Files say the word; any other is refused, and the message names those allowed."""
        from pydantic_core import core_schema  # late: only files need it

        return core_schema.no_info_after_validator_function(
            cls.of,
            core_schema.literal_schema(list(cls.words())),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda each: each.word),
        )


@cache
def _by_word(choices: Any) -> Mapping[str, Any]:
    """Asked of each person of a chart, so looked up once."""
    return MappingProxyType({each.word: each for each in choices})


class Kind(Word):
    """What a person is."""

    REP = 0
    MARKETER = 1
    LEADER = 2


class Side(Word):
    """The function that a person belongs to."""

    SALES = 0
    MARKETING = 1
    COMPANY = 2, "both: the executives"


class Level(Word):
    """How high a person stands."""

    PRACTITIONER = 0
    MANAGER = 1
    HEAD = 2
    EXECUTIVE = 3


class Tool(Word):
    """The tool system that a person works in; its own is the one of its function."""

    OWN_SALES = 0
    OWN_MARKETING = 1
    COMMON = 2


class Stage(Word):
    """How far a lead is: in hand-off, with a rep, an opportunity in three steps; or the end it came to."""

    QUALIFIED = 0, "in hand-off"
    ASSIGNED = 1, "with a rep"
    OPPORTUNITY = 2
    PROPOSAL = 3
    NEGOTIATION = 4
    UNQUALIFIED = 10, "the first of the ends"
    IGNORED = 11
    REJECTED = 12
    LOST = 13
    NO_DECISION = 14
    WON = 15


FIRST_END = Stage.UNQUALIFIED  # from this stage on a lead has ended


class Attribution(Word):
    """Rule for sharing the credit for a win."""

    OWN_ACCOUNTING = 0, "each side by its own books"
    FIRST_TOUCH = 1
    LAST_TOUCH = 2
    LINEAR = 3, "by touches"
    POSITION_BASED = 4, "two fifths each for the first and the last touch, the rest by touches"
    POOLED = 5, "one pot"


class DecisionRule(Word):
    """Who decides what concerns both functions."""

    EACH_ALONE = 0
    ONE_HEAD = 1
    DOMINANT_SIDE = 2
    JOINT_CONSENT = 3


class Response(Word):
    """What executives do once they are alarmed."""

    PROGRAMME = 0, "an alignment programme"
    REORGANISE = 1, "the switch to another paradigm"


class Resolve(Word):
    """What a company decides on its timeline."""

    PARADIGM = 0, "a switch to another paradigm"
    SETTING = 1, "a change of one setting of the structure"
    LEADERSHIP = 2, "another value of a parameter of leadership"
    PROGRAMME = 3, "an alignment programme"
    SURVEY = 4, "an honest survey"
    RECALIBRATE = 5, "roles made anew for the buyers' journey"


class Bound(Word):
    """How an outcome must lie to the threshold for a decision to be taken."""

    ALWAYS = 0, "there is no condition"
    BELOW = 1
    AT_MOST = 2
    ABOVE = 3
    AT_LEAST = 4


class Matter(Word):
    """What waits for a leader's decision."""

    DISPUTE = 0, "over credit"
    IDEA = 1
    QUESTION = 2, "of priorities"


class Verdict(Word):
    """How a matter went off the leaders' table."""

    OPEN = 0, "not yet"
    SETTLED = 1, "a dispute fairly, a question with an answer"
    STANDS = 2, "the claim that was in dispute"
    ADOPTED = 3, "an idea"
    DECLINED = 4, "an idea"
    OVERRULED = 5, "over the head of the side that raised it"
    CONTRADICTED = 6, "by leaders who decide each alone"
    GIVEN_UP = 7, "nobody decided in time"


FIRST_VERDICT = Verdict.SETTLED  # from here on a matter is off the table
