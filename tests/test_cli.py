"""The commands as a person types them: what they print, and the exit codes that they document."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scorer.cli import main
from scorer.report import NO_VERDICT
from scorer.signals.catalogue import write_pages

ROOT = Path(__file__).resolve().parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_report_shows_scores_reasons_flags_and_the_caveat() -> None:
    result = run("score", SEEDS[3])
    assert result.exit_code == 0, result.output
    shown = one_line(result.output)
    assert NO_VERDICT in shown
    assert "Reliability" in shown
    assert "90% interval" in shown
    assert "What lowered quality most" in shown
    assert "junk.author_profile" in shown
    assert "Odell Brekke-Tanner IV" in shown or "About the Author:" in shown
    assert "\x1b[" not in result.output  # colour only on a terminal


def test_several_articles_give_a_line_each_and_the_caveat() -> None:
    result = run("score", ROOT / "seeds")
    assert result.exit_code == 0, result.output
    assert NO_VERDICT in one_line(result.output)
    assert all(seed.name[:12] in result.output.replace("\n", "") for seed in SEEDS)


def test_json_is_the_contract_a_line_an_article() -> None:
    result = run("score", "--json", *SEEDS)
    reports = [json.loads(line) for line in result.stdout_bytes.splitlines()]
    assert [r["id"] for r in reports] == [str(seed) for seed in SEEDS]
    assert all(r["schema_version"] == "1" and r["status"] == "scored" for r in reports)


def test_standard_input_is_read() -> None:
    result = run("score", "-", "--json", stdin=SEEDS[4].read_bytes())
    assert json.loads(result.stdout_bytes)["status"] == "scored"


def test_html_is_told_by_its_first_words(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in SEEDS[4].read_text(encoding="utf-8").splitlines())
    page = tmp_path / "page"
    page.write_text(f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
    report = json.loads(run("score", page, "--json").stdout_bytes)
    assert report["status"] == "scored"
    assert "<p>" not in report["text"]


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"", 0, "no_text"),
        (b"Hello", 0, "too_short"),
        (bytes(range(256)) * 64, 1, "bad_input"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), 1, "bad_input"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_says_why(tmp_path: Path, content: bytes, code: int, reason: str) -> None:
    file = tmp_path / "input.txt"
    file.write_bytes(content)
    result = run("score", file, "--json")
    assert result.exit_code == code
    assert json.loads(result.stdout_bytes)["status_reason"] == reason
    assert "Traceback" not in run("score", file).output


def test_control_sequences_of_the_text_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "input.txt"
    file.write_text("Sources said \x1b[2J\x1b]0;owned\x07 the mayor may resign. " * 20, encoding="utf-8")
    output = run("score", file).output
    assert "\x1b" not in output
    assert "\x07" not in output


def test_a_missing_file_is_a_usage_error() -> None:
    result = run("score", "no-such-file.txt")
    assert result.exit_code == 2
    assert "no-such-file.txt" in result.output


def test_batch_writes_a_row_for_every_row(tmp_path: Path) -> None:
    rows: list[str] = [json.dumps({"id": s.name, "text": s.read_text(encoding="utf-8")}) for s in SEEDS]
    rows[2:2] = ["{not json", json.dumps({"id": 7, "text": 9})]
    source = tmp_path / "in.jsonl.gz"
    source.write_bytes(gzip.compress("\n".join(rows).encode()))
    result = run("batch", source, "--output", tmp_path / "out.jsonl", "--detail", "scores")
    assert result.exit_code == 1, result.output  # two rows could not be read
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in written] == [SEEDS[0].name, SEEDS[1].name, None, "7", *(s.name for s in SEEDS[2:])]
    assert [r["status_reason"] for r in written[2:4]] == ["bad_input", "bad_input"]


def test_signals_names_every_flag_with_its_figures() -> None:
    shown = one_line(run("signals").output)
    assert "junk.author_profile (high)" in shown
    assert "precision" in shown


def test_the_pages_of_signals_are_those_that_the_code_gives(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in write_pages(tmp_path)}
    kept = [ROOT / "docs" / "signals.md", *(ROOT / "docs" / "flags").glob("*.md")]
    assert {path.relative_to(ROOT / "docs"): path.read_text(encoding="utf-8") for path in kept} == written, (
        "docs/signals.md or docs/flags/ is out of date: scorer signals --write docs"
    )


def test_the_page_of_one_flag() -> None:
    page = run("signals", "junk.author_profile").output
    assert page.startswith("# junk.author_profile\n")
    assert "## Raised here" in page and "## Not raised here" in page
    refused = run("signals", "junk.nothing")
    assert refused.exit_code == 2
    assert "junk.author_profile" in one_line(refused.output)


def test_every_command_and_option_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.opts}"


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["numpy", "sklearn", "trafilatura", "pyarrow", "rich", "fastapi", "textstat"]),
        (["score", str(SEEDS[4])], ["sklearn", "scipy", "trafilatura", "pyarrow", "fastapi", "skops", "matplotlib"]),
    ],
    ids=["help", "score"],
)
def test_nothing_heavy_is_imported_for_small_work(arguments: list[str], absent: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['scorer', *" + repr(arguments) + "]\n"
        "from scorer.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('IMPORTED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stdout.rsplit("IMPORTED", 1)[1].split())
    assert not imported & set(absent)


def test_a_folder_that_holds_no_models_is_refused_before_anything_is_scored(tmp_path: Path) -> None:
    result = run("score", "--model", tmp_path, SEEDS[0])
    assert result.exit_code == 2
    assert "no model folder" in one_line(result.output)
