"""Engines: what can answer a SPARQL query. One Protocol, and for now one engine behind it."""

from parley.engines.protocol import Answer, Engine, Graph, Solutions

__all__ = ["Answer", "Engine", "Graph", "Solutions"]
