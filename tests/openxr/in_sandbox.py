"""Runs chosen tests inside `tools/openxr-sandbox`, in one go, and brings their reports back as if they had run here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "openxr-sandbox"
REPORTS = "VR_APP_XR_REPORTS"
"""Environment variable, set inside: the file that reports go to, one JSON object a line."""
TIMEOUT_S = 900

sys.path.insert(0, str(TOOL))

import debian_root  # noqa: E402


def what_is_missing() -> str:
    """Why no test can run against a real runtime here, "" where they can. Makes the sandbox on CI."""
    root = debian_root.root_path()
    if os.environ.get("CI", "").lower() in ("1", "true") and not debian_root.is_native():
        try:
            debian_root.make(root)
        except debian_root.SandboxMissingError as error:
            return str(error)
    return debian_root.what_is_missing(root)


class Outside:
    """Plugin for the outer run: runs all tests that need Monado inside before the first test, then replays the reports.

    Before the first test, as making the sandbox may take longer than a test is allowed to.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._items: list[pytest.Item] = []
        self._reports: dict[str, list[dict]] = {}
        self._missing = ""
        self._output = ""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._items = [item for item in session.items if item.get_closest_marker("monado")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        if not self._items or session.config.option.collectonly:
            return
        self._missing = what_is_missing()
        if not self._missing:
            self._reports = self._run_inside()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        if item not in self._items:
            return None
        hook = item.ihook
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = self._reports.get(item.nodeid, [])
        finished = any(report["when"] == "teardown" for report in reports)
        for report in reports if finished else [*reports, self._own_report(item)]:
            hook.pytest_runtest_logreport(
                report=self._config.hook.pytest_report_from_serializable(config=self._config, data=report)
            )
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _run_inside(self) -> dict[str, list[dict]]:
        folder = ROOT / ".pytest_cache"
        folder.mkdir(exist_ok=True)
        path = folder / f"openxr-reports-{os.getpid()}.jsonl"
        path.unlink(missing_ok=True)
        command = [sys.executable, str(TOOL), "run", "--output", "none", "--", sys.executable, "-m", "pytest", "-q"]
        command += ["-p", "no:cacheprovider", *[item.nodeid for item in self._items]]
        environment = os.environ | {REPORTS: str(path), "PYTHONPATH": str(ROOT)}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
            )
            self._output = done.stdout[-3000:] + done.stderr[-3000:]
        except subprocess.TimeoutExpired:
            self._output = f"the tests took longer than {TIMEOUT_S} s inside the sandbox"
        reports: dict[str, list[dict]] = {}
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                data = json.loads(line)
                if data["outcome"] == "skipped" and isinstance(data["longrepr"], list):
                    data["longrepr"] = tuple(data["longrepr"])
                reports.setdefault(data["nodeid"], []).append(data)
            path.unlink()
        return reports

    def _own_report(self, item: pytest.Item) -> dict:
        """For a test that could not be run inside."""
        on_ci = os.environ.get("CI", "").lower() in ("1", "true")
        failed = on_ci or not self._missing
        text = self._missing or f"not finished inside the sandbox:\n{self._output}"
        place = (str(item.path), item.location[1] or 0, f"Skipped: {text}")
        report = pytest.TestReport(
            item.nodeid,
            item.location,
            {},
            "failed" if failed else "skipped",
            text if failed else place,
            "call" if failed else "setup",
        )
        return self._config.hook.pytest_report_to_serializable(config=self._config, report=report)


class Inside:
    """Plugin for the run inside: writes each report down."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self._config = config
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(data) + "\n")
