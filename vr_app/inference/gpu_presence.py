"""Whether torch can use a GPU here, without importing torch on machines that have none."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from pathlib import Path


def torch_has_gpu() -> bool:
    """True where a driver, a torch built for it, and a device that answers are all there."""
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False
    if version.endswith("+cpu") or not _driver_present():
        return False
    import torch

    return bool(torch.cuda.is_available() or torch.backends.mps.is_available())


def _driver_present() -> bool:
    if sys.platform == "darwin":
        return True
    devices = (Path("/dev/nvidiactl"), Path("/dev/kfd"), Path("/dev/dxg"))
    return any(device.exists() for device in devices) or shutil.which("nvidia-smi") is not None
