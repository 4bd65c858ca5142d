"""What a sentence does in a window: a head trained on lines of all kinds, with the real encoders of sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Need
from tests.fakes.fake_embedder import FakeEmbedder
from tests.installed_models import EMBEDDER, installed
from vr_app.host.safety.moderation import judge
from vr_app.host.sense import Sense, load_heads
from vr_app.host.stories.heard_question import HeardQuestion
from vr_app.host.stories.heard_verdict import HeardVerdict
from vr_app.host.stories.line_reading import LineReader, wish_reading
from vr_app.host.stories.remarks import gives_nothing, remarks_of, takes_back
from vr_app.host.stories.view_weighing import is_decided, polarity_of, weigh
from vr_app.host.stories.window_replies import kind_of, reply_to
from vr_app.host.stories.window_words import WindowWords
from vr_app.host.words.labelled_lines import read_labelled
from vr_app.inference.config import EmbedderConfig
from vr_app.inference.embedder import EmbedderClient
from vr_app.kernel.resources import resource_path

MIND = resource_path("assets") / "mind"
VERDICTS = ("undecided", "she_was_right", "she_was_wrong")
VIEW = "Hear whether the visitor thinks that the nurse was right to hide the letter, and the reason"
WISH = "Find out which question the visitor would ask the old well, and why"


@pytest.fixture(scope="module")
def sense(need: Need) -> Iterator[Sense]:
    path = installed(EMBEDDER)
    need(path, f"`vr-app model add {EMBEDDER}`")
    client = EmbedderClient(EmbedderConfig(path=str(path)), timeout_s=20.0, back_off_s=(0.0,))
    client.start()
    try:
        client.wait_until_ready()
        yield Sense(client.closely, load_heads(MIND))
    finally:
        client.close()


def silent_model() -> LineReader:
    """A model that tells nothing apart: what is heard is the head's alone."""
    return LineReader(wish_reading(), "?", fit=False)


def verdict(sense: Sense) -> HeardVerdict:
    return HeardVerdict(
        goal=VIEW, facts=(), sense=sense, items=VERDICTS, at_first="undecided", question="Was she right?"
    )


def test_lines_that_training_never_saw_are_told_apart(sense: Sense) -> None:
    lines = read_labelled(MIND / "remarks.held_back.txt")
    told = remarks_of([line.text for line in lines], sense)
    right = sum(max(told[line.text].shares, key=told[line.text].of) == line.label for line in lines)
    assert right >= 0.8 * len(lines)


def test_no_line_is_learnt_from_and_measured_with() -> None:
    learnt, held_back = (read_labelled(MIND / f"remarks.{split}.txt") for split in ("train", "held_back"))
    assert not {line.text for line in learnt} & {line.text for line in held_back}
    assert {line.label for line in held_back} == {line.label for line in learnt}
    assert {line.language for line in learnt} == {"en", "zh"}


@pytest.mark.parametrize(
    "line",
    [
        "The ministry should hang its head.",
        "It's those clerks I'm furious with, not with her.",
        "My stepmother would say that she was right.",
        "Why do you ask me, of all people?",
        "How many beds did that hospital have?",
        "My coat is soaked.",
    ],
)
def test_blame_for_others_and_talk_beside_the_point_come_to_no_verdict(sense: Sense, line: str) -> None:
    heard = verdict(sense)
    heard.hear(line, silent_model(), last=False)
    assert (heard.item, heard.met, heard.asks) == ("", False, "")


@pytest.mark.parametrize(
    ("line", "item", "reason"),
    [
        ("In her shoes I'd have kept it from him as well, the news would have killed him.", 1, "killed"),
        ("She had no business deciding that for him.", 2, "deciding"),
        ("No, leave her alone, she had no choice, he was far too weak.", 1, "weak"),
        ("It's the doctors I blame. But she too could have opened her mouth, and she never did.", 2, "mouth"),
        ("I can't tell. As his wife I'd curse her and as his doctor I'd thank her.", 0, "thank"),
        ("换作是我也会瞒着他，他身体太弱了。", 1, "瞒"),
    ],
)
def test_what_is_only_implied_comes_to_a_verdict(sense: Sense, line: str, item: int, reason: str) -> None:
    heard = verdict(sense)
    heard.hear(line, silent_model(), last=False)
    assert heard.item == VERDICTS[item] and reason in heard.found and heard.met


def test_a_verdict_that_is_taken_back_stands_no_longer(sense: Sense) -> None:
    heard = verdict(sense)
    heard.hear("I'd say right.", silent_model(), last=False)
    assert heard.item == "she_was_right" and not heard.met
    heard.hear("No, scrap that.", silent_model(), last=False)
    assert heard.item == "" and not heard.met


def test_only_lists_that_praise_and_condemn_are_read_so(sense: Sense) -> None:
    assert polarity_of(VERDICTS[1:], sense) == 1 and polarity_of(VERDICTS[:0:-1], sense) == -1
    assert polarity_of(("keep_the_bridge", "pull_it_down"), sense) == 0
    assert polarity_of(VERDICTS, sense) == 0 and polarity_of(VERDICTS[1:], None) == 0


