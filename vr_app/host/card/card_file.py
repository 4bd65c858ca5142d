"""Reads and writes character cards: JSON, or PNG with the card in its `chara` (V1, V2) or `ccv3` (V3) text."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vr_app.host.card.charx import charx_card, charx_with, is_charx
from vr_app.host.card.persona import Persona, clean_name, clean_text
from vr_app.host.card.png_text import is_png, png_texts, with_png_text
from vr_app.kernel.errors import Location, UserError

_VERSION = re.compile(r"chara_card_v([2-9])")
_LARGEST_FILE = 64 * 1024 * 1024
_LONG_TEXT = 20_000
_TEXT_FIELDS = {
    "name": "name",
    "description": "description",
    "personality": "personality",
    "scenario": "scenario",
    "first_mes": "first_message",
    "mes_example": "example_messages",
    "system_prompt": "system_prompt",
    "post_history_instructions": "post_history_instructions",
    "creator": "creator",
    "nickname": "nickname",
}
_LIST_FIELDS = {"alternate_greetings": "alternate_greetings", "tags": "tags"}
_TYPE_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def read_card(path: Path) -> Persona:
    """Reads a .json, .png or .charx card.

    Raises: UserError naming the file, the place in it (JSON pointer or line) and the remedy.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise UserError(
                f"this card is {size // 2**20} MB large",
                where=Location(path),
                remedy=f"A character card has at most {_LARGEST_FILE // 2**20} MB.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"this card cannot be read: {error.strerror or error}",
            where=Location(path),
            remedy="Check the path and its permissions.",
        ) from error
    return card_from_bytes(data, path)


def card_from_bytes(data: bytes, path: Path) -> Persona:
    """As `read_card`, from the file's bytes; `path` is only named in messages."""
    if is_png(data):
        data = _card_in_png(data, path)
    elif is_charx(data):
        try:
            data = charx_card(data)
        except ValueError as error:
            raise UserError(f"{error}", where=Location(path), remedy="Export the card again.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"this card is not UTF-8 text (byte {error.start})",
            where=Location(path),
            remedy="Save it as UTF-8, or export it again as a JSON or PNG card.",
        ) from error
    try:
        card = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"this card is not valid JSON: {error.msg}",
            where=Location(path, error.lineno, error.colno),
            remedy="Mend the JSON there, or export the card again.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise UserError(
            "this card's JSON is nested too deep or holds an impossible number",
            where=Location(path),
            remedy="Export the card again.",
        ) from error
    return persona_of(card, path)


def persona_of(card: Any, path: Path) -> Persona:
    """Checks a card's plain data.

    Raises: UserError with the JSON pointer of the first value of a wrong type.
    """
    card = _object(card, "", path)
    wrapped = "data" in card or str(card.get("spec", "")).startswith("chara_card_v")
    if wrapped and "data" not in card:
        raise _wrong("/data", "is missing", path)
    fields = _object(card["data"], "/data", path) if wrapped else card
    base = "/data" if wrapped else ""
    notes = []
    version = _VERSION.fullmatch(str(card.get("spec", "")))
    spec = min(int(version[1]), 3) if version else 2 if wrapped else 1
    if version and int(version[1]) > 3:
        notes.append(f"The card is of version {version[1]}, which is newer than this app; what is known of it is used.")
    values: dict[str, Any] = {}
    for key, attribute in _TEXT_FIELDS.items():
        value = fields.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise _wrong(f"{base}/{key}", f"must be text, not {_type_name(value)}", path)
        values[attribute] = clean_text(value)
        if len(value) > _LONG_TEXT:
            notes.append(f"{base}/{key} has {len(value):,} characters; only its beginning reaches the model.")
    for key, attribute in _LIST_FIELDS.items():
        value = fields.get(key)
        if value is None:
            continue
        if not isinstance(value, list):
            raise _wrong(f"{base}/{key}", f"must be a list of texts, not {_type_name(value)}", path)
        for i, entry in enumerate(value):
            if not isinstance(entry, str):
                raise _wrong(f"{base}/{key}/{i}", f"must be text, not {_type_name(entry)}", path)
        values[attribute] = tuple(clean_text(entry) for entry in value)
    if fields.get("extensions") is not None:
        values["extensions"] = _object(fields["extensions"], f"{base}/extensions", path)
    name = clean_name(values.get("name", ""))
    if not name:
        raise _wrong(f"{base}/name", "must be a name of at least one letter", path)
    if name != fields["name"]:
        notes.append(f"{base}/name holds characters that cannot be shown; it is written as {name!r}.")
    values["name"] = name
    values["nickname"] = clean_name(values.get("nickname", ""))
    return Persona(**values, spec=spec, card=card, notes=tuple(notes))


