"""The JSON Schema a reply is to keep to."""

from __future__ import annotations

import json
from typing import Any

from vr_app.kernel.errors import UserError


def parse_schema(text: str) -> dict[str, Any]:
    """A schema from its text.

    Raises: UserError for what is no JSON object.
    """
    try:
        schema = json.loads(text)
    except ValueError as error:
        raise UserError(f"the reply's JSON Schema is not JSON ({error})") from error
    if not isinstance(schema, dict):
        raise UserError("the reply's JSON Schema is not an object")
    return schema
