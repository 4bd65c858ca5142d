"""Character cards: read, refused in plain words, written back with everything in them."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from vr_app.host.card.card_file import card_data, card_from_bytes, card_png, persona_of, read_card
from vr_app.host.card.png_text import png_texts, with_png_text
from vr_app.kernel.errors import UserError

HERE = Path("card.json")
BAD = Path(__file__).parents[5] / "shared" / "data" / "bad_inputs" / "card"


def v2(**fields: Any) -> dict[str, Any]:
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Mei", **fields}}


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture(**texts: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    plain = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return with_png_text(plain, texts)


def test_three_versions_are_read() -> None:
    flat = persona_of({"name": "Mei", "description": "guide", "first_mes": "Hello", "x-own": 1}, HERE)
    assert (flat.spec, flat.description, flat.first_message) == (1, "guide", "Hello")
    assert persona_of(v2(tags=["a"], alternate_greetings=["Hi"]), HERE).alternate_greetings == ("Hi",)
    third = persona_of(
        {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "Mei Lin", "nickname": "Mei"}}, HERE
    )
    assert (third.spec, third.name, third.spoken_name) == (3, "Mei Lin", "Mei")


def test_macros_name_the_character_and_the_visitor() -> None:
    persona = persona_of(v2(), HERE)
    assert persona.fill("{{char}} greets {{user}}, <CHAR>!") == "Mei greets the visitor, Mei!"


@pytest.mark.parametrize("spec", [2, 3])
def test_unknown_keys_survive_writing(spec: int) -> None:
    card = v2(extensions={"vr_app/voice": "joe", "other": [1]}, book={"entries": []}, description="old")
    card["outer"] = True
    written = card_data(persona_of(card, HERE), spec)
    assert written["outer"] is True
    assert written["data"]["extensions"] == {"vr_app/voice": "joe", "other": [1]}
    assert written["data"]["book"] == {"entries": []}
    assert written["spec"] == f"chara_card_v{spec}"
    assert persona_of(written, HERE).description == "old"


@pytest.mark.parametrize(
    ("card", "pointer"),
    [
        (v2(name=123), "/data/name must be text, not a number"),
        (v2(description=["x"]), "/data/description must be text, not a list"),
        (v2(tags={"a": 1}), "/data/tags must be a list of texts, not an object"),
        (v2(alternate_greetings=["ok", None]), "/data/alternate_greetings/1 must be text, not nothing"),
        (v2(extensions=[]), "/data/extensions must be an object, not a list"),
        (v2(name=" \u200b "), "/data/name must be a name"),
        ({"spec": "chara_card_v2", "data": []}, "/data must be an object, not a list"),
        ({"spec": "chara_card_v2"}, "/data is missing"),
        ([1], "/ must be an object, not a list"),
        ({}, "/name must be a name"),
    ],
)
def test_wrong_types_are_named_by_pointer(card: Any, pointer: str) -> None:
    with pytest.raises(UserError, match=r"card\.json") as caught:
        persona_of(card, HERE)
    assert pointer in str(caught.value)


def test_broken_json_is_named_by_line() -> None:
    with pytest.raises(UserError) as caught:
        card_from_bytes(b'{\n "name": "Mei",\n}', HERE)
    assert caught.value.where is not None
    assert caught.value.where.line == 3


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[" * 200_000, b'{"name": "' + b"9" * 10])
def test_nonsense_is_a_plain_message(data: bytes) -> None:
    with pytest.raises(UserError, match="this card"):
        card_from_bytes(data, HERE)


def test_pictures_carry_cards() -> None:
    two = base64.b64encode(json.dumps(v2(description="second")).encode())
    three = {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "Mei", "description": "third"}}
    assert card_from_bytes(picture(chara=two), HERE).description == "second"
    both = picture(chara=two, ccv3=base64.b64encode(json.dumps(three).encode()))
    assert card_from_bytes(both, HERE).description == "third"
    again = card_png(picture(), card_from_bytes(both, HERE))
    assert sorted(png_texts(again)) == ["ccv3", "chara"]
    assert card_from_bytes(again, HERE).description == "third"
    with pytest.raises(UserError, match="carries no character card"):
        card_from_bytes(picture(), HERE)


def test_names_are_fit_to_be_shown() -> None:
    persona = persona_of(v2(name="Zoë\u202e ../../x\x00", description="a" * 30_000), HERE)
    assert persona.name == "Zoë x"
    assert len(persona.notes) == 2


@pytest.mark.skipif(not BAD.exists(), reason="shared test data is not beside the repository")
@pytest.mark.parametrize("path", sorted(BAD.glob("*")) if BAD.exists() else [], ids=lambda path: path.name)
def test_bad_cards_are_read_or_refused_in_plain_words(path: Path) -> None:
    try:
        persona = read_card(path)
    except UserError as error:
        assert path.name in str(error)
        assert error.remedy
    else:
        assert persona.name.isprintable()
        assert persona.notes


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nobody\.json: this card cannot be read"):
        read_card(tmp_path / "nobody.json")
