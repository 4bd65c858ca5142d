"""Where torch computes, and in which number format."""

from __future__ import annotations

from typing import Any

from vr_app.kernel.errors import UserError


def pick_device(wanted: str, *, has_cuda: bool, has_mps: bool) -> str:
    """The torch device for "auto" or a device asked for by name (ROCm's GPUs are "cuda" to torch).

    Raises: UserError for a device this machine's torch does not have.
    """
    if wanted == "auto":
        return "cuda" if has_cuda else "mps" if has_mps else "cpu"
    kind = wanted.partition(":")[0]
    if kind not in ("cpu", "cuda", "mps"):
        raise UserError(f"{wanted!r} is no device", remedy='Choose "auto", "cpu", "cuda" or "mps".', exit_code=2)
    if (kind == "cuda" and not has_cuda) or (kind == "mps" and not has_mps):
        raise UserError(
            f"torch cannot use {wanted!r} on this machine", remedy="`vr-app doctor` tells why.", exit_code=3
        )
    return wanted


def pick_dtype(wanted: str, device: str, *, has_bfloat16: bool) -> str:
    """The number format: as asked, else what the device is fast in."""
    if wanted != "auto":
        if wanted not in ("float32", "bfloat16", "float16"):
            raise UserError(f"{wanted!r} is no number format", remedy='Choose "float32", "bfloat16" or "float16".')
        return wanted
    if device.startswith("cuda"):
        return "bfloat16" if has_bfloat16 else "float16"
    return "float16" if device == "mps" else "float32"


def device_and_dtype(wanted_device: str, wanted_dtype: str) -> tuple[str, Any]:
    """The device's name and the torch dtype for this machine."""
    import torch

    has_cuda = torch.cuda.is_available()
    device = pick_device(wanted_device, has_cuda=has_cuda, has_mps=torch.backends.mps.is_available())
    has_bfloat16 = has_cuda and torch.cuda.is_bf16_supported()
    return device, getattr(torch, pick_dtype(wanted_dtype, device, has_bfloat16=has_bfloat16))
