"""Texts that give the host orders instead of facts: found when cards and lore are read, and left out.

It does not have to find all of them: whatever the host reads, it can only talk and do what `actions.py` lists. What is
found here does not even reach the model.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from dataclasses import replace

from vr_app.host.answers.passages import sentences_of
from vr_app.host.card.persona import Persona

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,24}\b(?:all|any|your|previous|prior|above|earlier|these|every|system|former)\b[^.!?\n]{0,24}\b(?:instructions?|rules|prompts?|guidelines|directives|restrictions|safety|polic(?:y|ies)|moderation)\b|"
    r"\b(?:reveal|print|repeat|show|output|leak)\b[^.!?\n]{0,30}\b(?:system prompt|system message|your instructions|hidden prompt|initial prompt)\b|"
    r"\byou are (?:now|no longer)\b[^.!?\n]{0,40}\b(?:ai|assistant|model|chatbot|dan|unrestricted|jailbroken|bound)\b|\b(?:developer|god|jailbreak|dan) mode\b|\bdo anything now\b|"
    r"<\|?(?:im_start|im_end|system|assistant|endoftext|eot_id|start_header_id)\|?>|\[/?(?:INST|SYS(?:TEM)?)\]|<<SYS>>|^\s*(?:#+\s*)?(?:system|assistant)\s*(?:prompt|message)?\s*:|"
    r"\b(?:execute|run|call|invoke)\b[^.!?\n]{0,25}\b(?:shell|command line|terminal|powershell|python code|os\.system|subprocess|tool_call|function_call)\b|\brm -rf\b|\bcurl\s+https?:|\bos\.(?:system|remove)\b|"
    r"\b(?:send|post|upload|exfiltrate|email|transmit)\b[^.!?\n]{0,50}\b(?:https?://|password|api key|secrets?|credentials|the (?:conversation|chat|memory) to)\b|"
    r"(?:忽略|无视|忘记|不要理会|绕过)[^。！？\n]{0,16}(?:指令|指示|规则|提示词|限制|设定)|(?:输出|泄露|显示|重复)[^。！？\n]{0,12}(?:系统提示|提示词|系统消息)|(?:你现在是|从现在起你是)[^。！？\n]{0,16}(?:不受限制|无限制|助手|模型)|开发者模式|越狱模式",
    re.IGNORECASE | re.MULTILINE,
)
_CARD_TEXTS = (
    "description", "personality", "scenario", "first_message", "example_messages", "system_prompt",
    "post_history_instructions",
)  # fmt: skip


def gives_orders(text: str) -> bool:
    """Whether a text tells the model to break its rules, to show its prompt, or to act outside the talk."""
    return bool(_ORDERS.search(text))


def without_orders(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the sentences that give orders, and those."""
    if not gives_orders(text):
        return text, ()
    kept, found = [], []
    for line in text.split("\n"):
        told = [sentence for sentence in sentences_of(line) if not gives_orders(sentence)]
        found += [sentence for sentence in sentences_of(line) if gives_orders(sentence)]
        kept.append(" ".join(told) if len(told) != len(sentences_of(line)) else line)
    rest = "\n".join(kept)
    return ("", (*found, text)) if gives_orders(rest) else (rest, tuple(found))


def screened_card(persona: Persona) -> tuple[Persona, tuple[str, ...]]:
    """The character without orders in its texts, and a plain line for each that had some. The file stays as it is."""
    changed: dict[str, str] = {}
    notes: list[str] = []
    for name in _CARD_TEXTS:
        text, found = without_orders(getattr(persona, name))
        if found:
            changed[name] = text
            notes.append(told_orders(f"the card's {name.replace('_', ' ')}", found))
    return (replace(persona, **changed), tuple(notes)) if changed else (persona, ())  # type: ignore[arg-type]


def told_orders(where: str, found: tuple[str, ...]) -> str:
    """One line on what was left out."""
    sample = " ".join(found[0].split())
    shown = sample if len(sample) <= 70 else f"{sample[:67]}..."
    return f"{where} gives the model orders instead of facts ({len(found)}); they are left out: “{shown}”"