def card_data(persona: Persona, spec: int = 2) -> dict[str, Any]:
    """The card as plain data of V1, V2 or V3, with every unknown key it came with."""
    own = persona.card.get("data", persona.card)
    fields: dict[str, Any] = {key: value for key, value in own.items() if key not in ("spec", "spec_version", "data")}
    for key, attribute in _TEXT_FIELDS.items():
        if key != "nickname" or persona.nickname:
            fields.setdefault(key, getattr(persona, attribute))
    for key, attribute in _LIST_FIELDS.items():
        fields.setdefault(key, list(getattr(persona, attribute)))
    fields.setdefault("extensions", dict(persona.extensions))
    if spec == 1:
        return fields
    for key in ("creator_notes", "character_version"):
        fields.setdefault(key, "")
    if spec == 3:
        fields.setdefault("group_only_greetings", [])
    outer = {key: value for key, value in persona.card.items() if key != "data"} if "data" in persona.card else {}
    return {**outer, "spec": f"chara_card_v{spec}", "spec_version": f"{spec}.0", "data": fields}


def card_png(picture: bytes, persona: Persona) -> bytes:
    """A PNG picture that carries the card for readers of V2 and of V3.

    Raises: ValueError where `picture` is not a PNG file.
    """
    if not is_png(picture):
        raise ValueError("not a PNG file")
    texts = {}
    for keyword, spec in (("chara", 2), ("ccv3", 3)):
        text = json.dumps(card_data(persona, spec), ensure_ascii=False)
        texts[keyword] = base64.b64encode(text.encode("utf-8", "replace"))
    return with_png_text(picture, texts)


def card_charx(persona: Persona, original: bytes = b"") -> bytes:
    """A CHARX file with the card as V3, and the assets of the CHARX file it came in.

    Raises: ValueError where the original is damaged.
    """
    return charx_with(json.dumps(card_data(persona, 3), ensure_ascii=False, indent=1).encode("utf-8"), original)


def _card_in_png(data: bytes, path: Path) -> bytes:
    try:
        texts = png_texts(data)
    except ValueError as error:
        raise UserError(f"{error}", where=Location(path), remedy="Export the card again.") from error
    encoded = texts.get("ccv3") or texts.get("chara")
    if encoded is None:
        raise UserError(
            "this picture carries no character card",
            where=Location(path),
            remedy="Choose a card picture (one with a `chara` or `ccv3` text), or a JSON card.",
        )
    try:
        return base64.b64decode(encoded, validate=False)
    except binascii.Error as error:
        raise UserError(
            "the card in this picture is not valid base64", where=Location(path), remedy="Export the card again."
        ) from error


def _object(value: Any, pointer: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(pointer or "/", f"must be an object, not {_type_name(value)}", path)
    return value


def _type_name(value: Any) -> str:
    return "nothing" if value is None else _TYPE_NAMES.get(type(value), type(value).__name__)


def _wrong(pointer: str, what: str, path: Path) -> UserError:
    return UserError(f"{pointer} {what}", where=Location(path), remedy="Correct it in the card and try again.")
