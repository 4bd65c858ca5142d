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
    "a byte of nothing": (HEAD.encode() + b'mood = "a\x00b"\n', 4),
    "a bell": (HEAD.encode() + b'mood = "a\x07b"\n', 4),
    "Latin-1": (HEAD.encode() + 'mood = "café"\n'.encode("latin-1"), 4),
    "GBK": (HEAD.encode() + 'mood = "月夜"\n'.encode("gbk"), 4),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), 1),
    "UTF-32": (HEAD.encode("utf-32"), 1),
    "a mark within": (HEAD.encode() + b'\xef\xbb\xbfmood = "a"\n', 4),
    "no end of a list": ((HEAD + "[spawn]\nat = [1, 2\n").encode(), 5),
    "no end of a row": ((HEAD + "spawn = {at = [0,0,0]\n").encode(), 4),
    "no end of a heading": ((HEAD + "[sky\n").encode(), 4),
    "lists within lists": ((HEAD + "mood = " + "[" * 100_000).encode(), 4),
    "closed lists within lists": ((HEAD + "mood = " + "[" * 50_000 + "]" * 50_000 + "\n").encode(), 4),
    "rows within rows": ((HEAD + "mood = " + "{a=" * 20_000 + "1" + "}" * 20_000 + "\n").encode(), 4),
    "a key of 50,000 parts": ((HEAD + ".".join("a" * 50_000) + " = 1\n").encode(), 4),
    "a heading of 50,000 parts": ((HEAD + "[" + ".".join("a" * 50_000) + "]\n").encode(), 4),
    "60,000 unknown keys": ((HEAD + "".join(f"k{n} = 1\n" for n in range(60_000))).encode(), 4),
    "endless": ((HEAD + "exposure = inf\n").encode(), 4),
    "no number": ((HEAD + "exposure = nan\n").encode(), 4),
    "too large": ((HEAD + "exposure = 1e999\n").encode(), 4),
    "5,000 digits": ((HEAD + "exposure = " + "9" * 5_000 + "\n").encode(), 4),
    "a date": ((HEAD + "exposure = 2020-01-01\n").encode(), 4),
    "no such date": ((HEAD + "exposure = 2020-13-41\n").encode(), 4),
    "another kind": ((HEAD + "mood = 4\n").encode(), 4),
    "an unknown key": ((HEAD + "moodd = 4\n").encode(), 4),
    "an unknown relation": ((HEAD + THING.format(1) + 'besides = "b"\n').encode(), 7),
    "half a surrogate": ((HEAD + 'mood = "\\ud800"\n').encode(), 4),
    "beyond all characters": ((HEAD + 'mood = "\\U00110000"\n').encode(), 4),
    "a key with its table": ((HEAD + "spawn.at = [0,0,0]\n[spawn]\nyaw_deg = 3\n").encode(), 5),
    "JSON": (b'{"format": 2}', 1),
    "YAML": (b"format: 2\n", 1),
    "curly quotes": ((HEAD + "mood = “a”\n").encode(), 4),
    "one name twice": ((HEAD + THING.format(1) + THING.format(1)).encode(), 8),
    "beside nothing": ((HEAD + THING.format(1) + 'on = "b"\n').encode(), 7),
    "less than nothing": ((HEAD + '[[thing]]\nid = "a"\nsize = [1, -1, 1]\n').encode(), 6),
    "two things and a half": ((HEAD + THING.format(1) + "count = 2.5\n").encode(), 7),
    "out of its folder": ((HEAD + '[[thing]]\nid = "a"\nasset = "../../etc/passwd.glb"\n').encode(), 6),
    "no version": (b'title = "a"\ndescription = "b"\n', 0),
    "a version in words": (b'format = "2"\ntitle = "a"\ndescription = "b"\n', 1),
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
