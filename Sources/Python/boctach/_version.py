"""The version, that of the library inside; a test holds the two against each other."""

__version__ = "0.1.0"
