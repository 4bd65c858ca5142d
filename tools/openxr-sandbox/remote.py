"""Moves the head and the controllers of Monado's `remote` devices over its TCP port.

One packet sets everything: a header, the two eyes, the head, then both controllers (little endian, 376 bytes).
"""

from __future__ import annotations

import math
import socket
import struct
from dataclasses import dataclass, field

HEADER = b"mndrmt3\0"
_EYE = struct.Struct("<4f7fI")
_HEAD = struct.Struct("<7f4?")
_CONTROLLER = struct.Struct("<7f3f3f5ffff2ff2f13?3x")


@dataclass
class Controller:
    """State of one controller. Position in metres in the runtime's stage; rotation xyzw."""

    position: tuple[float, float, float]
    rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    trigger: float = 0.0
    squeeze: float = 0.0
    thumbstick: tuple[float, float] = (0.0, 0.0)
    active: bool = True
    a_click: bool = False
    b_click: bool = False
    trigger_click: bool = False
    thumbstick_click: bool = False
    system_click: bool = False

    def pack(self) -> bytes:
        no_velocity, no_curl = (0.0,) * 6, (0.0,) * 5
        pressed = (self.active, self.active, self.system_click, False, self.a_click, False, self.b_click, False)
        pressed += (self.trigger_click, False, self.thumbstick_click, False, False)
        axes = (self.trigger, self.squeeze, 0.0, *self.thumbstick, 0.0, 0.0, 0.0)
        return _CONTROLLER.pack(*self.rotation, *self.position, *no_velocity, *no_curl, *axes, *pressed)


@dataclass
class Remote:
    """A connection to the service. Change the fields, then `send`."""

    port: int = 4242
    head_position: tuple[float, float, float] = (0.0, 1.6, 0.0)
    head_rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    left: Controller = field(default_factory=lambda: Controller((-0.2, 1.3, -0.5)))
    right: Controller = field(default_factory=lambda: Controller((0.2, 1.3, -0.5)))

    def __post_init__(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def look(self, *, yaw_deg: float = 0.0, pitch_deg: float = 0.0) -> None:
        """Turns the head: yaw to the left about +Y, then pitch upwards."""
        yaw, pitch = math.radians(yaw_deg) / 2, math.radians(pitch_deg) / 2
        x, y = math.cos(yaw) * math.sin(pitch), math.sin(yaw) * math.cos(pitch)
        self.head_rotation = (x, y, -math.sin(yaw) * math.sin(pitch), math.cos(yaw) * math.cos(pitch))

    def send(self) -> None:
        """Puts the state across (the service applies it at once)."""
        eye = _EYE.pack(-0.7, 0.7, 0.7, -0.7, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0)
        head = _HEAD.pack(*self.head_rotation, *self.head_position, False, False, False, False)
        self._socket.sendall(HEADER + eye + eye + head + self.left.pack() + self.right.pack())

    def close(self) -> None:
        self._socket.close()
