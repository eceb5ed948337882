"""The site of a release: static pages at the paths of the IRIs, each with its Turtle beside it.

The extra ``publish`` brings what draws and renders them; nothing that needs it is imported here.
"""
