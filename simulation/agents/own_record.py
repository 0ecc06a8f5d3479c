"""A person's own record in the state, seen from an object: fields as typed properties, and who else is about."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, overload

import numpy as np

from ..world.organisation import Organisation
from ..world.state import PERSON
from ..world.words import MOST_TALENT, NOBODY

if TYPE_CHECKING:
    from ..world.tables import MattersRow, PeopleRow

Number = TypeVar("Number", int, float)
MEANING = {field.name: field.meaning for field in PERSON}


class Kept(Generic[Number]):
    """A field that the model keeps and others may look at; setting it raises AttributeError.

    Its name and meaning are those of `state.PERSON`; another name cannot be declared.

    >>> Recorded.talent.__doc__
    'skill without experience, around 1'
    """

    def __init__(self, kind: type[Number]) -> None:
        self.kind: type[Number] = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.__doc__ = name, MEANING[name]

    @overload
    def __get__(self, person: None, owner: type) -> Self: ...
    @overload
    def __get__(self, person: "Recorded", owner: type) -> Number: ...
    def __get__(self, person: "Recorded | None", owner: type) -> Self | Number:
        return self if person is None else self.kind(person.record[self.name])

    def __set__(self, person: "Recorded", value: Number) -> None:
        raise AttributeError(f"{self.name} of {person.key} is kept by the model and cannot be set")


class Own(Kept[float]):
    """A field to read and write, within [low, high]; `high` may be the name of another property.

    Raises ValueError for a value outside.
    """

    def __init__(self, low: float = 0.0, high: float | str = math.inf) -> None:
        super().__init__(float)
        self.low, self.high = low, high

    def __set__(self, person: "Recorded", value: float) -> None:
        high = getattr(person, self.high) if isinstance(self.high, str) else self.high
        if not self.low <= value <= high:
            raise ValueError(f"{self.name} of {person.key} = {value!r} is outside [{self.low:g}, {high:g}]")
        person.record[self.name] = value
        person.model.make_room()  # whoever can do more may fill the books sooner


class Surroundings(Protocol):
    """What a person sees of the model it lives in."""

    org: Organisation
    company: Any
    names: dict[str, str]
    people: Sequence[Any]

    @property
    def week(self) -> int: ...

    def make_room(self) -> None: ...


class Recorded(ABC):
    """Whoever has a row in `org.people`; abstract.

    Hours and credit as in the state's table; shares in [0, 1].
    """

    model: Surroundings
    row: int

    identity, seat, team, level, system = Kept(int), Kept(int), Kept(int), Kept(int), Kept(int)
    talent, weekly_hours, vacant = Kept(float), Kept(float), Kept(float)
    friction_hours, meeting_hours, shared, trust = Kept(float), Kept(float), Kept(float), Kept(float)
    joint_hours, practice, nature = Kept(float), Kept(float), Kept(float)
    skill, experience, specialisation, orientation = Own(high="best_skill"), Own(), Own(high=1.0), Own(high=1.0)
    hours_left, owed_hours, leading_left = Own(high="weekly_hours"), Own(), Own(high="hours_left")
    morale, clarity = Own(high=1.0), Own(high=1.0)
    credit, target, achieved, success = Own(), Own(low=0.01), Own(), Own(high=1.0)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"

    @property
    @abstractmethod
    def role(self) -> str:
        """`rep`, `marketer` or `leader`: the column under which the books name this person."""

    @property
    def org(self) -> Organisation:
        """The state of the company. Its tables are exchanged for larger ones when they run full."""
        return self.model.org

    @property
    def record(self) -> "PeopleRow":
        """This person's own record in `org.people`, to read and write without any check."""
        return self.org.people[self.row]

    @property
    def key(self) -> str:
        """The seat's key in the org chart and in the graph."""
        return self.model.company.blueprint.keys[self.row]

    @property
    def name(self) -> str:
        """The name that the org chart gives to the seat, or else its key."""
        return self.model.names[self.key] or self.key

    @property
    def best_skill(self) -> float:
        """The most skill that anybody can reach."""
        return float(MOST_TALENT * self.org.parameters[0].people_mastery)

    @property
    def manager(self) -> "Recorded | None":
        """Whom this person reports to; None at the top."""
        row = int(self.record.manager)
        return None if row == NOBODY else self.model.people[row]

    @property
    def matters(self) -> list["MattersRow"]:
        """Open disputes this person is a party to; of a leader, all that waits for a decision, oldest first."""
        return self.booked("matters")

    def booked(self, table: str) -> list[Any]:
        """Records of `leads`, `customers` or `matters` that are this person's, in the order of the books.

        They are the state itself, to read and write; look anew in every phase, for closing the books moves them.
        """
        rows = getattr(self.org, table)[: int(self.org.company[0][table])]
        return [rows[row] for row in np.flatnonzero(rows[self.role] == self.row)]
