"""Translate patient leaflets without ever changing the number to call or the name of the drug."""

__version__ = "0.1.0"
