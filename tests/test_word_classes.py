"""Each class of words that never change is declared once."""

from __future__ import annotations

import ast
from pathlib import Path

from scorer.text import word_classes

PACKAGE = Path(word_classes.__file__).resolve().parents[1]
#: Classes that other sets must be built from, and not repeat.
CLASSES = {name: value for name, value in vars(word_classes).items() if isinstance(value, frozenset) and name.isupper()}
#: Words that tell English from other languages: not classes of English grammar.
_OTHER = {"word_classes.py", "language.py"}


def test_no_set_of_words_repeats_a_class() -> None:
    repeated = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} repeats {name}"
        for path in PACKAGE.rglob("*.py")
        if path.name not in _OTHER
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name, words in CLASSES.items()
        if len(words) > 2 and words <= _words(node)
    ]
    assert not repeated


def _words(node: ast.AST) -> set[str]:
    """The words of ``frozenset("… …".split())`` or ``frozenset(("…", "…"))``; none of anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "frozenset"):
        return set()
    held = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {word for text in held for word in text.split()}


def test_months_and_weekdays_are_numbered_in_order() -> None:
    assert list(word_classes.MONTH_NUMBERS.items())[::11] == [("jan", 1), ("dec", 12)]
    assert word_classes.WEEKDAY_NUMBERS["sun"] == 6
