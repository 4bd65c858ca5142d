"""llama.cpp's shared library, called through ctypes: the few functions a chat door needs, for one exact version.

The library brings its arithmetic in several builds (AVX2, AVX-512, AMX, NEON, ...) and takes the best one for the
processor when it is loaded. The structures below are those of `VERSION`; a library whose defaults look different is
refused rather than trusted.
"""

from __future__ import annotations

import ctypes
import logging
import os
from collections.abc import Sequence
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_bool,
    c_char_p,
    c_float,
    c_int,
    c_int8,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_void_p,
)
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_LOG = logging.getLogger(__name__)

VERSION = "0.4.0"
_WARNING, _ERROR = 3, 4

LogCallback = CFUNCTYPE(None, c_int, c_char_p, c_void_p)
AbortCallback = CFUNCTYPE(c_bool, c_void_p)


class LibraryMissingError(Exception):
    """There is no llama.cpp library of the right version here. The message is a plain clause."""


class ModelParams(Structure):
    """`llama_model_params`."""

    _fields_ = (
        ("devices", c_void_p),
        ("tensor_buft_overrides", c_void_p),
        ("n_gpu_layers", c_int32),
        ("split_mode", c_int32),
        ("load_mode", c_int32),
        ("lazy_mode", c_int32),
        ("main_gpu", c_int32),
        ("tensor_split", c_void_p),
        ("progress_callback", c_void_p),
        ("progress_callback_user_data", c_void_p),
        ("kv_overrides", c_void_p),
        ("vocab_only", c_bool),
        ("check_tensors", c_bool),
        ("use_extra_bufts", c_bool),
        ("no_host", c_bool),
        ("no_alloc", c_bool),
        ("load_mtp", c_bool),
    )


class ContextParams(Structure):
    """`llama_context_params`."""

    _fields_ = (
        ("n_ctx", c_uint32),
        ("n_batch", c_uint32),
        ("n_ubatch", c_uint32),
        ("n_seq_max", c_uint32),
        ("n_rs_seq", c_uint32),
        ("n_outputs_max", c_uint32),
        ("n_outputs_max_per_seq", c_uint32),
        ("n_threads", c_int32),
        ("n_threads_batch", c_int32),
        ("ctx_type", c_int32),
        ("rope_scaling_type", c_int32),
        ("pooling_type", c_int32),
        ("attention_type", c_int32),
        ("flash_attn_type", c_int32),
        ("rope_freq_base", c_float),
        ("rope_freq_scale", c_float),
        ("yarn_ext_factor", c_float),
        ("yarn_attn_factor", c_float),
        ("yarn_beta_fast", c_float),
        ("yarn_beta_slow", c_float),
        ("yarn_orig_ctx", c_uint32),
        ("defrag_thold", c_float),
        ("cb_eval", c_void_p),
        ("cb_eval_user_data", c_void_p),
        ("type_k", c_int32),
        ("type_v", c_int32),
        ("abort_callback", c_void_p),
        ("abort_callback_data", c_void_p),
        ("embeddings", c_bool),
        ("offload_kqv", c_bool),
        ("no_perf", c_bool),
        ("op_offload", c_bool),
        ("swa_full", c_bool),
        ("kv_unified", c_bool),
        ("samplers", c_void_p),
        ("n_samplers", c_size_t),
        ("ctx_other", c_void_p),
    )


class Batch(Structure):
    """`llama_batch`."""

    _fields_ = (
        ("n_tokens", c_int32),
        ("token", POINTER(c_int32)),
        ("embd", POINTER(c_float)),
        ("pos", POINTER(c_int32)),
        ("n_seq_id", POINTER(c_int32)),
        ("seq_id", POINTER(POINTER(c_int32))),
        ("logits", POINTER(c_int8)),
    )


