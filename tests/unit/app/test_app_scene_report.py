"""What `vr-app scene check` shows people: every kind of mistake, and no kind a hundred times."""

from __future__ import annotations

from typing import Any

from vr_app.app.commands.scene_command import as_text


def finding(pointer: str, message: str) -> dict[str, Any]:
    return {"code": "relation.unmet", "pointer": pointer, "line": 7, "column": 1, "message": message, "page": "x"}


def test_the_many_that_one_key_makes_are_shown_once_and_counted() -> None:
    many = [finding("/thing/0/on", f'"loaf-{number}" has no room.') for number in range(20)]
    others = [finding("/thing/1/on", '"cup" has no room.'), finding("", "A.txt"), finding("", "B.txt")]
    report = {"path": "x", "ok": True, "seconds": 0.1, "errors": [], "warnings": [*many, *others]}
    lines = as_text(report).splitlines()[1:]
    assert len(lines) == 4 and "loaf-0" in lines[0] and lines[0].endswith("(19 more like it there)")
    assert "cup" in lines[1] and "more" not in lines[1]
    assert "A.txt" in lines[2] and "B.txt" in lines[3], "what has no key is no repetition"
