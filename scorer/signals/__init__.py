"""The signals: one file a kind, listed in order in ``registry``."""
