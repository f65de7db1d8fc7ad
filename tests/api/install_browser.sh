#!/bin/sh
# Installs the browser that tests/api/test_page.py drives, where that is possible; elsewhere those tests skip.
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || [ -n "$SCORER_CHROMIUM" ]; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-liberation2 fonts-noto-color-emoji >/dev/null && exit 0
fi
echo "no Chromium here, and none could be installed: the tests of the page will skip" >&2
exit 0
