"""A stage in another language: its own title and description, the names and descriptions of what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from vr_app.scene.stage import Stage
from vr_app.scene.stage_life import Translation


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_Named)


def translated(stage: Stage, language: str) -> Stage:
    """The stage in a language, as far as it brings the words; what is not translated stays as it is.

    Args:
        language: a tag; "zh" takes "zh-CN", too. "" leaves all as it is.
    """
    if not language or _primary(stage.language) == _primary(language):
        return stage
    by_id = _words_by_id(stage.translations, language)
    if not by_id:
        return stage
    whole = by_id.get("")
    return replace(
        stage,
        language=language,
        title=(whole.title or whole.name if whole else "") or stage.title,
        description=(whole.description if whole else "") or stage.description,
        things=in_language(stage.things, stage.translations, language),
        hotspots=in_language(stage.hotspots, stage.translations, language),
        zones=in_language(stage.zones, stage.translations, language),
    )


def in_language(rows: Sequence[_Row], translations: Sequence[Translation], language: str) -> tuple[_Row, ...]:
    """Things, hotspots or zones with the words there are for them."""
    by_id = _words_by_id(translations, language) if language else {}
    return tuple(_in_words(row, by_id) for row in rows) if by_id else tuple(rows)


def _words_by_id(translations: Sequence[Translation], language: str) -> dict[str, Translation]:
    """By what they are of; the very tag goes before its like."""
    near = [words for words in translations if _primary(words.language) == _primary(language)]
    near.sort(key=lambda words: words.language.lower() == language.lower())
    return {words.of: words for words in near}


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def _in_words(row: _Row, by_id: Mapping[str, Translation]) -> _Row:
    """A row with the words for it; one of several ("lamp-3") takes those of its kind."""
    words = by_id.get(row.id) or by_id.get(row.id.rpartition("-")[0])
    if words is None:
        return row
    said = {key: value for key in ("name", "description") if (value := getattr(words, key)) and hasattr(row, key)}
    return replace(row, **said)  # type: ignore[type-var]
