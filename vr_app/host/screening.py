"""What of a model's reply is said: nothing twice, nothing without end, nothing that is not there, no made-up number."""

from __future__ import annotations

from vr_app.host.grounding import Grounding
from vr_app.host.reply import Reply
from vr_app.host.told_numbers import invented_numbers
from vr_app.speech.sentences import Piece

_ENDS = (".", "!", "?", "…", "。", "！", "？")
_QUOTES = "\"'”’)"


def is_said(piece: Piece, reply: Reply, grounding: Grounding, most_sentences: int) -> bool:
    """Whether a piece becomes a sentence of the reply. Notes in the reply why one does not."""
    if not piece.text or reply.withheld or len(reply.sentences) >= most_sentences:
        return False
    if any(sentence.text == piece.text for sentence in reply.sentences):
        return False
    if reply.about_place and (absent := grounding.absent_things(piece.text)):
        reply.left_out += absent
        return False
    if reply.known_numbers is not None and invented_numbers(piece.text, reply.known_numbers):
        reply.withheld = True
        return False
    return True


def whole_sentences(pieces: list[Piece]) -> list[Piece]:
    """Without a last sentence that the limit of tokens broke off."""
    return [piece for piece in pieces if piece.text.rstrip(_QUOTES).endswith(_ENDS)]
