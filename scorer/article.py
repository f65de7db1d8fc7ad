"""What comes in: a pasted text or a page of HTML, turned into an :class:`Article`.

trafilatura is used here and nowhere else, and is imported only when HTML arrives.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is judged.

    ``text`` is the input untouched when a text was pasted, and the extracted text when ``from_html``.
    A field that is not known is None.
    """

    text: str
    id: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    from_html: bool = False
