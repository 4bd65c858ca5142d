"""What microphones are called."""

from __future__ import annotations

from vr_app.audio.devices import AudioDevice, named_microphones, plain_reason


def device(number: int, name: str, system: str = "ALSA", inputs: int = 1) -> AudioDevice:
    return AudioDevice(number, name, system, 0, inputs, 48_000.0)


def test_two_microphones_of_the_same_name_are_told_apart() -> None:
    known = named_microphones([device(0, "USB Mic"), device(1, "USB Mic"), device(2, "USB Mic"), device(3, "Webcam")])
    assert {name: found.number for name, found in known.items()} == {
        "USB Mic": 0,
        "USB Mic #2": 1,
        "USB Mic #3": 2,
        "Webcam": 3,
    }


def test_the_same_microphone_through_another_system_is_no_second_one() -> None:
    known = named_microphones([device(0, "Mic"), device(1, "Speakers", inputs=0), device(2, "Mic", "JACK")])
    assert {name: found.number for name, found in known.items()} == {"Mic": 0}
    assert named_microphones([]) == {}


def test_a_librarys_message_is_told_without_its_codes() -> None:
    assert plain_reason(ValueError("Error opening 'stream': Device unavailable [PaErrorCode -9985]")) == (
        "error opening stream: Device unavailable"
    )
    assert plain_reason(ValueError("")) == "the reason is unknown"
