"""The kinds of value a scene file may hold: each knows how to read itself and how to describe itself as JSON Schema.

A dataclass field made by one of the small functions at the end (`number`, `text`, `colour`...) carries its `Kind` in
the field's metadata; `stage_reader` and `stage_schema` are driven by nothing else.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from typing import Any

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
Rgb = tuple[float, float, float]
"""Linear light, 0 to 1. Scene files write colours as sRGB "#rrggbb"."""


ID_PATTERN = "^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
_DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class BadValueError(ValueError):
    """A value that does not fit.

    Args:
        code: short stable name of the kind of mistake.
        message: what is wrong, in plain words.
        remedy: what to write instead.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Kind:
    """How one value is read.

    Attributes:
        read: turns the TOML value into the dataclass's value; raises `BadValueError`.
        schema: the JSON Schema of the TOML value, without description and default.
        table: dataclass of a sub-table (or of each table of an array of tables), else None.
        many: True for an array of tables.
        key: the name in the file where it is not the field's own (`thing` for `things`).
    """

    read: Callable[[Any], Any]
    schema: dict[str, Any]
    table: type | None = None
    many: bool = False
    key: str = ""


def _type_name(value: Any) -> str:
    names = {bool: "true/false", int: "a whole number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _wrong_type(wanted: str, value: Any, example: str) -> BadValueError:
    return BadValueError("value.type", f"should be {wanted}, not {_type_name(value)}", f"Write for example {example}.")


def read_number(value: Any, low: float, high: float, example: str) -> float:
    """A number within [low, high] (which NaN is not)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type("a number", value, example)
    if not low <= value <= high:
        shown = f"{value:g}" if isinstance(value, float) or abs(value) < 10**12 else "a huge number"
        raise BadValueError(
            "value.range", f"is {shown}, outside {low:g} to {high:g}", f"Give a number from {low:g} to {high:g}."
        )
    return float(value)


def read_text(value: Any, longest: int, example: str) -> str:
    """Text without control characters, at most `longest` characters; line breaks become spaces."""
    if not isinstance(value, str):
        raise _wrong_type("text", value, example)
    if len(value) > longest:
        raise BadValueError(
            "value.long", f"has {len(value)} characters, more than {longest}", f"Shorten it to {longest} characters."
        )
    plain = " ".join(value.split())
    for character in plain:
        if unicodedata.category(character) in {"Cc", "Cs", "Co"} or character in _DIRECTION_OVERRIDES:
            raise BadValueError(
                "text.control", f"holds the control character U+{ord(character):04X}", "Take that character out."
            )
    return plain


def _vector(length: int, low: float, high: float, example: str) -> Kind:
    def read(value: Any) -> tuple[float, ...]:
        if not isinstance(value, list):
            raise _wrong_type(f"a list of {length} numbers", value, example)
        if len(value) != length:
            raise BadValueError(
                "value.type", f"has {len(value)} numbers instead of {length}", f"Write for example {example}."
            )
        return tuple(read_number(item, low, high, example) for item in value)

    item = {"type": "number", "minimum": low, "maximum": high}
    return Kind(read, {"type": "array", "items": item, "minItems": length, "maxItems": length})


def _srgb_to_linear(channel: int) -> float:
    value = channel / 255.0
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def read_colour(value: Any) -> Rgb:
    """ "#rrggbb" (sRGB) to linear light."""
    if not isinstance(value, str):
        raise _wrong_type('a colour like "#ffcc88"', value, '"#ffcc88"')
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise BadValueError("value.type", "is not a colour", 'Write six hexadecimal digits, for example "#ffcc88".')
    return (
        _srgb_to_linear(int(value[1:3], 16)),
        _srgb_to_linear(int(value[3:5], 16)),
        _srgb_to_linear(int(value[5:7], 16)),
    )


def read_path(value: Any) -> str:
    """A relative path inside the scene folder, or `app:` and a relative path inside the app's own assets."""
    path = read_text(value, 200, '"assets/bench.glb"')
    bare = path.removeprefix("app:")
    parts = bare.split("/")
    outside = (not bare) or bare.startswith("/") or "\\" in bare or ":" in bare or ".." in parts or "~" in parts
    if outside:
        raise BadValueError(
            "path.outside",
            f'"{path}" is not a path inside the scene folder',
            'Put the file into the scene folder and write its path with forward slashes, like "assets/bench.glb".',
        )
    return path


def read_id(value: Any) -> str:
    """A short name that other parts refer to."""
    name = read_text(value, 64, '"bench-1"')
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", name):
        raise BadValueError(
            "value.type",
            f'"{name}" is not an id',
            'Use small letters, digits and single dashes, for example "bench-1".',
        )
    return name


# --------------------------------------------------------------------------- field makers


def _field(kind: Kind, doc: str, default: Any = MISSING) -> Any:
    metadata = {"kind": kind, "doc": doc, "required": default is MISSING}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


def number(doc: str, low: float, high: float, default: Any = MISSING) -> Any:
    """A number within [low, high]."""
    example = f"{low if default is MISSING or default is None else default:g}"
    kind = Kind(lambda v: read_number(v, low, high, example), {"type": "number", "minimum": low, "maximum": high})
    return _field(kind, doc, default)


def text(doc: str, longest: int, default: Any = MISSING) -> Any:
    """A line of text."""
    kind = Kind(lambda v: read_text(v, longest, '"some words"'), {"type": "string", "maxLength": longest})
    return _field(kind, doc, default)


def choice(doc: str, choices: tuple[str, ...], default: Any = MISSING) -> Any:
    """One of a few words."""

    def read(value: Any) -> str:
        listed = ", ".join(choices)
        if not isinstance(value, str):
            raise _wrong_type(f"one of {listed}", value, f'"{choices[0]}"')
        if value not in choices:
            raise BadValueError("value.range", f'"{value[:40]}" is none of {listed}', _meant(value, choices))
        return value

    return _field(Kind(read, {"enum": list(choices)}), doc, default)


def _meant(word: str, choices: tuple[str, ...]) -> str:
    """What to write instead of a word that is none of these."""
    close = difflib.get_close_matches(word[:40].lower(), choices, n=1)
    return f'Did you mean "{close[0]}"?' if close else "Write one of these."


def words(doc: str, choices: tuple[str, ...]) -> Any:
    """A list of some of a few words."""

    def read(value: Any) -> tuple[str, ...]:
        listed = ", ".join(choices)
        if not isinstance(value, list) or any(not isinstance(item, str) for item in value):
            raise _wrong_type(f"a list of some of {listed}", value, f'["{choices[0]}"]')
        for item in value:
            if item not in choices:
                raise BadValueError("value.range", f'"{item[:40]}" is none of {listed}', _meant(item, choices))
        return tuple(dict.fromkeys(value))

    items = {"type": "array", "items": {"enum": list(choices)}, "uniqueItems": True}
    return _field(Kind(read, items), doc, ())


def vec3(doc: str, default: Any = MISSING, reach: float = 5000.0) -> Any:
    """Three numbers."""
    return _field(_vector(3, -reach, reach, "[0.0, 0.0, -2.0]"), doc, default)


def extent3(doc: str, default: Any = MISSING) -> Any:
    """Width, height and depth."""
    return _field(_vector(3, 0.001, 1000.0, "[0.6, 1.2, 0.6]"), doc, default)


def colour(doc: str, default: Any = MISSING) -> Any:
    """ "#rrggbb", held as linear light. `default` is given as the file would write it."""
    kind = Kind(read_colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})
    return _field(kind, doc, default if default is MISSING else read_colour(default))


