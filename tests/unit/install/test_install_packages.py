"""pip's words turned into plain ones; system packages named for each distribution."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vr_app.install.packages import explain_failure, progress_line, run_pip
from vr_app.install.system_libraries import (
    APP_NEEDS,
    TEST_NEEDS,
    Need,
    install_command,
    lacking,
    package_manager,
    packages_for,
)
from vr_app.kernel.errors import UserError


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)", "  fetching numpy (16.9 MB)"),
        (
            "  Downloading https://h/p/PySide6_Essentials-6.12.0-x.whl (84.3 MB)",
            "  fetching PySide6-Essentials (84.3 MB)",
        ),
        ("  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (62 kB)", ""),
        ("Installing collected packages: a, b, c", "  putting 3 parts in place"),
        ("Requirement already satisfied: numpy", ""),
    ],
)
def test_progress_is_plain(line: str, shown: str) -> None:
    assert progress_line(line) == shown


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "Retrying ... NewConnectionError(': Failed to establish')\nERROR: No matching distribution found for numpy",
            "reach",
        ),
        ("ERROR: Could not install: [Errno 13] Permission denied: '/x'", "may not be written"),
        ("ERROR: No matching distribution found for onnxruntime==9", "no ready-made package of onnxruntime==9"),
        ("Traceback (most recent call last): KeyError", "log"),
    ],
)
def test_failures_are_one_plain_sentence_with_a_remedy(output: str, says: str, tmp_path: Path) -> None:
    error = explain_failure(output, tmp_path / "install.log")
    assert says in str(error)
    assert error.remedy and "Traceback" not in str(error)


def test_a_real_pip_that_fails_is_logged_and_explained(tmp_path: Path) -> None:
    log = tmp_path / "install.log"
    arguments = ["install", "--no-index", "--dry-run", "no-such-library-of-ours"]
    with pytest.raises(UserError, match="no ready-made package of no-such-library-of-ours"):
        run_pip([sys.executable, "-m", "pip"], arguments, say=lambda line: None, log=log)
    assert "--no-index" in log.read_text()


def test_every_distribution_gets_one_command() -> None:
    needs = [need for need in APP_NEEDS if need.what in ("libEGL.so.1", "libportaudio.so.2")]
    assert install_command(needs, "apt", root=False) == (
        ["sudo", "apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libportaudio2"]
    )
    assert install_command(needs, "dnf", root=True) == ["dnf", "install", "-y", "mesa-libEGL", "portaudio"]
    assert install_command(needs, "pacman", root=False)[-2:] == ["libglvnd", "portaudio"]


def test_a_package_is_named_once_and_only_where_there_is_one() -> None:
    assert packages_for(APP_NEEDS, "pacman").count("libglvnd") == 1
    assert "" not in packages_for(TEST_NEEDS, "dnf")


def test_the_package_manager_is_found_by_its_program() -> None:
    assert package_manager(lambda program: "/usr/bin/dnf" if program == "dnf" else None) == "dnf"
    assert package_manager(lambda program: None) is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks system libraries")
def test_what_lacks_is_found() -> None:
    there = Need("libc.so.6", "everything", "libc6", "glibc", "glibc")
    absent = [
        Need("libnever.so.77", "nothing", "a", "b", "c"),
        Need("no-such-program-of-ours", "nothing", "a", "b", "c"),
        Need("/usr/share/no-such-folder/*.json", "nothing", "a", "b", "c"),
    ]
    assert lacking([there, *absent]) == absent