class FollowingTokens:
    """A batch of tokens that follow on others, with an output for each of them.

    Attributes:
        batch: valid as long as this object lives.
    """

    def __init__(self, tokens: Sequence[int], start: int, sequence: int) -> None:
        count = len(tokens)
        one = (c_int32 * 1)(sequence)
        self._tokens = (c_int32 * count)(*tokens)
        self._places = (c_int32 * count)(*range(start, start + count))
        self._ones = (c_int32 * count)(*([1] * count))
        self._sequences = (POINTER(c_int32) * count)(*([ctypes.cast(one, POINTER(c_int32))] * count))
        self._outputs = (c_int8 * count)(*([1] * count))
        self._one = one
        self.batch = Batch(count, self._tokens, None, self._places, self._ones, self._sequences, self._outputs)


class ChatMessage(Structure):
    """`llama_chat_message`."""

    _fields_ = (("role", c_char_p), ("content", c_char_p))


class _TokenDataArray(Structure):
    _fields_ = (("data", c_void_p), ("size", c_size_t), ("selected", c_int64), ("sorted", c_bool))


class _ChainParams(Structure):
    _fields_ = (("no_perf", c_bool),)


_P = c_void_p
_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "llama_version": (c_char_p, ()),
    "llama_backend_init": (None, ()),
    "llama_log_set": (None, (LogCallback, _P)),
    "llama_model_default_params": (ModelParams, ()),
    "llama_context_default_params": (ContextParams, ()),
    "llama_model_load_from_file": (_P, (c_char_p, ModelParams)),
    "llama_model_free": (None, (_P,)),
    "llama_init_from_model": (_P, (_P, ContextParams)),
    "llama_free": (None, (_P,)),
    "llama_n_ctx": (c_uint32, (_P,)),
    "llama_model_get_vocab": (_P, (_P,)),
    "llama_model_chat_template": (c_char_p, (_P, c_char_p)),
    "llama_chat_apply_template": (
        c_int32,
        (c_char_p, POINTER(ChatMessage), c_size_t, c_bool, ctypes.c_char_p, c_int32),
    ),
    "llama_tokenize": (c_int32, (_P, c_char_p, c_int32, POINTER(c_int32), c_int32, c_bool, c_bool)),
    "llama_vocab_get_attr": (c_int32, (_P, c_int32)),
    "llama_vocab_eos": (c_int32, (_P,)),
    "llama_token_to_piece": (c_int32, (_P, c_int32, c_char_p, c_int32, c_int32, c_bool)),
    "llama_vocab_is_eog": (c_bool, (_P, c_int32)),
    "llama_vocab_n_tokens": (c_int32, (_P,)),
    "llama_batch_get_one": (Batch, (POINTER(c_int32), c_int32)),
    "llama_decode": (c_int32, (_P, Batch)),
    "llama_set_abort_callback": (None, (_P, AbortCallback, _P)),
    "llama_get_logits_ith": (POINTER(c_float), (_P, c_int32)),
    "llama_set_n_threads": (None, (_P, c_int32, c_int32)),
    "llama_get_memory": (_P, (_P,)),
    "llama_memory_clear": (None, (_P, c_bool)),
    "llama_memory_seq_rm": (c_bool, (_P, c_int32, c_int32, c_int32)),
    "llama_state_seq_get_size": (c_size_t, (_P, c_int32)),
    "llama_state_seq_get_data": (c_size_t, (_P, POINTER(c_uint8), c_size_t, c_int32)),
    "llama_state_seq_set_data": (c_size_t, (_P, c_char_p, c_size_t, c_int32)),
    "llama_sampler_chain_init": (_P, (_ChainParams,)),
    "llama_sampler_chain_add": (None, (_P, _P)),
    "llama_sampler_init_greedy": (_P, ()),
    "llama_sampler_init_dist": (_P, (c_uint32,)),
    "llama_sampler_init_top_k": (_P, (c_int32,)),
    "llama_sampler_init_top_p": (_P, (c_float, c_size_t)),
    "llama_sampler_init_min_p": (_P, (c_float, c_size_t)),
    "llama_sampler_init_temp": (_P, (c_float,)),
    "llama_sampler_sample": (c_int32, (_P, _P, c_int32)),
    "llama_sampler_apply": (None, (_P, POINTER(_TokenDataArray))),
    "llama_sampler_free": (None, (_P,)),
}


