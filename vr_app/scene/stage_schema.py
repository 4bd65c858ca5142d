"""The JSON Schema of scene.toml, made from the same dataclasses that read it."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from vr_app.scene.stage import Stage


def to_json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scene.toml."""
    schema = _object(Stage)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scene.toml of a Virgil scene",
        **schema,
    }


def schema_text() -> str:
    """The schema as it is committed to docs/scene.schema.json."""
    return json.dumps(to_json_schema(), indent=2) + "\n"


def _object(model: type) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required: list[str] = []
    for item in fields(model):
        kind = item.metadata.get("kind")
        if kind is None:
            continue
        name = kind.key or item.name
        schema = dict(kind.schema)
        if kind.table is not None:
            schema = {**schema, "items": _object(kind.table)} if kind.many else _object(kind.table)
        schema["description"] = item.metadata["doc"]
        if item.metadata["required"]:
            required.append(name)
        elif item.default is not MISSING and isinstance(item.default, str | float | int | bool) and item.default != "":
            schema["default"] = item.default
        properties[name] = schema
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
