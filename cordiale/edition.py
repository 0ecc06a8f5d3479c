"""Which version of Cordiale this is: that of the installed package, whose one source is `pyproject.toml`."""

from importlib.metadata import version

__version__ = version("cordiale")
