"""What a study says: which factors matter (`sensitivity.py`), and where the advice flips (`discovery.py`).

`cases.py` makes one number of each run, matched by luck, and refuses a study in which any is missing. The command
imports all of this only when it is asked for.
"""

from experiments.analysis.cases import AnalysisError
from experiments.analysis.discovery import Discovery, discover
from experiments.analysis.sensitivity import Sensitivity, sensitivity

__all__ = ["AnalysisError", "Discovery", "Sensitivity", "discover", "sensitivity"]
