"""Downloads: whole, resumed, cut, refused. Against a real HTTP server on the loopback."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.fakes.hub_server import HubServer
from tests.unit.install.conftest import CONFIG, CONTENT, MIND, VOICE
from vr_app.install.hub import Hub
from vr_app.install.model_store import ModelStore
from vr_app.install.source import SourceError
from vr_app.kernel.errors import UserError


def nothing(_what: str, _done: int, _total: int) -> None:
    """Takes progress and forgets it."""


def files_under(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_model_of_two_files_arrives_whole_and_is_recorded(store: ModelStore, server: HubServer) -> None:
    seen: list[tuple[str, int, int]] = []
    Hub(server.endpoint).fetch(store, VOICE, lambda *progress: seen.append(progress))
    path = store.path_of("tiny-voice")
    assert path is not None and path.read_bytes() == CONTENT
    assert path.with_name("voice.onnx.json").read_bytes() == CONFIG
    assert ("voice.onnx", len(CONTENT), len(CONTENT)) in seen
    assert files_under(store.data) == {"voice.onnx", "voice.onnx.json", "verified.json"}


def test_a_connection_cut_three_times_goes_on_where_it_stopped(store: ModelStore, server: HubServer) -> None:
    server.behaviour.cut_after, server.behaviour.cuts_left = 200_000, 3
    Hub(server.endpoint).fetch(store, MIND, nothing)
    assert [wanted for _, wanted in server.behaviour.asked] == ["", "bytes=200000-", "bytes=400000-", "bytes=600000-"]
    path = store.path_of("tiny-mind")
    assert path is not None and path.read_bytes() == CONTENT


def test_what_an_earlier_run_left_is_used(store: ModelStore, server: HubServer) -> None:
    target = store.target(MIND, MIND.files[0])
    target.parent.mkdir(parents=True)
    target.with_name("mind.gguf.part").write_bytes(CONTENT[:123_456])
    Hub(server.endpoint).fetch(store, MIND, nothing)
    assert server.behaviour.asked == [("/maker/tiny/resolve/main/mind.gguf", "bytes=123456-")]
    assert target.read_bytes() == CONTENT


def test_a_server_without_ranges_starts_again(store: ModelStore, server: HubServer) -> None:
    target = store.target(MIND, MIND.files[0])
    target.parent.mkdir(parents=True)
    target.with_name("mind.gguf.part").write_bytes(b"x" * 5000)
    server.behaviour.ignore_ranges = True
    Hub(server.endpoint).fetch(store, MIND, nothing)
    assert target.read_bytes() == CONTENT


def test_a_connection_that_always_breaks_off_is_given_up_and_resumable(store: ModelStore, server: HubServer) -> None:
    server.behaviour.cut_after, server.behaviour.cuts_left = 0, 99
    with pytest.raises(SourceError, match="broke off"):
        Hub(server.endpoint).fetch(store, MIND, nothing)
    assert store.path_of("tiny-mind") is None
    assert not store.target(MIND, MIND.files[0]).exists()


def test_other_bytes_are_refused_and_thrown_away(store: ModelStore, server: HubServer) -> None:
    server.behaviour.files["/maker/tiny/resolve/main/mind.gguf"] = b"!" * len(CONTENT)
    with pytest.raises(SourceError, match="another sha256"):
        Hub(server.endpoint).fetch(store, MIND, nothing)
    assert files_under(store.data) == set()


def test_another_size_is_refused_before_it_is_downloaded(store: ModelStore, server: HubServer) -> None:
    server.behaviour.files["/maker/tiny/resolve/main/mind.gguf"] = CONTENT + b"more"
    with pytest.raises(SourceError, match="another size"):
        Hub(server.endpoint).fetch(store, MIND, nothing)


def test_not_found_is_said_once(store: ModelStore, server: HubServer) -> None:
    server.behaviour.files.clear()
    with pytest.raises(SourceError, match=r"404 Not Found for mind\.gguf"):
        Hub(server.endpoint).fetch(store, MIND, nothing)
    assert len(server.behaviour.asked) == 1


def test_a_server_in_trouble_is_asked_again_then_given_up(store: ModelStore, server: HubServer) -> None:
    server.behaviour.status = 503
    with pytest.raises(SourceError, match="503"):
        Hub(server.endpoint).fetch(store, MIND, nothing)
    assert len(server.behaviour.asked) == 3


def test_a_silent_server_is_given_up_in_time(store: ModelStore, server: HubServer) -> None:
    server.behaviour.silent = threading.Event()
    hub = Hub(server.endpoint, timeout_s=0.2)
    with pytest.raises(SourceError, match="no answer in time"):
        hub.fetch(store, MIND, nothing)
    with pytest.raises(SourceError, match="could not be reached"):
        hub.fetch(store, MIND, nothing)
    assert len(server.behaviour.asked) == 1, "after one failed connection the hub is left alone"


def test_no_network_is_said_plainly(store: ModelStore) -> None:
    with HubServer() as gone:
        endpoint = gone.endpoint
    with pytest.raises(SourceError, match="could not be reached"):
        Hub(endpoint).fetch(store, MIND, nothing)


def test_a_folder_that_cannot_be_made_names_the_remedy(store: ModelStore, server: HubServer) -> None:
    store.data.mkdir()
    (store.data / "models").write_text("a file where the folder should be")
    with pytest.raises(UserError, match=r"models is a file, not a folder.*VR_APP_DATA_DIR"):
        Hub(server.endpoint).fetch(store, MIND, nothing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_names_the_remedy(store: ModelStore, server: HubServer) -> None:
    target = store.target(MIND, MIND.files[0])
    target.parent.mkdir(parents=True)
    target.with_name("mind.gguf.part").symlink_to("/dev/full")
    with pytest.raises(UserError, match=r"disk became full.*Free some space"):
        Hub(server.endpoint).fetch(store, MIND, nothing)
