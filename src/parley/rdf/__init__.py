"""RDF: terms and their Python values, the spaces of XSD, Turtle and where it says what, graphs as files.

It may import ``text`` and what lies below.
"""
