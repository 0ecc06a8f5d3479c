"""`python -m experiments.validation`: the document and the figures anew from the record, without measuring."""

from .record import read
from .validate import Place, keep

if __name__ == "__main__":
    record = read()
    if record is None:
        raise SystemExit("there is no record; `cordiale validate` measures one")
    keep(record, Place.of(None))
