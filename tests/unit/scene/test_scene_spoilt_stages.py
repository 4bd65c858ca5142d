"""Whatever is in a scene.toml: refused in time, with file, line and what to do, or read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.scene.stage_reader import load_stage

HEAD = 'format = 2\ntitle = "T"\ndescription = "D."\n'
THING = '[[thing]]\nid = "t{0}"\nsize = [1, 1, 1]\n'
SPOILT: dict[str, tuple[bytes, int]] = {
    "UTF-16": ((HEAD + "").encode("utf-16"), 1),
    "half a character": (HEAD.encode() + b'mood = "\xe4\xb8"\n', 4),
    "a bare return": (HEAD.encode() + b'mood = "a"\rexposure = 1\n', 4),
    "a key twice": ((HEAD + 'mood = "a"\nmood = "b"\n').encode(), 5),
    "a table twice": ((HEAD + "[sky]\nhour = 3\n[sky]\nhour = 4\n").encode(), 6),
    "a list after a table": ((HEAD + "[thing]\n[[thing]]\n").encode(), 5),
    "no end of a text": ((HEAD + 'mood = """a\nb\n').encode(), 5),
    "an unknown escape": ((HEAD + 'mood = "\\q"\n').encode(), 4),
    "no value": ((HEAD + "mood =\n").encode(), 4),
    "two on a line": ((HEAD + 'mood = "a" exposure = 1\n').encode(), 4),
    "a later version": (HEAD.replace("format = 2", "format = 77").encode(), 1),
    "a number with zeros": ((HEAD + "exposure = 007\n").encode(), 4),
    "100,000 rows": ((HEAD + "[[light]]\nat=[0,0,0]\n" * 40_000).encode(), 0),
    "100,000 by count": ((HEAD + "".join(THING.format(n) + "count = 2000\n" for n in range(50))).encode(), 27),
    "a line of 900 kB": ((HEAD + 'mood = "' + "x" * 900_000 + '"\n').encode(), 4),
    "10 MB on a line": ((HEAD + 'mood = "' + "x" * 10_000_000 + '"\n').encode(), 0),
    "nothing": (b"", 0),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    raw, line = SPOILT[name]
    (tmp_path / "scene.toml").write_bytes(raw)
    begun_s = time.process_time()
    with pytest.raises(UserError) as refused:
        load_stage(tmp_path)
    assert time.process_time() - begun_s < 8.0
    where = refused.value.where
    assert where is not None and where.path == tmp_path / "scene.toml", str(refused.value)
    if line:
        assert where.line in (line, line + 1), str(refused.value)
    assert refused.value.remedy and len(str(refused.value)) < 2000


@pytest.mark.parametrize(
    "raw",
    [
        HEAD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + HEAD.encode(),
        (HEAD + "[spawn]\n\tat\t=\t[1, 0, 1]\t# tabs\n").encode(),
        (HEAD + "#" + "x" * 500_000 + "\n").encode(),
    ],
)
def test_what_only_looks_odd_is_read(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "scene.toml").write_bytes(raw)
    assert load_stage(tmp_path).title == "T"
