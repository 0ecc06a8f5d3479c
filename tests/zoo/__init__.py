"""A zoo of planted faults: realistic modelling bugs, and the test that has to notice each of them.

`faults.toml` declares the faults, `catalogue.py` reads them, `keeper.py` plants one in a copy of the project and runs
the tests there, `python -m tests.zoo` shows the matrix.
"""
