"""Real models for the tests that use them."""

from __future__ import annotations

from tests.contracts.conftest import default_voice, llama_library, tiny_model

__all__ = ["default_voice", "llama_library", "tiny_model"]
