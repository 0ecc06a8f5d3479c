"""`python -m experiments.calibration` calibrates the status quo."""

from .calibrate import main

if __name__ == "__main__":
    main()
