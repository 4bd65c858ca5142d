"""Who made a figure, and what its licence lets people do with it, told in plain sentences before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from vr_app.scene.avatar.json_reader import JsonReader

Permission = Literal["onlyAuthor", "onlySeparatelyLicensedPerson", "everyone"]
Commercial = Literal["personalNonProfit", "personalProfit", "corporation"]
Modification = Literal["prohibited", "allowModification", "allowModificationRedistribution"]

_PERMISSIONS: dict[str, Permission] = {
    "onlyAuthor": "onlyAuthor", "onlySeparatelyLicensedPerson": "onlySeparatelyLicensedPerson", "everyone": "everyone",
    "OnlyAuthor": "onlyAuthor", "ExplicitlyLicensedPerson": "onlySeparatelyLicensedPerson", "Everyone": "everyone",
}  # fmt: skip
_COMMERCIAL: dict[str, Commercial] = {
    "personalNonProfit": "personalNonProfit", "personalProfit": "personalProfit", "corporation": "corporation",
}  # fmt: skip
_MODIFICATION: dict[str, Modification] = {
    "prohibited": "prohibited", "allowModification": "allowModification",
    "allowModificationRedistribution": "allowModificationRedistribution",
}  # fmt: skip
_MOST_TEXT = 300


@dataclass(frozen=True)
class AvatarMeta:
    """What the file says about itself. The defaults are those of VRM 1.0: what is not allowed is forbidden.

    Attributes:
        licence: where the licence can be read, or its name.
        permission: who may use the figure as their own.
        credit_required: its makers must be named where it is shown.
        redistribution: others may be given the file.
    """

    name: str = ""
    version: str = ""
    authors: tuple[str, ...] = ()
    licence: str = ""
    copyright: str = ""
    contact: str = ""
    references: tuple[str, ...] = ()
    third_party: str = ""
    permission: Permission = "onlyAuthor"
    violent: bool = False
    sexual: bool = False
    political: bool = False
    antisocial: bool = False
    commercial: Commercial = "personalNonProfit"
    credit_required: bool = True
    redistribution: bool = False
    modification: Modification = "prohibited"


@dataclass(frozen=True)
class LicenceSummary:
    """A figure's licence for people.

    Attributes:
        title: the figure and its makers.
        lines: what is allowed and what is not, one plain sentence each.
        refusal: why one may not use it unless one is who it names; "" where everybody may.
        credit: the line to show wherever the figure is shown; "" where none is asked for.
    """

    title: str
    lines: tuple[str, ...]
    refusal: str = ""
    credit: str = ""


def licence_summary(meta: AvatarMeta) -> LicenceSummary:
    """Puts a licence in plain words."""
    makers = ", ".join(meta.authors) or "an unnamed author"
    title = f"{meta.name or 'An unnamed figure'} by {makers}"
    refusal = {
        "onlyAuthor": f"Its licence lets only its author ({makers}) use this figure.",
        "onlySeparatelyLicensedPerson": f"Its licence lets only people use this figure to whom {makers} gave leave.",
        "everyone": "",
    }[meta.permission]
    uses = [
        ("excessively violent content", meta.violent),
        ("excessively sexual content", meta.sexual),
        ("political or religious purposes", meta.political),
        ("antisocial or hateful content", meta.antisocial),
    ]
    allowed = [name for name, yes in uses if yes]
    forbidden = [name for name, yes in uses if not yes]
    lines = [refusal or "Everybody may use this figure."]
    if allowed:
        lines.append(f"Allowed: {', '.join(allowed)}.")
    if forbidden:
        lines.append(f"Not allowed: {', '.join(forbidden)}.")
    lines.append(
        {
            "personalNonProfit": "Only persons may use it, and not for profit.",
            "personalProfit": "Persons may use it for profit; companies may not.",
            "corporation": "Persons and companies may use it for profit.",
        }[meta.commercial]
    )
    lines.append("It may be passed on." if meta.redistribution else "It may not be passed on.")
    lines.append(
        {
            "prohibited": "It may not be changed.",
            "allowModification": "It may be changed, but not passed on changed.",
            "allowModificationRedistribution": "It may be changed and passed on changed.",
        }[meta.modification]
    )
    credit = f"{title}{f' ({meta.copyright})' if meta.copyright else ''}" if meta.credit_required else ""
    if credit:
        lines.append(f"Where it is shown, say: {credit}.")
    if meta.licence:
        lines.append(f"Licence: {meta.licence}")
    if meta.third_party:
        lines.append(f"It holds work of others: {meta.third_party}")
    return LicenceSummary(title, tuple(lines), refusal, credit)


def licence_notices(meta: AvatarMeta) -> tuple[str, ...]:
    """What must be said before a figure is shown: that others may not use it, and the credit its makers ask for."""
    summary = licence_summary(meta)
    refused = [f"{summary.title}: {summary.refusal} Use it only if that is you."] if summary.refusal else []
    return (*refused, *([f"The host's figure: {summary.credit}"] if summary.credit else []))


def meta_of(document: Mapping[str, Any], path: str) -> AvatarMeta | None:
    """What a file says of its figure; None where it holds none. Raises: UserError where that is no object."""
    reader = JsonReader(path)
    extensions = reader.object(document, "extensions", "/extensions")
    for name, read in (("VRMC_vrm", read_meta1), ("VRM", read_meta0)):
        if name in extensions:
            figure = reader.object(extensions, name, f"/extensions/{name}")
            return read(reader, reader.object(figure, "meta", f"/extensions/{name}/meta"))
    return None


def why_not_passed_on(meta: AvatarMeta, author: str) -> str:
    """Why a figure may not be given to others by this author; "" where it may."""
    if meta.redistribution or (author and author in meta.authors):
        return ""
    return f"{licence_summary(meta).title}: its licence does not let it be passed on"


def read_meta1(reader: JsonReader, entry: Mapping[str, Any]) -> AvatarMeta:
    """VRM 1.0. Odd values count as not given, which forbids."""
    return AvatarMeta(
        name=_text(reader, entry, "name"),
        version=_text(reader, entry, "version"),
        authors=_texts(entry.get("authors")),
        licence=_text(reader, entry, "otherLicenseUrl") or _text(reader, entry, "licenseUrl"),
        copyright=_text(reader, entry, "copyrightInformation"),
        contact=_text(reader, entry, "contactInformation"),
        references=_texts(entry.get("references")),
        third_party=_text(reader, entry, "thirdPartyLicenses"),
        permission=_PERMISSIONS.get(reader.text(entry, "avatarPermission"), "onlyAuthor"),
        violent=entry.get("allowExcessivelyViolentUsage") is True,
        sexual=entry.get("allowExcessivelySexualUsage") is True,
        political=entry.get("allowPoliticalOrReligiousUsage") is True,
        antisocial=entry.get("allowAntisocialOrHateUsage") is True,
        commercial=_COMMERCIAL.get(reader.text(entry, "commercialUsage"), "personalNonProfit"),
        credit_required=entry.get("creditNotation") != "unnecessary",
        redistribution=entry.get("allowRedistribution") is True,
        modification=_MODIFICATION.get(reader.text(entry, "modification"), "prohibited"),
    )


def read_meta0(reader: JsonReader, entry: Mapping[str, Any]) -> AvatarMeta:
    """VRM 0.x, told in the words of 1.0."""
    name = reader.text(entry, "licenseName")
    shared = name.startswith("CC")
    fixed = "ND" in name.split("_")
    modification: Modification = "allowModificationRedistribution" if shared and not fixed else "prohibited"
    profit = entry.get("commercialUssageName") == "Allow" and "NC" not in name.split("_")
    return AvatarMeta(
        name=_text(reader, entry, "title"),
        version=_text(reader, entry, "version"),
        authors=_texts([entry.get("author")]),
        licence=_text(reader, entry, "otherLicenseUrl") or name,
        contact=_text(reader, entry, "contactInformation"),
        references=_texts([entry.get("reference")]),
        permission=_PERMISSIONS.get(reader.text(entry, "allowedUserName"), "onlyAuthor"),
        violent=entry.get("violentUssageName") == "Allow",
        sexual=entry.get("sexualUssageName") == "Allow",
        commercial="corporation" if profit else "personalNonProfit",
        credit_required=name != "CC0",
        redistribution=shared,
        modification=modification,
    )


def _text(reader: JsonReader, entry: Mapping[str, Any], key: str) -> str:
    return _plain(reader.text(entry, key))


def _texts(values: object) -> tuple[str, ...]:
    listed = values if isinstance(values, list) else []
    return tuple(_plain(value) for value in listed[:50] if isinstance(value, str) and value.strip())


def _plain(text: str) -> str:
    """One line of bounded length without control characters: it is shown to people as it is."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _MOST_TEXT]).split())
    return line if len(line) <= _MOST_TEXT else line[: _MOST_TEXT - 1] + "\u2026"
