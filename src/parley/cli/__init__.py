"""The command line, a module for each command, and the magics of notebooks.

It may import every other room.
"""
