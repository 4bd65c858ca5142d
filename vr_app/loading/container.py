"""Opens .glb, .gltf and .vrm files: the JSON, and the bytes of its buffers. Reads nothing outside the file's folder."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote

from vr_app.loading.problem import AssetError, Report

MAX_FILE_BYTES = 1 << 30
MAX_JSON_BYTES = 64 << 20
MAX_PLACEHOLDER_BYTES = 64 << 20
DATA_URI = re.compile(r"^data:([\w.+-]+/[\w.+-]+)?((?:;[^;,]+)*?)(;base64)?,", re.IGNORECASE)
GLB_MAGIC = b"glTF"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CHUNK_JSON = 0x4E4F534A
CHUNK_BIN = 0x004E4942

Json = Mapping[str, Any]


class Container:
    """A file's JSON and its buffers, read when asked for.

    Attributes:
        document: the JSON.
        report: makes errors that name the file.
        is_binary: whether the file is a .glb.
        has_byte_order_mark: before its JSON.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.report = Report(path)
        data = read_bytes(path)
        self.is_binary = data[:4] == GLB_MAGIC
        if self.is_binary:
            text, self._binary = _split_glb(data, self.report)
        else:
            text, self._binary = data, None
        self.has_byte_order_mark = text[:3] == BYTE_ORDER_MARK
        self.document: Json = _parse_json(text, self.report)
        self._buffers: dict[int, memoryview] = {}

    def buffer(self, index: int) -> memoryview:
        """Bytes of `/buffers/<index>`, exactly `byteLength` long."""
        if index in self._buffers:
            return self._buffers[index]
        pointer = f"/buffers/{index}"
        entry = self.array("buffers")[index]
        length = entry.get("byteLength") if isinstance(entry, dict) else None
        if not isinstance(length, int) or isinstance(length, bool) or length < 1:
            raise self.report.error("buffer.length", f"{pointer}/byteLength", "is not a positive whole number")
        uri = entry.get("uri")
        if uri is None:
            data = self._binary if index == 0 else None
            if data is None:
                if (self.is_binary and index == 0) or length > MAX_PLACEHOLDER_BYTES:
                    message = "has no uri, and the file has no binary chunk for it"
                    raise self.report.error("buffer.missing", pointer, message)
                self.report.note(f"{pointer}: has no uri, so all that it should hold is zero")
                data = memoryview(bytes(length))
        else:
            data = memoryview(self.resource(uri, f"{pointer}/uri"))
        if len(data) < length:
            raise self.report.error(
                "buffer.short", pointer, f"says it has {length} bytes, but there are only {len(data)}: it is cut short"
            )
        self._buffers[index] = data[:length]
        return self._buffers[index]

    def resource(self, uri: Any, pointer: str) -> bytes:
        """Bytes behind a uri: a data URI, or a file in the asset's own folder."""
        if not isinstance(uri, str):
            raise self.report.error("uri.type", pointer, "is not text")
        if uri[:5].lower() == "data:":
            return self._data_uri(uri, pointer)
        relative = Path(unquote(uri))
        has_scheme = ":" in uri.split("/")[0]
        folder = self.path.resolve().parent
        if has_scheme or relative.is_absolute() or "\\" in uri or "\0" in uri:
            shown = uri[:60]
            raise self.report.error(
                "uri.outside", pointer, f'"{shown}" is not a file beside this one; nothing is fetched'
            )
        target = (folder / relative).resolve()
        if not target.is_relative_to(folder):
            raise self.report.error("uri.outside", pointer, f'"{uri[:60]}" lies outside the folder of this file')
        if not target.is_file():
            raise self.report.error("uri.missing", pointer, f'the file "{uri[:60]}" is not there')
        return read_bytes(target)

    def _data_uri(self, uri: str, pointer: str) -> bytes:
        head = DATA_URI.match(uri)
        if head is None:
            raise self.report.error("uri.data", pointer, "is no data URI as it should be")
        body = uri[head.end() :]
        try:
            if head[3]:
                return base64.b64decode(body, validate=True)
            return unquote(body).encode("latin-1")
        except (binascii.Error, ValueError, UnicodeEncodeError):
            raise self.report.error("uri.data", pointer, "is a data URI that cannot be decoded") from None

    def check_version(self) -> None:
        """Raises: AssetError where this is not glTF 2."""
        asset = self.document.get("asset")
        version = asset.get("version") if isinstance(asset, dict) else None
        if not isinstance(version, str):
            raise self.report.error("asset.version", "/asset/version", "is missing: this is not a glTF file")
        if version.split(".")[0] != "2":
            raise self.report.error("asset.version", "/asset/version", f"is {version[:20]}; only glTF 2 can be read")

    def array(self, name: str) -> list[Any]:
        """A top-level array, empty where the file has none."""
        value = self.document.get(name, [])
        if not isinstance(value, list):
            raise self.report.error("json.type", f"/{name}", "is not a list")
        return value

    def extension(self, name: str) -> dict[str, Any]:
        """An extension of the file as a whole (`/extensions/<name>`), empty where it has none."""
        extensions = self.document.get("extensions")
        found = extensions.get(name) if isinstance(extensions, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def required(self) -> list[Any]:
        """`extensionsRequired`."""
        return self.array("extensionsRequired")

    def entry(self, name: str, index: Any, pointer: str) -> dict[str, Any]:
        """`/<name>/<index>`, or an error at `pointer` (the place that refers to it)."""
        entries = self.array(name)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(entries):
            shown = str(index)[:20]
            raise self.report.error(
                "reference.range", pointer, f"refers to {name} {shown}, but there are {len(entries)}"
            )
        if not isinstance(entries[index], dict):
            raise self.report.error("json.type", f"/{name}/{index}", "is not an object")
        return entries[index]


def read_bytes(path: Path) -> bytes:
    """A whole file, with plain errors and a size limit."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise AssetError(path, "file.size", "", f"is {size >> 20} MB, more than {MAX_FILE_BYTES >> 20} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise AssetError(path, "file.missing", "", "is not there") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AssetError(path, "file.unreadable", "", f"cannot be read ({reason})") from None
    if not data:
        raise AssetError(path, "file.empty", "", "is empty")
    return data


def _split_glb(data: bytes, report: Report) -> tuple[bytes, memoryview | None]:
    if len(data) < 20:
        raise report.error("glb.short", "", "is cut short: a binary glTF has at least 20 bytes")
    version, length = struct.unpack_from("<II", data, 4)
    if version != 2:
        raise report.error("glb.version", "", f"is binary glTF version {version}; only version 2 can be read")
    if length > len(data):
        raise report.error("glb.short", "", f"is cut short: it says it has {length} bytes, but has {len(data)}")
    view = memoryview(data)[:length]
    text: bytes | None = None
    binary: memoryview | None = None
    offset, index = 12, 0
    while offset + 8 <= length:
        size, kind = struct.unpack_from("<II", view, offset)
        offset += 8
        if offset + size > length:
            raise report.error("glb.chunk", "", f"chunk {index} says it has {size} bytes, more than the file holds")
        if index == 0:
            if kind != CHUNK_JSON:
                raise report.error("glb.chunk", "", "does not begin with its JSON chunk")
            text = bytes(view[offset : offset + size])
        elif kind == CHUNK_BIN and binary is None:
            binary = view[offset : offset + size]
        offset += size
        index += 1
    if not text:
        raise report.error("glb.chunk", "", "has an empty JSON chunk")
    return text, binary


def _parse_number(text: str) -> int | float:
    """A whole number however it is written (glTF allows 1.0 and 1e0 for 1). Raises: ValueError beyond all measure."""
    if len(text) < 16 and not ("." in text or "e" in text or "E" in text):
        return int(text)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("a number beyond all measure")
    return int(value) if abs(value) < 2**53 and value.is_integer() else value


def _parse_json(text: bytes, report: Report) -> Json:
    if len(text) > MAX_JSON_BYTES:
        raise report.error("json.size", "", f"has {len(text) >> 20} MB of JSON, more than {MAX_JSON_BYTES >> 20} MB")

    def refuse(word: str) -> NoReturn:
        raise report.error("json.number", "", f"holds {word}, which is no JSON number")

    try:
        words = text.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
        document = json.loads(words, parse_constant=refuse, parse_float=_parse_number, parse_int=_parse_number)
    except UnicodeDecodeError:
        raise report.error("json.encoding", "", "is neither binary glTF nor UTF-8 JSON") from None
    except json.JSONDecodeError as error:
        raise AssetError(
            report.path, "json.syntax", "", f"is not valid JSON: {error.msg}", line=error.lineno, column=error.colno
        ) from None
    except (RecursionError, ValueError):
        raise report.error("json.syntax", "", "has JSON that is nested too deep or has numbers too long") from None
    if not isinstance(document, dict):
        raise report.error("json.type", "", "is not a glTF file: its JSON is not an object")
    return document
