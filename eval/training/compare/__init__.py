"""Fits what the comparison of articles reads: word rarity and the slot model."""
