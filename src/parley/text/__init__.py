"""Texts and files: reading within bounds, folding, near names, passages, what a terminal may show.

It may import nothing of Parley but its errors.
"""
