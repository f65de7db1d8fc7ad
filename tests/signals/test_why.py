"""Each flag says how it came about, and asking changes nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from click.testing import CliRunner

from scorer.article import read_text_article
from scorer.cli import main
from scorer.pipeline import examine
from scorer.signals.why import explain

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_state_outlet.txt"


def test_every_flag_names_the_code_that_raised_it() -> None:
    text = SEED.read_text(encoding="utf-8")
    seen, found = explain(read_text_article(text))
    assert [why.flag.id for why in found] and len(found) == len(seen.flag_ids())
    for why in found:
        assert why.sites, why.flag.id
        site = why.sites[0]
        lines = (ROOT / "scorer" / site.file).read_text(encoding="utf-8").splitlines()
        assert 0 < site.line <= len(lines)
        assert "/why.py" not in site.file


def test_asking_changes_nothing() -> None:
    article = read_text_article(SEED.read_text(encoding="utf-8"))
    seen, _ = explain(article)
    assert seen.findings == examine(article).findings
    assert sys.getprofile() is None


def test_a_limit_is_shown_with_its_value() -> None:
    shown = CliRunner().invoke(main, ["why", str(SEED), "hedging.vague"]).output
    assert "hedging.vague_source" in shown and "vague_flag_at = 0.5" in shown
    assert "attribution.sparse" not in shown


def test_the_words_that_were_weighed_are_shown_with_their_weights() -> None:
    lines = CliRunner().invoke(main, ["why", str(SEED), "hedging", "--json"]).output.splitlines()
    words = [word for line in lines for word in json.loads(line)["words"]]
    assert any(word in ("According", "analysts") and weight > 0 for word, weight in words)


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "escape.txt"
    path.write_text(SEED.read_text(encoding="utf-8").replace("glorious", "glor\x1b[31mious"), encoding="utf-8")
    assert "\x1b" not in CliRunner().invoke(main, ["why", str(path)]).output