def path(doc: str, default: Any = MISSING) -> Any:
    """A file of the scene, or of the app (`app:...`)."""
    return _field(Kind(read_path, {"type": "string", "maxLength": 200}), doc, default)


def identifier(doc: str, default: Any = MISSING) -> Any:
    """An id."""
    schema = {"type": "string", "pattern": ID_PATTERN, "maxLength": 64}
    return _field(Kind(read_id, schema), doc, default)


def reference(doc: str, default: Any = "", *, key: str = "") -> Any:
    """The id of something else in the scene."""
    schema = {"type": "string", "pattern": ID_PATTERN, "maxLength": 64}
    return _field(Kind(read_id, schema, key=key), doc, default)


def references(doc: str, most: int, least: int = 0) -> Any:
    """A list of ids."""

    def read(value: Any) -> tuple[str, ...]:
        example = '["bench", "well"]'
        if not isinstance(value, list):
            raise _wrong_type("a list of ids", value, example)
        if not least <= len(value) <= most:
            raise BadValueError(
                "value.range", f"names {len(value)} things, not {least} to {most}", f"Write for example {example}."
            )
        return tuple(read_id(item) for item in value)

    item = {"type": "string", "pattern": ID_PATTERN, "maxLength": 64}
    return _field(Kind(read, {"type": "array", "items": item, "minItems": least, "maxItems": most}), doc, ())


