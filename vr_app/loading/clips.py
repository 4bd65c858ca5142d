"""glTF animations to `Animation`; channels with the same keys are gathered so that they are sampled together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container
from vr_app.scene.animation import Animation, Track
from vr_app.scene.node import NodeTable

MAX_VALUES = 24_000_000
MAX_CHANNELS = 100_000
"""In all animations of a file together."""

WIDTH = {"translation": ("VEC3",), "scale": ("VEC3",), "rotation": ("VEC4",), "weights": ("SCALAR",)}


def read_animations(
    container: Container, accessors: Accessors, nodes: NodeTable, node_of_file: Sequence[int]
) -> tuple[Animation, ...]:
    """All animations of the file; a channel that cannot be played is left out with a note."""
    out, size, count = [], 0, 0
    for index in range(len(container.array("animations"))):
        here = f"/animations/{index}"
        entry = container.entry("animations", index, here)
        groups: dict[tuple[Any, ...], list[tuple[np.ndarray, np.ndarray]]] = {}
        times_of: dict[Any, np.ndarray] = {}
        channels, samplers = entry.get("channels", []), entry.get("samplers", [])
        if not isinstance(channels, list) or not isinstance(samplers, list):
            raise container.report.error("json.type", here, "has no lists of channels and samplers")
        left_out = 0
        for number, channel in enumerate(channels):
            if not _is_ours(channel):
                left_out += 1
                continue
            read = _channel(container, accessors, nodes, node_of_file, samplers, channel, f"{here}/channels/{number}")
            if read is not None:
                key, times, targets, values = read
                size, count = size + values.size, count + 1
                if size > MAX_VALUES or count > MAX_CHANNELS:
                    raise container.report.error("animation.size", here, "holds more keys than this program reads")
                times_of[key] = times
                groups.setdefault(key, []).append((targets, values))
        if left_out:
            report = container.report
            report.note(f"{here}: {left_out} of its channels move something this program does not animate")
        tracks = []
        for key, members in groups.items():
            targets = np.concatenate([member[0] for member in members]).astype(np.int32)
            values = np.ascontiguousarray(np.concatenate([member[1] for member in members], axis=-2))
            tracks.append(Track(key[1], key[2], times_of[key], targets, values))
        if tracks:
            out.append(Animation(str(entry.get("name", "")), tuple(tracks)))
    return tuple(out)


def _is_ours(channel: Any) -> bool:
    """Whether a channel moves a node. One that does not is left out, as the specification allows."""
    target = channel.get("target") if isinstance(channel, dict) else None
    return not isinstance(target, dict) or ("node" in target and str(target.get("path")) in WIDTH)


def _channel(
    container: Container,
    accessors: Accessors,
    nodes: NodeTable,
    node_of_file: Sequence[int],
    samplers: list[Any],
    channel: Any,
    here: str,
) -> tuple[tuple[Any, ...], np.ndarray, np.ndarray, np.ndarray] | None:
    report = container.report
    target = channel.get("target") if isinstance(channel, dict) else None
    if not isinstance(target, dict):
        raise report.error("json.type", f"{here}/target", "is not an object")
    path = target["path"]
    container.entry("nodes", target["node"], f"{here}/target/node")
    node = node_of_file[target["node"]]
    number = channel.get("sampler")
    if not isinstance(number, int) or not 0 <= number < len(samplers) or not isinstance(samplers[number], dict):
        raise report.error("reference.range", f"{here}/sampler", "refers to a sampler that is not there")
    sampler = samplers[number]
    interpolation = sampler.get("interpolation", "LINEAR")
    if interpolation not in ("LINEAR", "STEP", "CUBICSPLINE"):
        raise report.error("json.value", f"{here}/sampler", "has an unknown interpolation")
    times = accessors.floats(sampler.get("input"), f"{here}/sampler/input", ("SCALAR",))[:, 0]
    values = accessors.floats(sampler.get("output"), f"{here}/sampler/output", WIDTH[path])
    if np.any(np.diff(times) <= 0):
        report.note(f"{here}: its key times do not increase; left out")
        return None
    channels = int(nodes.weight_count[node]) if path == "weights" else 1
    per_key = 3 if interpolation == "CUBICSPLINE" else 1
    if channels == 0 or len(values) != len(times) * channels * per_key:
        report.note(f"{here}: has {len(values)} values for {len(times)} keys; left out")
        return None
    shape = (
        (len(times), per_key, channels, values.shape[1]) if per_key == 3 else (len(times), channels, values.shape[1])
    )
    values = values.reshape(shape)
    if path == "rotation" and per_key == 1:
        values = values / np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-12)
    first = int(nodes.weight_offset[node]) if path == "weights" else node
    return (sampler.get("input"), path, interpolation), times, np.arange(first, first + channels), values
