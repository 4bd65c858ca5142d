"""What a packed scene is made of, and what is told of it before it is opened."""

from __future__ import annotations

from dataclasses import dataclass

MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
CREDITS = "CREDITS.md"
FORMAT = 1
KINDS = frozenset(
    (
        *(".toml", ".ink", ".json", ".md", ".txt", ".po"),
        *(".png", ".jpg", ".jpeg", ".webp", ".ktx2", ".hdr", ".exr"),
        *(".glb", ".gltf", ".bin", ".vrm", ".vrma", ".wav"),
    )
)
"""Files that a scene is made of; nothing else is packed or unpacked."""
MOST_FILES = 5000
MOST_BYTES = 2 << 30
MODELS = frozenset({".glb", ".gltf", ".vrm"})


@dataclass(frozen=True)
class Credit:
    """One line of the ledger."""

    file: str
    author: str
    license: str


@dataclass(frozen=True)
class PackCard:
    """What is told of a pack before it is opened.

    Attributes:
        generated: a model wrote it.
        bytes: unpacked.
        signed_by: hexadecimal public key, "" where it is not signed.
    """

    title: str
    description: str
    author: str
    license: str
    rating: str
    language: str
    generated: bool
    files: int
    bytes: int
    credits: tuple[Credit, ...]
    signed_by: str = ""

    def lines(self) -> list[str]:
        """For people."""
        label = "written with the help of a model (AI)" if self.generated else "written by people, as its author says"
        signed = f"signed by {self.signed_by[:16]}..." if self.signed_by else "not signed"
        return [
            f"{self.title}: {self.description}",
            f"  by {self.author or 'nobody named'}, licence {self.license or 'not named'}, for {self.rating}",
            f"  {self.files} files, {self.bytes / 1e6:.1f} MB, {label}, {signed}",
        ]
