"""What a study says: which factors matter (`indices.py`), and where the advice flips (`discovery.py`).

`run_values.py` makes one number of each run, matched by luck, and refuses a study in which any is missing.
"""

from cordiale.faces import face

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .discovery import Discovery as Discovery
    from .discovery import discover as discover
    from .indices import Sensitivity as Sensitivity
    from .indices import sensitivity as sensitivity
    from .run_values import AnalysisError as AnalysisError

__getattr__, __dir__ = face(
    __name__,
    {
        "AnalysisError": "run_values",
        "Discovery": "discovery",
        "Sensitivity": "indices",
        "discover": "discovery",
        "sensitivity": "indices",
    },
)
