"""`python -m experiments.validation`: the document and the figures anew from the record, without measuring."""

from .measuring import Place, keep
from .record import read

if __name__ == "__main__":
    record = read()
    if record is None:
        raise SystemExit("there is no record; `cordiale validate` measures one")
    keep(record, Place.of(None))
