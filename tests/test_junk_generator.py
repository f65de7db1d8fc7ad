"""The junk generator: the same seed gives the same damage, and its places are true."""

from __future__ import annotations

import pytest

from scorer.eval.training.junk.generator import KINDS, damage

ARTICLE = (
    "The mill by the river was sold on Friday to a family from the next valley.\n\n"
    "They mean to bake there again, the seller's son said. “It has stood empty for too long,” he added, and locked the "
    "door behind him for the last time.\n\n"
    "The price isn't known. A neighbour spoke of half a million; the notary would not say."
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_damage(kind: str) -> None:
    assert damage(ARTICLE, kind, 4) == damage(ARTICLE, kind, 4)
    assert len({damage(ARTICLE, kind, seed).text for seed in range(30)}) > 10


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("truncated", "garbled_encoding", "wall")])
def test_what_is_put_in_stands_at_its_place_and_the_rest_is_untouched(kind: str) -> None:
    for seed in range(30):
        damaged = damage(ARTICLE, kind, seed)
        rest = damaged.text
        for start, end in sorted(damaged.places, reverse=True):
            assert rest[start:end].strip()
            rest = rest[:start] + rest[end:]
        assert "".join(rest.split()) == "".join(ARTICLE.split())


def test_a_wall_stands_below_the_beginning() -> None:
    for seed in range(30):
        damaged = damage(ARTICLE, "wall", seed)
        ((start, end),) = damaged.places
        assert end == len(damaged.text)
        assert ARTICLE.startswith(damaged.text[:start].rstrip(" .…\n"))
        assert 0 < damaged.missing < 1


def test_a_truncated_article_ends_or_breaks_inside_a_sentence() -> None:
    for seed in range(30):
        damaged = damage(ARTICLE, "truncated", seed)
        ((start, end),) = damaged.places
        assert len(damaged.text) < len(ARTICLE) + 90
        assert damaged.text[start:end].strip()


def test_garbled_text_differs_only_at_its_places() -> None:
    for seed in range(30):
        damaged = damage(ARTICLE, "garbled_encoding", seed)
        assert damaged.text != ARTICLE
        assert all(damaged.text[start:end] for start, end in damaged.places)


def test_headlines_of_other_articles_are_used() -> None:
    other = "Zebra crossings to be painted green"
    assert any(other in damage(ARTICLE, "page_furniture", seed, (other,)).text for seed in range(40))


def test_bad_asks_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        damage(ARTICLE, "nonsense", 1)
    with pytest.raises(ValueError, match="sentence"):
        damage(" \n ", "truncated", 1)
