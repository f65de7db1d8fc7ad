"""Variants of the kinds of trouble that people report, in wordings, places and layouts of our own."""
