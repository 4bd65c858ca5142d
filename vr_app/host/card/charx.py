"""CHARX: a zip file with `card.json` and the card's assets. Read in memory, never unpacked to disk."""

from __future__ import annotations

import io
import zipfile

_LARGEST_CARD = 64 * 1024 * 1024
_LARGEST_ALL = 512 * 1024 * 1024
_CARD = "card.json"


def is_charx(data: bytes) -> bool:
    """True for a zip file."""
    return data.startswith(b"PK\x03\x04")


def charx_card(data: bytes) -> bytes:
    """The bytes of the card in it.

    Raises: ValueError with a plain reason.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _CARD not in archive.namelist():
                raise ValueError("this CHARX file holds no card.json")
            if archive.getinfo(_CARD).file_size > _LARGEST_CARD:
                raise ValueError("the card in this CHARX file is unreasonably large")
            with archive.open(_CARD) as stream:
                card = stream.read(_LARGEST_CARD + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ValueError(f"this CHARX file is damaged ({error})") from error
    if len(card) > _LARGEST_CARD:
        raise ValueError("the card in this CHARX file is unreasonably large")
    return card


def charx_with(card: bytes, original: bytes = b"") -> bytes:
    """A CHARX file with this card and every asset of `original` (where that is one).

    Raises: ValueError where the original is damaged.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(_CARD, card)
        if is_charx(original):
            try:
                with zipfile.ZipFile(io.BytesIO(original)) as source:
                    left = _LARGEST_ALL
                    for entry in source.infolist():
                        left -= entry.file_size
                        if left < 0:
                            raise ValueError("the assets in this CHARX file are unreasonably large")
                        if entry.filename != _CARD and not entry.is_dir():
                            target.writestr(entry.filename, source.read(entry))
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
                raise ValueError(f"this CHARX file is damaged ({error})") from error
    return made.getvalue()
