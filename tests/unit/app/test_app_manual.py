"""The manual, from which the host answers, names the window's settings as the window does."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")


def test_every_part_of_the_settings_that_the_manual_names_is_there() -> None:
    window = (ROOT / "vr_app" / "ui" / "settings_window.py").read_text(encoding="utf-8")
    parts = set(re.findall(r'SettingsPart\(tr\("([^"]+)"\)\)', window))
    named = set(re.findall(r"\bunder ([A-Z][a-z]+(?: [a-z]+)*)[,.:;]", MANUAL))
    assert len(named) >= 4 and named <= parts, named - parts
    assert not re.findall(r"settings under\b", MANUAL), "a part is named as it stands in the window"


def test_the_chinese_manual_uses_the_windows_own_chinese_words() -> None:
    shown = (ROOT / "assets" / "translations" / "virgil_zh_CN.ts").read_text(encoding="utf-8")
    named = set(re.findall(r"“([^”]+)”", MANUAL))
    assert named and all(f"<translation>{words}</translation>" in shown for words in named), named
