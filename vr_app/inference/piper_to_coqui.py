"""Turns a Piper voice (VITS as an ONNX graph) into a Coqui TTS VITS checkpoint, weight for weight.

Both are the same network under other names. What the ONNX export changed is undone here: some convolutions lost their
names (they are found by their bias), the flow's steps are numbered with the flips left out, and the duration
predictor's first scale was stored as exp(-log scale).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.inference.torchaudio_import import import_torchaudio
from vr_app.kernel.errors import Location, UserError

PIPER_SETTINGS = "piper.json"
"""Kept beside the checkpoint: the phonemes' ids and the pace the voice was trained for."""


@dataclass(frozen=True)
class PiperGraph:
    """The weights of a Piper voice by their names in the original network, and each convolution's settings."""

    weights: dict[str, np.ndarray]
    attributes: dict[str, dict[str, Any]]


def read_piper_graph(path: Path) -> PiperGraph:
    """Reads the ONNX file.

    Raises: UserError where it is no Piper voice.
    """
    import onnx
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(path)).graph
        weights = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
        attributes: dict[str, dict[str, Any]] = {}
        for node in graph.node:
            if node.op_type in ("Conv", "ConvTranspose"):
                weight, bias = node.input[1], node.input[2] if len(node.input) > 2 else ""
                layer = bias.removesuffix(".bias") if bias else weight.removesuffix(".weight")
                weights.setdefault(f"{layer}.weight", weights[weight])
                attributes[layer] = {item.name: list(item.ints) or item.i for item in node.attribute}
        embedding = next(n.input[0] for n in graph.node if n.op_type == "Gather" and n.input[1] == "input")
        weights["enc_p.emb.weight"] = weights[embedding]
        if "dp.flows.0.logs" not in weights:
            weights["dp.flows.0.logs"] = -np.log(weights["/dp/flows.0/Exp_output_0"])
    except Exception as error:  # a broken file makes onnx and protobuf raise each their own kind
        raise UserError(f"this is no Piper voice ({error})", where=Location(path)) from error
    return PiperGraph(weights, attributes)


def convert(onnx_path: Path, out_dir: Path) -> Path:
    """Writes `model.pth`, `config.json` and `piper.json`.

    Returns: the folder. Raises: UserError for a voice that cannot be converted.
    """
    import_torchaudio()
    import torch
    from torch.nn.utils import parametrize
    from TTS.tts.models.vits import Vits

    settings = json.loads(onnx_path.with_name(onnx_path.name + ".json").read_text(encoding="utf-8"))
    graph = read_piper_graph(onnx_path)
    config = coqui_config(graph, settings)
    config.use_phonemes = False
    model = Vits(config)
    known = set(model.state_dict())
    normed = {name for name, module in model.named_modules() if parametrize.is_parametrized(module, "weight")}
    plain: dict[str, torch.Tensor] = {}
    for name, array in graph.weights.items():
        target = coqui_name(name)
        if target is None:
            continue
        tensor = torch.from_numpy(np.array(array, dtype=np.float32))
        layer, _, leaf = target.rpartition(".")
        if leaf == "weight" and layer in normed:
            with torch.no_grad():
                model.get_submodule(layer).weight = tensor
        elif target in known:
            plain[target] = tensor
        else:
            raise UserError(f"the voice holds a weight nobody knows ({name})", where=Location(onnx_path))
    model.load_state_dict(plain, strict=False)
    out_dir.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict()}, out_dir / "model.pth")
    # Other programs have to find the phonemes themselves, by espeak-ng; here `coqui_program` does it.
    config.use_phonemes = True
    config.save_json(str(out_dir / "config.json"))
    (out_dir / PIPER_SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return out_dir


def coqui_name(name: str) -> str | None:
    """A weight's name in Coqui's VITS, or None for the graph's own constants."""
    if not name.endswith((".weight", ".bias", ".gamma", ".beta", ".m", ".logs")) and ".emb_rel_" not in name:
        return None
    part, _, rest = name.partition(".")
    if part == "enc_p":
        return f"text_encoder.{rest}"
    if part == "dec":
        return f"waveform_decoder.{rest}"
    steps = rest.split(".")
    if part == "flow" and steps[0] == "flows":
        return ".".join(["flow", "flows", str(int(steps[1]) // 2), *steps[2:]])
    if part != "dp":
        return None
    if steps[0] == "flows" and steps[1] == "0":
        return "duration_predictor.flows.0." + {"m": "translation", "logs": "log_scale"}[steps[2]]
    if steps[0] == "flows":
        steps[1] = str((int(steps[1]) + 1) // 2)
    return ".".join(["duration_predictor", *steps])


def coqui_config(graph: PiperGraph, settings: dict[str, Any]) -> Any:
    """The `VitsConfig` whose network has the graph's shape."""
    from TTS.config import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig

    from vr_app.inference.piper_characters import vocabulary

    weights, attributes = graph.weights, graph.attributes
    short_blocks = "dec.resblocks.0.convs.0.weight" in weights
    convolution = "convs" if short_blocks else "convs1"
    steps = sum(1 for name in weights if name.startswith("dec.ups.") and name.endswith(".weight"))
    first = f".{convolution}.0.weight"
    blocks = sum(1 for name in weights if name.startswith("dec.resblocks.") and name.endswith(first)) // steps
    rates = [attributes[f"dec.ups.{index}"]["strides"][0] for index in range(steps)]
    names = [f"dec.resblocks.{index}.{convolution}" for index in range(blocks)]
    symbols = weights["enc_p.emb.weight"].shape[0]
    pace = settings["inference"]
    hop = math.prod(rates)
    return VitsConfig(
        model_args=VitsArgs(
            num_chars=symbols,
            resblock_type_decoder="2" if short_blocks else "1",
            resblock_kernel_sizes_decoder=[weights[f"{name}.0.weight"].shape[2] for name in names],
            resblock_dilation_sizes_decoder=[
                [attributes[f"{name}.{index}"]["dilations"][0] for index in range(2 if short_blocks else 3)]
                for name in names
            ],
            upsample_rates_decoder=rates,
            upsample_kernel_sizes_decoder=[weights[f"dec.ups.{index}.weight"].shape[2] for index in range(steps)],
            upsample_initial_channel_decoder=weights["dec.conv_pre.weight"].shape[0],
            inference_noise_scale=pace["noise_scale"],
            inference_noise_scale_dp=pace["noise_w"],
            length_scale=pace["length_scale"],
            init_discriminator=False,
        ),
        audio=BaseAudioConfig(
            sample_rate=settings["audio"]["sample_rate"], hop_length=hop, win_length=4 * hop, fft_size=4 * hop
        ),
        use_phonemes=True,
        phonemizer="espeak",
        phoneme_language=settings["espeak"]["voice"],
        text_cleaner="basic_cleaners",
        add_blank=True,
        enable_eos_bos_chars=True,
        compute_input_seq_cache=False,
        characters=CharactersConfig(
            characters_class="vr_app.inference.piper_characters.PiperCharacters",
            characters=vocabulary(settings["phoneme_id_map"], symbols),
            punctuations="!'(),-.:;? ",
            pad="_",
            eos="$",
            bos="^",
            blank="_",
            is_unique=False,
            is_sorted=False,
        ),
    )
