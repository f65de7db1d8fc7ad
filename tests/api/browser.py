"""A real browser for the tests of the page: the Chromium of the machine, driven by playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

#: A headless browser that asks nobody anything: the tests fail on any request to another place.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: An article of ours with faults of several kinds.
WITH_FAULTS = (
    "The glorious alliance will crush the cruel blockade, analysts say. "
    "It is believed that the traitors could lose everything next year. "
    + "The shocking bill is a disgrace, and everybody knows it was a disastrous mistake by the corrupt board. "
    * 8
)
GROUPS = ("sourcing", "wording", "weighing", "certainty", "headline", "presentation")


#: Rumour and contempt throughout: many flags of a kind, of which each by itself costs nothing.
WITH_RUMOURS = (
    "You Won't Believe What They're Putting In Your Water Now!!\n\n"
    "Wake up, people. For years the so-called experts have told us our water is perfectly safe. But what "
    "if everything we've been told is a lie?\n\n"
    "Sources say that the elites have known about it since the 1990s and did absolutely nothing. Studies "
    "show that millions could be affected. Many believe that the real numbers are far worse, and the "
    "mainstream media refuses to report it because their paymasters don't want you to know the truth.\n\n"
    "It is an outrage. The corrupt bureaucrats at the agency are either hopelessly incompetent or "
    "complicit in the greatest cover-up of our lifetime. And it may get worse: insiders are whispering "
    "that next year they could double the dose. It is no coincidence that the very same people who pushed "
    "the last scandal are pulling the strings again.\n\n"
    "Ask yourself who benefits. Big Water, that's who. They are laughing all the way to the bank while "
    "our children get sick. Everybody knows it. Nobody dares to say it.\n\n"
    "Share this before they take it down. The truth always comes out in the end, and when it does, these "
    "monsters will have to answer for what they have done to innocent families.\n\n"
)


def chromium() -> str | None:
    """The browser's program, from SCORER_CHROMIUM or where Debian puts it; None where there is none."""
    named = os.environ.get("SCORER_CHROMIUM")
    return named or next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield opened
        opened.close()


@dataclass
class Watched:
    """A page and all it did: where it asked, what it complained of, which dialogs it opened."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def assert_quiet(self) -> None:
        """Nothing was complained of, and nothing was asked of any other place."""
        assert self.complaints == [], self.complaints
        assert self.asked
        assert [url for url in self.asked if not url.startswith(f"{self.address}/")] == []

    def paste(self, text: str, html: str | None = None) -> dict[str, Any]:
        """Paste as a person does, by keyboard from the clipboard; the report that came back."""
        self.page.evaluate(
            """async ([text, html]) => {
              const parts = {"text/plain": new Blob([text], {type: "text/plain"})};
              if (html !== null) parts["text/html"] = new Blob([html], {type: "text/html"});
              await navigator.clipboard.write([new ClipboardItem(parts)]);
            }""",
            [text, html],
        )
        self.page.focus("#text")
        with self.page.expect_response("**/v1/score") as answered:
            self.page.keyboard.press("Control+V")
        return self.shown(answered.value)

    def read(self, text: str) -> dict[str, Any]:
        """Fill the box and press the button; the report that came back."""
        self.page.fill("#text", text)
        with self.page.expect_response("**/v1/score") as answered:
            self.page.click("#go")
        return self.shown(answered.value)

    def shown(self, response: Any) -> dict[str, Any]:
        report = dict(response.json())
        self.page.wait_for_selector("#result:not([hidden])")
        return report

    def take(self, what: str) -> None:
        """Choose a way to take the report away."""
        self.page.click("#take summary")
        self.page.click(f"#take [data-take={what}]")

    def saved(self, what: str) -> str:
        """The content of the file that the browser saves."""
        with self.page.expect_download() as download:
            self.take(what)
        return Path(download.value.path()).read_text(encoding="utf-8")

    def clipboard(self) -> str:
        """What is on the clipboard once the page has said that it copied."""
        self.page.locator("#status", has_text="opied").wait_for(state="attached")
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def faults(self) -> list[str]:
        """What axe finds wrong with the page as it stands."""
        source = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(f"() => {{ {source} }}")
        found = self.page.evaluate("async () => (await axe.run(document)).violations")
        return [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}" for one in found]


def explained(report: dict[str, Any]) -> dict[str, Any]:
    """The report with groups, a place among others and a costly flag, whatever the model at hand says."""
    scores, made = report["scores"], report["contributions"]
    if scores is None:
        return report
    scores["reliability"] |= {"percentile": 18.0, "band": "below"}
    scores["quality"] |= {"percentile": None, "band": None}
    for name, part in made.items():
        for number, feature in enumerate(part["features"]):
            feature["group"] = GROUPS[number % 6] if name == "reliability" else "presentation"
    report["groups"] = {
        name: [
            {"group": group, "log_odds": value, "points": 10 * value, "standing": "below", "placed": None}
            for group in GROUPS
            for value in [sum(f["log_odds"] for f in part["features"] if f["group"] == group)]
        ]
        for name, part in made.items()
    }
    report["summary"] = "Below the middle half of articles, mostly because of wording. Start with the first mark."
    for number, flag in enumerate(report["flags"]):
        flag["log_odds"] = {"reliability": -0.05 * (1 + number % 3), "quality": -0.02 * (number % 2)}
    return report
