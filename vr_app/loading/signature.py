"""Signs the manifest of a pack (ed25519): whoever has the public key knows that it is the author's, unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey, VerifyKey

from vr_app.kernel.errors import Location, UserError


@dataclass(frozen=True)
class Signature:
    """Hexadecimal."""

    public_key: str
    signature: str
    algorithm: str = "ed25519"


def sign(message: bytes, key: bytes) -> Signature:
    """Signs with the 32 bytes of a private key."""
    signing = SigningKey(key)
    return Signature(signing.verify_key.encode().hex(), signing.sign(message).signature.hex())


def verify(message: bytes, signature: Signature) -> bool:
    """Whether it is of that message. Raises: ValueError for what is no signature."""
    if signature.algorithm != "ed25519":
        raise ValueError(f"an unknown kind of signature ({signature.algorithm[:20]})")
    try:
        VerifyKey(bytes.fromhex(signature.public_key)).verify(message, bytes.fromhex(signature.signature))
    except BadSignatureError:
        return False
    except CryptoError as error:
        raise ValueError(str(error)) from error
    return True


def key_in(path: Path) -> bytes:
    """The private key in a file of 64 hexadecimal digits; a new one is written where there is none.

    Raises: UserError.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SigningKey.generate().encode().hex() + "\n", encoding="ascii")
            path.chmod(0o600)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if len(key) != 32:
            raise ValueError("it has another length")
        return key
    except (OSError, ValueError) as error:
        remedy = "Give a file of 64 hexadecimal digits, or one that is not there yet: a key is made then."
        raise UserError(f"This key cannot be read: {error}", where=Location(path), remedy=remedy) from error
