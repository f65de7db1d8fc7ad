"""Fits everything in models/ from the labelled data: the signals' weights first, then the two scores."""
