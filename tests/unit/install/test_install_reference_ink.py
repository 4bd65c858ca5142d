"""inkjs for the tests: only the very bytes that are pinned are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.install.reference_ink import VERSION, fetch_reference, reference_folder
from vr_app.install.source import SourceError


def test_other_bytes_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    served = tmp_path / "registry" / "inkjs" / "-"
    served.mkdir(parents=True)
    (served / f"inkjs-{VERSION}.tgz").write_bytes(b"something else")
    data = tmp_path / "data"
    with pytest.raises(SourceError, match="another sha512"):
        fetch_reference(data, registry=(tmp_path / "registry").as_uri())
    assert reference_folder(data) is None
    assert [path for path in data.rglob("*") if path.is_file()] == []


def test_a_registry_without_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="could not be fetched"):
        fetch_reference(tmp_path / "data", registry=(tmp_path / "nothing").as_uri())
