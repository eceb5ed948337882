"""A release: dumps, tables, checksums, description and site; and what changed between two.

It may import ``check`` and what lies below.
"""