def test_model_and_head_are_added(sense: Sense) -> None:
    both = remarks_of(["She had no choice, people depended on her.", "I'd have done the same."], sense)
    defends, same = both.values()
    [unsure] = remarks_of(["Things were built to last then."], sense).values()
    assert is_decided([defends, same], 1) and not is_decided([defends, same], 0)
    assert not is_decided([defends], 1) and not is_decided([unsure], 1)
    assert weigh([0.1, 0.1, 0.8, 0.0], [defends], 1).first > 0 > weigh([0.1, 0.1, 0.8, 0.0], [unsure], 0).first
    assert weigh([0.9, 0.1, 0.0, 0.0], [defends], 1).none < 0 < weigh([0.99, 0.01, 0.0, 0.0], [unsure], 1).none


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Will I see my brother again?", "brother"),
        ("He stopped writing, and nobody knows what became of him. Why?", "Why?"),
        ("What comes after all this?", "after"),
        ("我们还会再见面吗？", "见面"),
        ("Who dug it?", ""),
        ("Do you like tea?", ""),
        ("你喜欢喝茶吗？", ""),
        ("Why?", ""),
        ("Could we sit down for a minute?", ""),
        ("My train was late.", ""),
    ],
)
def test_what_one_would_ask_fate_is_told_from_talk(sense: Sense, line: str, found: str) -> None:
    heard = HeardQuestion(goal=WISH, facts=(), sense=sense)
    heard.hear(line, silent_model(), last=False)
    assert found in heard.found and bool(heard.found) == bool(found)


def test_a_question_that_is_taken_back_stands_no_longer(sense: Sense) -> None:
    heard = HeardQuestion(goal=WISH, facts=(), sense=sense)
    heard.hear("Will I ever be rich?", silent_model(), last=False)
    heard.asked_why = True
    heard.hear("Nah, scrap that, it was a silly one.", silent_model(), last=False)
    assert heard.found == "" and not heard.met
    heard.hear("Whether my mother forgave me.", silent_model(), last=False)
    assert "mother" in heard.found


def test_who_told_of_it_before_is_not_asked_why(sense: Sense) -> None:
    heard = HeardQuestion(goal=WISH, facts=(), sense=sense)
    heard.hear("My brother went to sea and never wrote to us again.", silent_model(), last=False)
    assert heard.found == "" and not heard.met
    heard.hear("Is he still alive?", silent_model(), last=False)
    assert heard.met and "alive" in heard.found
    heard = HeardQuestion(goal=WISH, facts=(), sense=sense)
    heard.hear("My soup was salty.", silent_model(), last=False)
    heard.hear("Is my brother still alive?", silent_model(), last=False)
    assert not heard.met


def test_the_model_is_asked_only_what_the_head_is_unsure_of(sense: Sense) -> None:
    heard = HeardQuestion(goal=WISH, facts=(), sense=sense)
    assert heard.texts("Will my son ever come home?") == [] and heard.texts("How deep is it?") == []
    assert heard.texts("I dropped a coin in one once.") == ["I dropped a coin in one once."]
    without = HeardQuestion(goal=WISH, facts=(), sense=None)
    assert without.texts("How deep is it?") == ["How deep is it?"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Let's not go into that.", "refuses"),
        ("I'd sooner have a look at the garden.", "refuses"),
        ("You don't half go on, do you, you old windbag.", "cross"),
        ("Well, where would I begin?", "hesitates"),
        ("Is the museum open on Mondays?", "asks"),
        ("I had soup for lunch.", "strays"),
    ],
)
def test_what_a_line_calls_for(sense: Sense, line: str, kind: str) -> None:
    assert kind_of(line, [], sense) == kind


@pytest.mark.parametrize("line", ["Why?", "What do you mean?", "Sorry, what was the question again?", "Scrap that."])
def test_who_asks_about_the_asking_hears_the_question_again(sense: Sense, line: str) -> None:
    words = WindowWords({"asks": ("Nobody knows.",)}, "What would you ask it?")
    assert reply_to(line, WISH, "Mei", words, (), sense, gave=False).said == "What would you ask it?"


@pytest.mark.parametrize(
    "line",
    [
        "I suppose I lean towards no. A man lost everything over it.",
        "不过换成我也会这么做，灯要是没人信了，下次会死更多人。",
        "She let them drown, and nobody ever asked her why.",
        "Will my grandmother be waiting when we die?",
    ],
)
def test_who_argues_about_others_lives_is_not_offered_help(sense: Sense, line: str) -> None:
    assert not judge(line, "general", sense).declined


@pytest.mark.parametrize("line", ["I want to die, like he did.", "我不想活了。"])
def test_who_is_in_danger_still_is(sense: Sense, line: str) -> None:
    assert judge(line, "general", sense).category == "self_harm"


def test_without_encoders_nothing_is_told() -> None:
    broken = FakeEmbedder()
    broken.broken = True
    assert remarks_of(["Why?"], None) == {} == remarks_of(["Why?"], Sense(broken, load_heads(MIND)))
    assert not gives_nothing(None) and not takes_back(["Scrap that."], None)
