"""The version of the library, which ``pyproject.toml`` repeats."""

__version__ = "0.1.0"
