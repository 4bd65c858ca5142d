"""`bench mind`, memory: facts planted in a long talk are recalled, forgotten ones never; a late turn costs no more."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from vr_app.app.memory_store import MemoryStore
from vr_app.app.places import OpenedPlace
from vr_app.host.knowledge import Knowledge
from vr_app.host.memory.conversation import Exchange, Memory
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.kernel import events as ev
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.kernel.ports import Embedder
from vr_app.store.passages import PassageIndex

TURNS = 200
_PLANTED = (
    ("Hello, my name is Annika.", "What is my name?", "Annika"),
    ("I live in Trondheim.", "Where do I live?", "Trondheim"),
    ("I have a dog called Bosun.", "What is my dog called?", "Bosun"),
    ("My favourite colour is ochre.", "What is my favourite colour?", "ochre"),
    ("I'm allergic to walnuts.", "What am I allergic to?", "walnuts"),
    ("My sister plays the cello.", "What does my sister play?", "cello"),
    ("I work as a bookbinder.", "What do I work as?", "bookbinder"),
    ("I love the smell of tar.", "What smell do I love?", "tar"),
    ("Next time I want to see the lighthouse.", "What did I want to see next time?", "lighthouse"),
    ("I was born in Quito.", "Where was I born?", "Quito"),
    ("我喜欢钓鱼。", "我喜欢什么？", "钓鱼"),
    ("I collect old maps.", "What do I collect?", "maps"),
    ("My brother Tomek is a glider pilot.", "What does my brother do?", "glider"),
    ("I've got three goats and a very old donkey.", "Which animals do I keep?", "goats"),
    ("I never eat mushrooms.", "What do I never eat?", "mushrooms"),
    ("I'm afraid of deep water.", "What frightens me?", "deep water"),
    ("We have twins, Ada and Noor.", "What are my children called?", "Noor"),
    ("I used to be a court stenographer.", "What was my job before?", "stenographer"),
    ("My husband is from Madeira.", "Where does my husband come from?", "Madeira"),
    ("I'm left-handed.", "Which hand do I write with?", "left"),
    ("I always drink my tea with salt.", "How do I take my tea?", "salt"),
    ("我是从哈尔滨来的。", "我是哪里人？", "哈尔滨"),
    ("我女儿在学小提琴。", "我女儿学什么？", "小提琴"),
    ("我不能吃辣。", "我不能吃什么？", "辣"),
)
_NATURAL = (
    ("People at work call me Dee.", "What do people at work call me?", "Dee"),
    ("My godfather keeps the lighthouse on Skerry.", "What does my godfather do?", "lighthouse"),
    ("We're off to Lapland for Christmas.", "Where are we going for Christmas?", "Lapland"),
    ("Strawberries make me come out in a rash.", "Which fruit is bad for me?", "Strawberries"),
    ("When I was small we lived in a caravan behind the fairground.", "Where did I live when I was small?", "caravan"),
    ("I like mornings better than evenings because the air is clean.", "Why do I like mornings better?", "clean"),
    ("Two winters ago I built a harpsichord from a kit.", "What did I build?", "harpsichord"),
    ("我舅舅在青岛开面馆。", "我舅舅开了什么？", "面馆"),
)
"""Told as people do who do not begin with "I am"."""
_REPLACED = (
    ("My cousin works as a nurse.", "Actually, my cousin is a vet now.", "What does my cousin do?", "vet", "nurse"),
    ("My favourite season is spring.", "My favourite season is autumn these days.",
     "What is my favourite season?", "autumn", "spring"),
    ("My niece is six.", "My niece just turned seven.", "How old is my niece?", "seven", "six"),
    ("I drive a taxi.", "I don't drive a taxi any more.", "What do I drive?", "any more", "I drive a taxi"),
)  # fmt: skip
"""What is told, what is told later on, the question, and what may and may not be said then."""
_FORGOTTEN = 4
_FILLER = (
    "How old is this place?",
    "What is behind me?",
    "That is lovely.",
    "Tell me more.",
    "Is it always so quiet here?",
)
PERSON = PersonId("bench")


def bench_memory(opened: OpenedPlace, embedder: Embedder | None = None) -> dict[str, Any]:
    """Plants facts among 200 turns in a database of its own, asks for each, forgets some, asks again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite"
        store = MemoryStore(path, PERSON, opened.id, lambda event: None)
        talk = Memory(estimated_tokens)
        asked_for = (*_PLANTED, *_NATURAL)
        lines = [fact for fact, _, _ in asked_for] + [old for old, *_ in _REPLACED] + [new for _, new, *_ in _REPLACED]
        planted = {3 * TURNS * number // (4 * len(lines)): line for number, line in enumerate(lines)}
        costs = []
        for turn in range(1, TURNS + 1):
            said = planted.get(turn - 1, _FILLER[turn % len(_FILLER)])
            store.post(ev.TurnOpened(TurnId(turn), said, "script", PERSON))
            store.post(ev.TurnClosed(TurnId(turn), "I see.", "complete", PERSON))
            talk.add(Exchange(said, "I see, and I am glad that you told me."))
            costs.append(sum(estimated_tokens(message.content) for message in talk.messages()))
        store.close()
        store = MemoryStore(path, PERSON, opened.id, lambda event: None)
        knowledge = Knowledge(opened.place, opened.persona, (), PassageIndex(), embedder, store.facts)
        begun_s = time.perf_counter()
        missing = [asked for _, asked, key in asked_for if key not in _told(knowledge, opened, asked)]
        ask_ms = 1000.0 * (time.perf_counter() - begun_s) / len(asked_for)
        renewed = [(_told(knowledge, opened, asked), new, old) for _, _, asked, new, old in _REPLACED]
        gone = _PLANTED[:_FORGOTTEN]
        facts = [text for text in store.facts() if any(key in text for _, _, key in gone)]
        store.post(ev.ForgetAsked(PERSON, tuple(facts)))
        store.close()
        store = MemoryStore(path, PERSON, opened.id, lambda event: None)
        knowledge = Knowledge(opened.place, opened.persona, (), PassageIndex(), embedder, store.facts)
        left = [asked for _, asked, key in gone if key in _told(knowledge, opened, asked)]
        store.close()
        data = b"".join(file.read_bytes() for file in Path(folder).iterdir())
        in_file = [key for _, _, key in gone if key.encode("utf-8") in data]
    return {
        "planted": len(asked_for),
        "recalled_after_200_turns": round(1.0 - len(missing) / len(asked_for), 3),
        "renewed_recalled": sum(new in told for told, new, _ in renewed),
        "replaced_but_recalled": sum(old in told for told, _, old in renewed),
        "not_recalled": missing,
        "forgotten_but_recalled": len(left),
        "forgotten_but_in_the_file": len(in_file),
        "lookup_ms": round(ask_ms, 2),
        "talk_tokens_at_turn_10": costs[9],
        "talk_tokens_at_most": max(costs),
    }


def _told(knowledge: Knowledge, opened: OpenedPlace, asked: str) -> str:
    known = knowledge.consult(asked, opened.place.arrival)
    return f"{known.note} {' '.join(known.sentences)}"
