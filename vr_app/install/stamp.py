"""What `.venv` was made from, so that a later start can tell at once that nothing is to be done.

Standard library only: `launch.py` reads it on every start.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Literal

Profile = Literal["app", "test"]

EXTRAS: dict[Profile, tuple[str, ...]] = {"app": ("piper",), "test": ("piper", "listen", "test")}
"""Optional dependency groups of `pyproject.toml` each profile installs (torch's build is chosen by `vr-app setup`)."""

WATCHED = ("pyproject.toml", "constraints.txt", "setup.py")


class Stamp:
    """The environment beside a checkout and the record of what is in it.

    Args:
        root: the checkout.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.path = self.venv / "virgil-setup.json"
        self.log = self.venv / "install.log"

    @property
    def python(self) -> Path:
        """The environment's own interpreter (never resolved: the link is what makes it a virtual environment)."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def fingerprint(self, extras: tuple[str, ...]) -> str:
        """Changes with anything the installed packages depend on."""
        digest = hashlib.sha256(repr(sorted(extras)).encode())
        for name in WATCHED:
            digest.update((self.root / name).read_bytes())
        config = self.venv / "pyvenv.cfg"
        if config.is_file():
            lines = config.read_text(encoding="utf-8").splitlines()
            digest.update("".join(line for line in lines if line.startswith("version")).encode())
        return digest.hexdigest()

    def extras_for(self, profile: Profile) -> tuple[str, ...]:
        """What the profile needs together with what is there already: a test run never makes the app poorer."""
        return tuple(sorted({*EXTRAS[profile], *self._read().get("extras", ())}))

    def packages_fresh(self, profile: Profile) -> bool:
        """True where the packages in place are those this checkout asks for."""
        made = self._read()
        extras = self.extras_for(profile)
        same = set(extras) == set(made.get("extras", ()))
        return same and made.get("packages") == self.fingerprint(extras) and self.python.exists()

    def fresh(self, profile: Profile) -> bool:
        """True where nothing at all is to be done before the app starts."""
        done = self._read().get("set_up", ())
        return (profile in done or "test" in done) and self.packages_fresh(profile)

    def packages_installed(self, profile: Profile) -> None:
        """Records the packages; what `vr-app setup` did before counts no longer."""
        extras = self.extras_for(profile)
        self._write({"packages": self.fingerprint(extras), "extras": list(extras), "set_up": []})

    def set_up(self, profile: Profile) -> None:
        """Records that `vr-app setup` went through."""
        made = self._read()
        self._write({**made, "set_up": sorted({*made.get("set_up", ()), profile})})

    def _read(self) -> dict:
        try:
            made = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return made if isinstance(made, dict) else {}

    def _write(self, made: dict) -> None:
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(made), encoding="utf-8")
        part.replace(self.path)
