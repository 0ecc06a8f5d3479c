"""Studies: many runs of the model over a design, kept so that nothing can lose them.

A study is a TOML file (`file.py`): which factors vary (`factors.py`), by which design (`designs.py`), on how
many matched replications. `folder.py` names what a study leaves behind, `reading.py` reads it.
"""

from cordiale.faces import face

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .carrying_out import carry_out as carry_out
    from .file import StudyError as StudyError
    from .planning import Plan as Plan
    from .planning import plan as plan
    from .reading import StoredStudy as StoredStudy
    from .reading import read as read

__getattr__, __dir__ = face(
    __name__,
    {
        "Plan": "planning",
        "StoredStudy": "reading",
        "StudyError": "file",
        "carry_out": "carrying_out",
        "plan": "planning",
        "read": "reading",
    },
)
