"""What a study says: which factors matter (`indices.py`), and where the advice flips (`discovery.py`).

`cases.py` makes one number of each run, matched by luck, and refuses a study in which any is missing.
"""

from cordiale.faces import face

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .cases import AnalysisError as AnalysisError
    from .discovery import Discovery as Discovery
    from .discovery import discover as discover
    from .indices import Sensitivity as Sensitivity
    from .indices import sensitivity as sensitivity

__getattr__, __dir__ = face(
    __name__,
    {
        "AnalysisError": "cases",
        "Discovery": "discovery",
        "Sensitivity": "indices",
        "discover": "discovery",
        "sensitivity": "indices",
    },
)
