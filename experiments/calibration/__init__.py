"""The status quo, calibrated once and in the open; run by `python -m experiments.calibration`."""
