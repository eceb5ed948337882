"""The name under which :func:`read_query` was imported before the rooms: use :mod:`parley.catalogue.contract`."""

from parley.catalogue.contract import read_query

__all__ = ["read_query"]
