"""A figure's licence in plain sentences."""

from __future__ import annotations

from typing import Any

import pytest

from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.meta import AvatarMeta, licence_notices, licence_summary, read_meta0, read_meta1

READER = JsonReader("mei.vrm")


def test_what_is_not_said_is_forbidden() -> None:
    meta = read_meta1(READER, {"name": "Mei", "authors": ["Ada", "Ben"]})
    summary = licence_summary(meta)
    assert summary.title == "Mei by Ada, Ben"
    assert "only its author" in summary.refusal
    assert "It may not be passed on." in summary.lines
    assert "It may not be changed." in summary.lines
    assert any("violent" in line and line.startswith("Not allowed") for line in summary.lines)
    assert summary.credit == "Mei by Ada, Ben"
    refused, credit = licence_notices(meta)
    assert "Use it only if that is you" in refused
    assert "Mei by Ada, Ben" in credit


def test_a_free_figure_needs_no_words() -> None:
    meta = read_meta1(
        READER,
        {
            "name": "Mei", "authors": ["Ada"], "avatarPermission": "everyone", "creditNotation": "unnecessary",
            "commercialUsage": "corporation", "allowRedistribution": True,
            "modification": "allowModificationRedistribution", "allowExcessivelyViolentUsage": True,
        },
    )  # fmt: skip
    assert licence_notices(meta) == ()
    summary = licence_summary(meta)
    assert summary.refusal == ""
    assert "It may be changed and passed on changed." in summary.lines
    assert "Allowed: excessively violent content." in summary.lines


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"licenseName": "CC0"}, (False, True, "allowModificationRedistribution", "personalNonProfit")),
        (
            {"licenseName": "CC_BY_NC_ND", "commercialUssageName": "Allow"},
            (True, True, "prohibited", "personalNonProfit"),
        ),
        (
            {"licenseName": "CC_BY", "commercialUssageName": "Allow"},
            (True, True, "allowModificationRedistribution", "corporation"),
        ),
        ({"licenseName": "Redistribution_Prohibited"}, (True, False, "prohibited", "personalNonProfit")),
        ({}, (True, False, "prohibited", "personalNonProfit")),
    ],
)
def test_licences_of_vrm_0(entry: dict[str, Any], expected: tuple[Any, ...]) -> None:
    meta = read_meta0(READER, entry)
    assert (meta.credit_required, meta.redistribution, meta.modification, meta.commercial) == expected
    assert meta.permission == "onlyAuthor"
    assert read_meta0(READER, {"allowedUserName": "Everyone"}).permission == "everyone"


def test_odd_metadata_is_tamed() -> None:
    meta = read_meta1(
        READER,
        {
            "name": "A\nB\x1b[31m" + "x" * 5000,
            "authors": [3, "", "Ada\u202e"],
            "avatarPermission": ["everyone"],
            "allowRedistribution": "yes",
            "modification": 7,
            "references": "none",
        },
    )
    assert "\n" not in meta.name and "\x1b" not in meta.name and len(meta.name) <= 300
    assert meta.authors == ("Ada",)
    assert (meta.permission, meta.redistribution, meta.modification) == ("onlyAuthor", False, "prohibited")
    assert licence_summary(AvatarMeta()).title == "An unnamed figure by an unnamed author"
