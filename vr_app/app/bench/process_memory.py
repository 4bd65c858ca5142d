"""Resident memory of processes, from the system's own account."""

from __future__ import annotations

from pathlib import Path


def resident_mb(pid: int) -> float | None:
    """Megabytes (2^20) that a process holds now; None where the system does not tell."""
    return _status_mb(pid, "VmRSS:")


def peak_mb(pid: int) -> float | None:
    """The most it has held."""
    return _status_mb(pid, "VmHWM:")


def _status_mb(pid: int, key: str) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith(key)), None)
