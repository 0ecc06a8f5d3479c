"""A model as something to copy and pickle: both go on alike, and share nothing."""

from typing import Any

from ..recording.log import OFF


class Copied:
    """What `copy.deepcopy` and `pickle` take of a model, and give back.

    Raises TypeError for a model that keeps a record, whose log looks at the books of this one company in memory.
    """

    log: Any

    def __getstate__(self) -> dict[str, Any]:
        if self.log is not OFF:
            raise TypeError("a model that keeps a record cannot be copied or pickled; make it with record=False")
        return {**vars(self), "log": None}  # the log that records nothing is one for all

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, log=OFF)
