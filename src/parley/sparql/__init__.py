"""SPARQL as text: tokens, the form of a query, binding, the guard, limits, and the answers.

It may import ``rdf`` and what lies below.
"""
