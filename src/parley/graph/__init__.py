"""The core of a knowledge graph: opened from a source, derived to a fixpoint, asked.

It may import ``answers`` and what lies below.
"""
