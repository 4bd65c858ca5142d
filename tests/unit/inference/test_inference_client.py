"""The client with real child processes around fakes: crashes, kills, restarts, cancellation, overflow."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from vr_app.inference.client import InferenceClient
from vr_app.inference.config import InferenceConfig, LanguageConfig, VoiceConfig
from vr_app.inference.supervisor import MAX_WAITING
from vr_app.inference.wire import MAX_HEADER_BYTES
from vr_app.kernel.events import (
    CancelTurn,
    Generate,
    GenerationFinished,
    HostNotice,
    InferenceFailed,
    InferenceRestarted,
    Message,
    ModelReady,
    Prefill,
    PrefillFinished,
    SpeechSynthesized,
    Synthesize,
    TokensGenerated,
)
from vr_app.kernel.ids import TurnId

PROGRAMS: Any = {"language": "tests.fakes.fake_language_program", "voice": "tests.fakes.fake_voice_program"}


class Inbox:
    """Collects what the client posts."""

    def __init__(self) -> None:
        self._events: queue.Queue[Any] = queue.Queue()

    def post(self, event: Any) -> None:
        self._events.put(event)

    def until(self, *kinds: type) -> tuple[Any, list[Any]]:
        """The next event of one of these kinds, and what came before it."""
        before: list[Any] = []
        while True:
            event = self._events.get(timeout=30)
            if isinstance(event, kinds):
                return event, before
            before.append(event)


Open = Callable[..., tuple[InferenceClient, Inbox]]


@pytest.fixture
def open_client(tmp_path) -> Iterator[Open]:
    opened: list[InferenceClient] = []

    def start(
        *, language: str | None = "fine", voice: bool = False, beside_drawing: bool = False, **options: Any
    ) -> tuple[InferenceClient, Inbox]:
        inbox = Inbox()
        config = InferenceConfig(
            LanguageConfig(path=language, beside_drawing=beside_drawing) if language else None,
            VoiceConfig(path=str(tmp_path / "stumbled"), engine="piper") if voice else None,
            log_dir=tmp_path,
        )
        client = InferenceClient(config, inbox.post, programs=PROGRAMS, **options)
        opened.append(client)
        client.start()
        return client, inbox

    yield start
    for client in opened:
        client.close()


def ask(words: str, turn: int = 1, **options: Any) -> Generate:
    return Generate(TurnId(turn), (Message("user", words),), **options)


def test_a_reply_streams_and_ends(open_client: Open):
    client, inbox = open_client()
    client.send(Prefill((Message("system", "be brief"),)))
    client.send(Generate(TurnId(1), (Message("system", "be brief"), Message("user", "hello"))))
    prefilled, _ = inbox.until(PrefillFinished)
    finished, before = inbox.until(GenerationFinished)
    assert "".join(e.text for e in before if isinstance(e, TokensGenerated)) == "Good evening."
    assert (finished.turn, finished.reason) == (1, "stop")
    assert finished.cached_tokens == prefilled.tokens > 0


@pytest.mark.skipif(sys.platform != "linux", reason="scheduling classes are Linux's")
def test_the_frame_loop_goes_before_the_voice_and_the_voice_before_the_thinking(open_client: Open):
    client, inbox = open_client(voice=True)
    inbox.until(ModelReady)
    inbox.until(ModelReady)
    pids = client.process_ids()
    assert os.nice(0) < os.getpriority(os.PRIO_PROCESS, pids["voice"]) < 19
    assert os.getpriority(os.PRIO_PROCESS, pids["language"]) == 19
    assert os.sched_getscheduler(pids["language"]) == os.SCHED_BATCH


@pytest.mark.skipif(sys.platform != "linux", reason="scheduling classes are Linux's")
def test_a_model_beside_a_drawing_processor_is_not_last_in_line(open_client: Open):
    client, inbox = open_client(beside_drawing=True)
    inbox.until(ModelReady)
    pid = client.process_ids()["language"]
    assert os.nice(0) < os.getpriority(os.PRIO_PROCESS, pid) < 19
    assert os.sched_getscheduler(pid) == os.SCHED_OTHER


def test_native_prints_do_not_disturb_the_pipe(open_client: Open, tmp_path):
    client, inbox = open_client()
    client.send(ask("noise"))
    assert inbox.until(GenerationFinished)[0].reason == "stop"
    client.close()
    assert "a native library says hello" in (tmp_path / "language.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "clause"), [("crash", "gave up"), ("leave", "status 7")])
def test_a_dead_program_is_replaced_and_work_goes_on(open_client: Open, words: str, clause: str):
    client, inbox = open_client()
    client.send(ask(words))
    restarted, _ = inbox.until(InferenceRestarted)
    assert clause in restarted.reason
    assert restarted.reason.startswith("the language model ")
    client.send(ask("hello", 2))
    inbox.until(ModelReady)
    assert inbox.until(GenerationFinished)[0].turn == 2


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX; the crash test covers Windows")
def test_a_killed_program_is_replaced(open_client: Open):
    import signal

    client, inbox = open_client()
    inbox.until(ModelReady)
    client.send(ask("hang"))
    inbox.until(TokensGenerated)
    os.kill(client.process_ids()["language"], signal.SIGKILL)
    assert "memory" in inbox.until(InferenceRestarted)[0].reason
    client.send(ask("hello", 2))
    assert inbox.until(GenerationFinished)[0].turn == 2


def test_a_crash_loop_ends_in_plain_words(open_client: Open):
    client, inbox = open_client(language="hopeless", back_off_s=(0.0,))
    failed, before = inbox.until(InferenceFailed)
    assert failed.turn is None and not failed.recoverable
    assert "again and again" in failed.message
    assert sum(isinstance(e, InferenceRestarted) for e in before) == 3
    client.send(ask("hello", 4))
    assert inbox.until(InferenceFailed)[0].turn == 4


def test_deaths_with_work_done_between_them_are_no_crash_loop(open_client: Open):
    client, inbox = open_client(back_off_s=(0.0,))
    for turn in range(0, 12, 2):
        client.send(ask("leave", turn))
        inbox.until(InferenceRestarted)
        client.send(ask("hello", turn + 1))
        assert inbox.until(GenerationFinished)[0].turn == turn + 1


def test_a_model_that_cannot_be_loaded_is_said_once_and_not_tried_again(open_client: Open):
    client, inbox = open_client(language="unloadable")
    failed, _ = inbox.until(InferenceFailed)
    assert "not there" in failed.message and not failed.recoverable
    client.send(ask("hello", 2))
    again, before = inbox.until(InferenceFailed)
    assert again.turn == 2 and "not there" in again.message
    assert not before


def test_cancelling_reaches_a_working_program(open_client: Open):
    client, inbox = open_client()
    client.send(ask("hang", 5))
    client.send(ask("hang", 6))
    inbox.until(TokensGenerated)
    sent_s = time.monotonic()
    client.send(CancelTurn(TurnId(6)))
    for turn in (5, 6):
        finished, _ = inbox.until(GenerationFinished)
        assert (finished.turn, finished.reason) == (turn, "cancelled")
    assert time.monotonic() - sent_s < 1.0
    client.send(ask("hello", 7))
    assert inbox.until(GenerationFinished)[0].reason == "stop"


def test_work_beside_the_talk_is_cancelled_alone(open_client: Open):
    client, inbox = open_client()
    client.send(ask("hang", 5))
    inbox.until(TokensGenerated)
    client.send(CancelTurn(TurnId(5)))
    assert inbox.until(GenerationFinished)[0].turn == 5
    client.send(ask("hang", -1))
    inbox.until(TokensGenerated)  # no turn of the talk that was cancelled has cancelled it
    client.send(CancelTurn(TurnId(6)))
    client.send(CancelTurn(TurnId(-1)))
    finished, _ = inbox.until(GenerationFinished)
    assert (finished.turn, finished.reason) == (-1, "cancelled")
    client.send(ask("hello", -2))
    assert inbox.until(GenerationFinished)[0].reason == "stop"


def test_a_failed_job_leaves_the_program_alive(open_client: Open):
    client, inbox = open_client(voice=True)
    client.send(ask("fail", 1))
    assert "as it was told to" in inbox.until(InferenceFailed)[0].message
    client.send(ask("hello", 2))
    inbox.until(GenerationFinished)
    client.send(Synthesize(TurnId(2), 0, "fail please"))
    failed, _ = inbox.until(InferenceFailed)
    assert (failed.kind, failed.turn) == ("voice", 2)


def test_a_voice_that_died_speaks_its_sentences_again(open_client: Open):
    client, inbox = open_client(language=None, voice=True)
    client.send(Synthesize(TurnId(1), 0, "stumble over this", emotion="sad", final=False))
    client.send(Synthesize(TurnId(1), 1, "and go on", final=True))
    notice, _ = inbox.until(HostNotice)
    assert "voice was started again" in notice.text
    first, second = inbox.until(SpeechSynthesized)[0].utterance, inbox.until(SpeechSynthesized)[0].utterance
    assert (first.index, first.text, first.emotion) == (0, "stumble over this", "sad")
    assert (second.index, second.final) == (1, True)


def test_a_sentence_in_work_is_not_spoken_twice(open_client: Open):
    client, inbox = open_client(language=None, voice=True)
    for _ in range(3):
        client.send(Synthesize(TurnId(1), 0, "only once"))
    client.send(Synthesize(TurnId(1), 1, "the end"))
    spoken = [inbox.until(SpeechSynthesized)[0].utterance.index for _ in range(2)]
    assert spoken == [0, 1]


def test_a_sentence_that_kills_the_voice_twice_is_given_up(open_client: Open):
    client, inbox = open_client(language=None, voice=True)
    client.send(Synthesize(TurnId(1), 0, "crash"))
    failed, _ = inbox.until(InferenceFailed)
    assert failed.turn == 1 and "twice" in failed.message
    client.send(Synthesize(TurnId(2), 0, "hello"))
    assert inbox.until(SpeechSynthesized)[0].utterance.turn == 2


def test_a_part_that_is_not_configured_says_so(open_client: Open):
    client, inbox = open_client(language="fine")
    client.send(Synthesize(TurnId(1), 0, "hello"))
    failed, _ = inbox.until(InferenceFailed)
    assert (failed.kind, failed.turn) == ("voice", 1) and "vr-app setup" in failed.message


def test_overflow_and_oversize_are_answered_not_blocked(open_client: Open):
    client, inbox = open_client()
    client.send(ask("x" * MAX_HEADER_BYTES, 1))
    assert "too long" in inbox.until(InferenceFailed)[0].message
    client.send(Prefill((Message("system", "x" * MAX_HEADER_BYTES),)))
    assert inbox.until(PrefillFinished)[0].tokens == 0
    # Far more than fits into the pipe, and sooner than the program can read.
    last = 30 * MAX_WAITING
    for turn in range(2, last):
        client.send(ask("hang", turn))
    failed, _ = inbox.until(InferenceFailed)
    assert "too busy" in failed.message
    client.send(CancelTurn(TurnId(last)))
    assert inbox.until(GenerationFinished)[0].reason == "cancelled"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_programs_die_with_a_killed_parent(tmp_path):
    import signal

    script = textwrap.dedent("""
        import sys, time
        from vr_app.inference.client import InferenceClient
        from vr_app.inference.config import InferenceConfig, LanguageConfig
        from vr_app.kernel.events import Generate, Message, ModelReady, TokensGenerated
        def post(event):
            if isinstance(event, ModelReady):
                client.send(Generate(1, (Message("user", "hang"),)))
            if isinstance(event, TokensGenerated):
                print(client.process_ids()["language"], flush=True)
        programs = {"language": "tests.fakes.fake_language_program"}
        client = InferenceClient(InferenceConfig(LanguageConfig(path="fine")), post, programs=programs)
        client.start()
        time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline_s = time.monotonic() + 5
    while _runs(child):
        assert time.monotonic() < deadline_s, "the program outlived its parent"
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(status.stdout.strip()) and not status.stdout.startswith("Z")
