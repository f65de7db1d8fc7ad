"""Take the pictures of the page's first screen: each example article of this repository and a clean one.

    python bench/screenshots.py [FILE ...] [--out docs/images]

Each is shown on a desktop, on a phone (two screens) and in the dark. Needs Chromium (Debian's chromium, or one named in
SCORER_CHROMIUM) and playwright.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from http_service import HOST, service
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
ARTICLES = (*sorted((ROOT / "seeds").glob("*.txt")), ROOT / "bench" / "clean_article.txt")
#: The article that the README shows, whose pictures are called "page".
SHOWN = "000_state_outlet"
#: Enough for flat colours and text; a third of the size.
COLOURS = 128

SHOTS: dict[str, dict[str, Any]] = {
    "": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "-phone": {"viewport": {"width": 390, "height": 1688}, "color_scheme": "light", "has_touch": True},
}


def main() -> int:
    """Start the service, check every article, and keep what is seen first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="*", default=ARTICLES, metavar="FILE")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    program = os.environ.get("SCORER_CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.stderr.write("no Chromium here\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    with service(None, workers="1") as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for article in options.articles:
            for ending, how in SHOTS.items():
                name = "page" if article.stem == SHOWN else article.stem
                png = first_screen(browser, f"http://{HOST}:{port}/", article.read_text(encoding="utf-8"), how)
                shrink(png, options.out / f"{name}{ending}.png")
        browser.close()
    return 0


def first_screen(browser: Browser, address: str, text: str, how: dict[str, Any]) -> bytes:
    """What a reader sees once the article has been checked, without scrolling."""
    page = browser.new_page(**how)
    page.goto(address)
    page.fill("#text", text)
    page.click("#go")
    page.wait_for_selector("#result:not([hidden])")
    page.wait_for_timeout(400)
    png = page.screenshot()
    page.close()
    return png


def shrink(png: bytes, target: Path) -> None:
    """Write a picture with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
