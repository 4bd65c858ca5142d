"""Puts the data folders of the repository's top level into the wheel; everything else is in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

DATA_FOLDERS = ("assets", "scenes", "shaders")
"""They land in `vr_app/data/`, where `vr_app.kernel.resources` looks when there is no repository around the package."""


class BuildWithData(build_py):
    """`build_py` that also copies data folders and pages for users; an editable install reads them where they are."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        root = Path(__file__).parent
        for folder in DATA_FOLDERS:
            target = Path(self.build_lib) / "vr_app" / "data" / folder
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(root / folder, target)
        pages = Path(self.build_lib) / "vr_app" / "data" / "docs"
        pages.mkdir(parents=True, exist_ok=True)
        for page in (root / "docs").glob("*.md"):
            shutil.copy2(page, pages)
        shutil.copy2(root / "constraints.txt", Path(self.build_lib) / "vr_app" / "data")


setup(cmdclass={"build_py": BuildWithData})
