"""SPARQL services: put a graph there, count what arrived, and try whether it answers rightly.

It may import ``graph`` and what lies below.
"""
