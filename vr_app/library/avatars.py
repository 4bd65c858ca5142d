"""The ready-made figures a host can be, and which of them fits a place and a person told in words."""

from __future__ import annotations

import functools
import json
import re
import zlib
from dataclasses import dataclass

from vr_app.kernel.resources import resource_path

FOLDER = "avatar"
LIST = "avatars.json"
WOMANS_PITCH = 1.2
_WOMAN = """
    she her hers woman lady girl mother grandmother sister aunt queen widow witch waitress nun 她 女 妇 奶奶
    婆婆 阿姨 姐
"""
_MAN = """
    he him his man gentleman boy father grandfather brother uncle king fisherman monk wizard 他 男 爷爷 先生
    叔 老汉 和尚 哥
"""
_NOT_A_WOMAN = "andrea elia ezra jonah joshua kenta luca micah mustafa nikita noah sasha"
_ALIKE = """
    harbor=harbour port=harbour pier=harbour boat=sailor ship=sailor ocean=sea woods=forest hut=cottage
    books=library bookshop=library painting=gallery paintings=gallery stars=astronomer telescope=astronomer
    flowers=garden kitchen=cook baker=cook old=sixties elderly=seventies tools=workshop robot=engineer
    snow=winter lab=laboratory spaceship=space planet=space station=space dune=desert campfire=camp café=cafe
    bar=cafe harbourmaster=harbour curates=curator retired=sixties 港=harbour 海=sea 船=sailor 渔=fisherman
    花园=garden 园=garden 图书=library 书=library 博物=museum 山=mountain 森林=forest 林=forest 沙漠=desert
    星=astronomer 茶=tea 城=city 画=gallery 雪=winter 湖=lake 实验=laboratory 太空=space 老=sixties
"""
"""Words of a place, and the tag each stands for."""


@dataclass(frozen=True)
class ReadyAvatar:
    """A figure that comes with the program.

    Attributes:
        name: short, of its file.
        reference: what a stage writes as `host.avatar`.
        title: who it is; `looks` says what is seen.
        presents: "woman", "man" or "person".
        tags: callings, ages and places it suits.
    """

    name: str
    reference: str
    title: str
    looks: str
    presents: str
    tags: tuple[str, ...]

    @property
    def voice(self) -> dict[str, str | float]:
        """What its card says of its voice: a woman's where one is here, else the machine's own, a man's, higher."""
        return {"speaker": "woman", "pitch": WOMANS_PITCH} if self.presents == "woman" else {}


@functools.cache
def ready_avatars() -> tuple[ReadyAvatar, ...]:
    """All of them, in the order of their list."""
    data = json.loads((resource_path("assets") / FOLDER / LIST).read_text(encoding="utf-8"))
    return tuple(
        ReadyAvatar(
            row["name"], f"app:{FOLDER}/{row['file']}", row["title"], row["looks"], row["presents"], tuple(row["tags"])
        )
        for row in data["avatars"]
    )


def _holds(text: str, words: str) -> int:
    """How many of the words stand in the text; Chinese ones also within others."""
    tokens = set(re.findall(r"[a-zà-ÿ]+", text))
    return sum(word in tokens if word.isascii() else word in text for word in words.split())


def presented(name: str, who: str) -> str:
    """What a person's name and description say: "woman", "man" or "" for nothing."""
    text = f"{who} {name}".lower()
    she, he = _holds(text, _WOMAN), _holds(text, _MAN)
    if she != he:
        return "woman" if she > he else "man"
    first = re.match(r"[a-zà-ÿ]+", name.lower())
    if first is None:
        return ""
    return "woman" if first[0].endswith("a") and first[0] not in _NOT_A_WOMAN.split() else ""


def fitting_avatar(place: str, name: str = "", who: str = "") -> ReadyAvatar:
    """The figure that suits a place best.

    Args:
        place: words of the place.
        name: of the host, where known; `who` describes it.

    Returns: among equals one chosen by the words, the same for the same words.
    """
    text = f"{place} {who}".lower()
    tokens = set(re.findall(r"[a-zà-ÿ]+", text))
    tokens |= {token.removesuffix("s") for token in tokens}
    for word, _, tag in (pair.partition("=") for pair in _ALIKE.split()):
        if word in tokens if word.isascii() else word in text:
            tokens.add(tag)
    wanted = presented(name, who)
    figures = ready_avatars()

    def rank(figure: ReadyAvatar) -> tuple[int, int, int]:
        alike = int(not wanted or figure.presents == wanted)
        return alike, sum(tag in tokens for tag in figure.tags), zlib.crc32(f"{figure.name} {text} {name}".encode())

    return max(figures, key=rank)