def tags(doc: str, most: int) -> Any:
    """A list of language tags."""

    def read(value: Any) -> tuple[str, ...]:
        example = '["zh", "pt-BR"]'
        if not isinstance(value, list) or len(value) > most:
            raise _wrong_type("a list of language tags", value, example)
        found = tuple(read_text(item, 20, '"zh"') for item in value)
        for tag in found:
            if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag):
                raise BadValueError("value.type", f'"{tag}" is no language tag', f"Write for example {example}.")
        return found

    return _field(Kind(read, {"type": "array", "items": {"type": "string"}, "maxItems": most}), doc, ())


def whole_number(doc: str, low: int, high: int, default: int) -> Any:
    """A whole number within [low, high]."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong_type("a whole number", value, str(default))
        return int(read_number(value, low, high, str(default)))

    return _field(Kind(read, {"type": "integer", "minimum": low, "maximum": high}), doc, default)


def polygon(doc: str, longest: int = 64) -> Any:
    """Corner points [x, z] in order, at least three."""
    corner = _vector(2, -5000.0, 5000.0, "[1.0, -2.0]")

    def read(value: Any) -> tuple[Vec2, ...]:
        example = "[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]]"
        if not isinstance(value, list):
            raise _wrong_type("a list of corner points", value, example)
        if not 3 <= len(value) <= longest:
            raise BadValueError(
                "value.range", f"has {len(value)} corners, not 3 to {longest}", f"Write for example {example}."
            )
        return tuple(corner.read(point) for point in value)

    return _field(Kind(read, {"type": "array", "items": corner.schema, "minItems": 3, "maxItems": longest}), doc)


def format_number(doc: str, supported: int) -> Any:
    """The version of the file format; older ones are brought up to date before they are read."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong_type("a whole number", value, str(supported))
        if not 1 <= value <= supported:
            update = "Update the program or write" if value > supported else "Write"
            raise BadValueError("value.range", f"is {value}, a format unknown here", f"{update} {supported}.")
        return value

    return _field(Kind(read, {"enum": list(range(1, supported + 1))}), doc)


def table(doc: str, model: type, default: Any = MISSING) -> Any:
    """A sub-table `[name]`."""
    return _field(Kind(lambda value: value, {"type": "object"}, table=model), doc, default)


def tables(doc: str, model: type, longest: int, *, key: str) -> Any:
    """An array of tables `[[key]]`."""
    kind = Kind(lambda value: value, {"type": "array", "maxItems": longest}, table=model, many=True, key=key)
    return _field(kind, doc, ())


def flag(doc: str, default: bool) -> Any:
    """True or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise _wrong_type("true or false", value, "true")
        return value

    return _field(Kind(read, {"type": "boolean"}), doc, default)
