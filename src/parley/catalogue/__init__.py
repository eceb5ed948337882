"""The stored queries: their headers, contracts, files, and the names that their parameters take.

It may import ``engines`` and what lies below.
"""
