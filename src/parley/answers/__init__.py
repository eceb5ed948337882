"""Answers: rows, their proofs, what no row means, and the formats that they are written in.

It may import ``catalogue`` and what lies below.
"""
