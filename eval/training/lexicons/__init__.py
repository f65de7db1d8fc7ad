"""Word lists that training alone reads, ``<part>_<list>.txt``: what ships are the weights of their words."""

#: Where :func:`scorer.model.store.load_lexicon` finds them.
LEXICONS = __name__
