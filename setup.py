"""The compiled extension; all else stands in pyproject.toml."""

import os
from pathlib import Path

from setuptools import Extension, setup

# No multiplication is fused with an addition: every machine must round alike.
FLAGS = [] if os.name == "nt" else ["-ffp-contract=off", "-fvisibility=hidden"]
NATIVE = Extension(
    "scorer._native",
    sorted(str(path) for path in Path("native").glob("*.c")),
    depends=["native/native.h"],
    extra_compile_args=FLAGS,
    libraries=[] if os.name == "nt" else ["m"],
    py_limited_api=True,
    optional=True,
)

setup(
    ext_modules=[] if os.environ.get("SCORER_NATIVE") == "0" else [NATIVE],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