def open_library(folder: Path) -> Any:
    """Loads the library, the fitting arithmetic and nothing else.

    Args:
        folder: holds the shared libraries, side by side.

    Returns: the library with its functions declared; call them by their C names.

    Raises:
        LibraryMissingError: the folder has none, or one of another version or for another machine.
    """
    try:
        _load(folder, "*ggml-base.*")
        ggml = _load(folder, f"*ggml*.v{VERSION}.*")
        library = _load(folder, f"*llama*.v{VERSION}.*")
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        library.llama_log_set(_FORWARD_LOG, None)
        _check_layout(library)
        ggml.ggml_backend_load_all_from_path.argtypes = (c_char_p,)
        ggml.ggml_backend_load_all_from_path(os.fsencode(folder))
        ggml.ggml_backend_dev_count.restype = c_size_t
    except (OSError, AttributeError) as error:
        raise LibraryMissingError(f"the llama.cpp library cannot be loaded ({error})") from error
    if not ggml.ggml_backend_dev_count():
        raise LibraryMissingError("the llama.cpp library has no arithmetic for this processor")
    library.llama_backend_init()
    return library


def chain(library: Any, *samplers: int) -> int:
    """A sampler that applies others in order and owns them."""
    whole = library.llama_sampler_chain_init(_ChainParams(True))
    for sampler in samplers:
        library.llama_sampler_chain_add(whole, sampler)
    return whole


def choose_among(library: Any, sampler: int, context: int, output: int, allowed: npt.NDArray[np.bool_]) -> int:
    """The token a sampler takes by an output of what was evaluated last, among those allowed (booleans, vocabulary)."""
    tokens = np.flatnonzero(allowed).astype(np.int32)
    logits = np.ctypeslib.as_array(library.llama_get_logits_ith(context, output), allowed.shape)
    rows = np.zeros(tokens.size, np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)]))
    rows["id"], rows["logit"] = tokens, logits[tokens]
    candidates = _TokenDataArray(rows.ctypes.data, tokens.size, -1, False)
    library.llama_sampler_apply(sampler, byref(candidates))
    return int(rows["id"][candidates.selected])


def _load(folder: Path, pattern: str) -> ctypes.CDLL:
    found = sorted(path for path in folder.glob(pattern) if path.suffix in (".so", ".dll", ".dylib"))
    if not found:
        raise LibraryMissingError(f"{folder} holds no llama.cpp {VERSION}")
    return ctypes.CDLL(str(found[0].resolve()))


def _check_layout(library: Any) -> None:
    """Known defaults must stand where the structures say."""
    model, context = library.llama_model_default_params(), library.llama_context_default_params()
    expected = (512, 2048, 512, 1, -1, -1.0, 1, 1, True, True)
    seen = (
        context.n_ctx,
        context.n_batch,
        context.n_ubatch,
        context.n_seq_max,
        context.flash_attn_type,
        context.yarn_beta_slow,
        context.type_k,
        context.type_v,
        context.offload_kqv,
        model.use_extra_bufts,
    )
    version = library.llama_version().decode(errors="replace")
    if not version.startswith(VERSION) or seen != expected or model.main_gpu != 0:
        raise LibraryMissingError(f"the llama.cpp library is {version}, not the {VERSION} this program was made for")


def _forward_log(level: int, text: bytes, _user: Any) -> None:
    # Also an evaluation that was only cancelled is an error to the library: for the log, not for alarm.
    if level in (_WARNING, _ERROR):
        _LOG.info("%s", text.decode(errors="replace").rstrip())


_FORWARD_LOG = LogCallback(_forward_log)
