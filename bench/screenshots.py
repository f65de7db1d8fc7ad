"""Take the pictures of the page that the README shows, from an example article of this repository.

    python bench/screenshots.py [SEED] [--out docs/images]

Needs Chromium (Debian's chromium, or one named in SCORER_CHROMIUM) and playwright.
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
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
#: Enough for flat colours and text; a third of the size.
COLOURS = 200

SHOTS: dict[str, dict[str, Any]] = {
    "page": {"viewport": {"width": 1240, "height": 1180}, "color_scheme": "light"},
    "page-dark": {"viewport": {"width": 1240, "height": 860}, "color_scheme": "dark"},
    "page-phone": {"viewport": {"width": 390, "height": 800}, "color_scheme": "light", "has_touch": True},
}


def main() -> int:
    """Start the service, paste, point at a mark, and keep what is seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=Path, nargs="?", default=ROOT / "seeds" / "000_state_outlet.txt")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    program = os.environ.get("SCORER_CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.stderr.write("no Chromium here\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    text = options.seed.read_text(encoding="utf-8")
    with service(None, workers="1") as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, how in SHOTS.items():
            page = browser.new_page(**how)
            page.goto(f"http://{HOST}:{port}/")
            page.fill("#text", text)
            page.click("#go")
            page.wait_for_selector("#result:not([hidden])")
            if name != "page":
                page.locator("#text-title").evaluate("(title) => title.scrollIntoView({behavior: 'instant'})")
                page.locator("#article mark").nth(1).focus()
            page.wait_for_timeout(400)
            shrink(page.screenshot(), options.out / f"{name}.png")
            page.close()
        browser.close()
    return 0


def shrink(png: bytes, target: Path) -> None:
    """Write a picture with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
