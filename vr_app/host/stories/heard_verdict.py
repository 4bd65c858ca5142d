"""The item of an author's list that a visitor holds, and the reason, where an improv window asks for a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.answers.passages import sentences_of
from vr_app.host.stories.asides import tells_own_lot
from vr_app.host.stories.contributions import asks_back, contributions, is_filler, wants_reason
from vr_app.host.stories.heard_aims import MOST, WORD, Heard, said_in, tells
from vr_app.host.stories.line_reading import LineReader
from vr_app.host.stories.remarks import VIEWS, Remark, gives_nothing, remarks_of, takes_back
from vr_app.host.stories.rhetoric import is_rhetorical
from vr_app.host.stories.verdicts import is_open, is_reported, reason_in, said_outright, speaks_of_others, which_of
from vr_app.host.stories.view_weighing import BOTH, CLEAR, NONE, is_decided, polarity_of, weigh
from vr_app.host.words.wording import is_chinese

_SURE, _SMALL_TALK = 0.5, 0.85
_AHEAD, _CLEAR = 0.6, 0.2
"""Shares: of a label; of an item among what is no small talk, of small talk up to which an item is taken unasked."""
_VIEW = 0.9
_ALONE = 2.0
"""How clear the head has to be of a verdict where the model cannot tell."""
_A_REASON = 8
"""Words of a reason that says enough; shorter ones ("That's on her.") count less."""


@dataclass(kw_only=True)
class HeardVerdict(Heard):
    """The item of a list that the visitor holds, and the reason.

    Args:
        items: of the list, in order.
        at_first: the item that stands as long as nothing is agreed.
        question: what the host asked.

    Attributes:
        just_asked: the host's last words were its question: a bare yes or no answers it.
    """

    items: Sequence[str]
    at_first: str
    question: str
    item: str = ""
    just_asked: bool = True
    _asked_back: bool = False
    _polarity: int | None = None

    @property
    def verdicts(self) -> list[str]:
        """What the goal may come to."""
        return [item for item in self.items if item != self.at_first]

    def texts(self, line: str) -> list[str]:
        """As in `HeardQuestion`: all that may give something, and each reason where there are several."""
        said = self._views(line)
        remarks = self._remarks(said)
        told = not said or self._outright(line, said) or is_decided(remarks, self._for_and_against)
        reasons = [] if remarks else self._reasons(said)
        return [*([] if told else [" ".join(said)]), *(reasons if len(reasons) > 1 else [])]

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """As in `HeardQuestion`."""
        self.asks, said, unsure = "", self._views(line), False
        item = self._outright(line, said)
        if not item and said:
            item, unsure = self._read(said, reader)
        self.gave = bool(item) or unsure
        known = self.item
        if not (item or unsure) and takes_back(sentences_of(line), self.sense):
            self.item, self.found, self.asked_why = "", "", False
        self.item = item or self.item
        if self.gave:
            reasons = self._reasons(said)
            best = self._best(reasons, reader)
            if best and (item or (not self.found and tells(best))):
                self.found = best
        if unsure and not self.item and not (last or self._asked_back or is_chinese(line)):
            self._asked_back, self.asks = True, which_of(self.verdicts)
        self.met = bool(self.item) and not self.asks and (
            last or not wants_reason(self.goal) or bool(self.found)
            or bool(known and self.asked_why and (self.gave or not asks_back(line)))
        )  # fmt: skip

    def _views(self, line: str) -> list[str]:
        said = [one for one in said_in(line, self.facts, self.sense) if not is_reported(one)]
        remarks = remarks_of(said, self.sense)
        return [one for one in said if not (gives_nothing(remarks.get(one)) or self._of_own_lot(one, remarks.get(one)))]

    def _of_own_lot(self, sentence: str, remark: Remark | None) -> bool:
        """As "My own father lost his post": no verdict yet, unless the same words surely say one."""
        return remark is not None and remark.of(*VIEWS) < _VIEW and tells_own_lot(sentence, self.sense)

    @property
    def _for_and_against(self) -> int:
        if self._polarity is None:
            self._polarity = polarity_of(self.verdicts, self.sense)
        return self._polarity

    def _remarks(self, said: Sequence[str]) -> list[Remark]:
        return list(remarks_of(said, self.sense).values())

    def _outright(self, line: str, said: Sequence[str]) -> str:
        asked = self.question if self.just_asked else ""
        sentences = sentences_of(line.replace("’", "'"))
        whole = [one for one in sentences if one in said or (asked and is_filler(one))]
        named = said_outright(whole, list(self.items), "", self.at_first)
        if named and (said or named != self.at_first):
            return named
        remarks = self._remarks(said)
        alone = weigh(None, remarks, self._for_and_against) if remarks and self._for_and_against else None
        answered = said_outright(whole, list(self.items), asked, self.at_first)
        if answered in self.verdicts:
            side = 1 if answered == self.verdicts[0] else -1
            return "" if alone and side * alone.first <= -CLEAR else answered  # "No, she did what she had to do."
        if said and any(is_open(one) for one in (sentences if alone else sentences[-1:])):
            undecided = alone is None or alone.both > BOTH or abs(alone.first) < _ALONE
            return self.at_first if undecided else ""
        return ""

    def _read(self, said: Sequence[str], reader: LineReader) -> tuple[str, bool]:
        """The item that words imply; "" and True where they imply one, and it is unsure which."""
        line = " ".join(said)
        remarks = self._remarks(said)
        weighed = reader.shares(line) if reader.fit and line in reader.weights else None
        if remarks and (weighed or self._for_and_against):
            return self._added(said, remarks, weighed)
        if weighed is None:
            return "", bool(contributions(self.goal, said, self.sense))
        none, first, second, both = weighed
        if none >= (_SURE if self._asked_back else _SMALL_TALK):
            return "", False
        if both >= _SURE and self.at_first:
            return self.at_first, False
        ahead = self.verdicts[0 if first >= second else 1]
        if (self._asked_back or none < _CLEAR) and max(first, second) >= _AHEAD * (first + second + both):
            return ahead, False
        return "", not (asks_back(line) and not is_rhetorical(line))

    def _added(
        self, said: Sequence[str], remarks: Sequence[Remark], weighed: Sequence[float] | None
    ) -> tuple[str, bool]:
        """As `_read`, by the model and the head together."""
        line, of = " ".join(said), weigh(weighed, remarks, self._for_and_against)
        if of.none > (0.0 if self._asked_back else NONE):
            return "", False
        if of.both > BOTH and self.at_first:
            return self.at_first, False
        clear = _ALONE if weighed is None and not is_decided(remarks, self._for_and_against) else CLEAR
        if abs(of.first) >= clear / (2 if self._asked_back else 1) and (of.none < 0 or self._asked_back):
            condemns = of.first * self._for_and_against < 0
            if not (condemns and speaks_of_others(said, self.verdicts)):
                return self.verdicts[0 if of.first > 0 else 1], False
        return "", not (asks_back(line) and not is_rhetorical(line) and of.none > 0)

    def _reasons(self, said: Sequence[str]) -> list[str]:
        return [reason for one in said if (reason := reason_in(one))][-MOST:]

    def _best(self, reasons: Sequence[str], reader: LineReader) -> str:
        """The reason that speaks most clearly for the item; "" where none speaks of the matter."""
        if self.item not in self.verdicts or not reasons:
            return reasons[-1] if reasons else ""
        at = self.verdicts.index(self.item)
        remarks = remarks_of(reasons, self.sense)
        if remarks and (side := self._for_and_against):
            kind = "defends" if (at == 0) == (side > 0) else "blames"
            return max(reasons, key=lambda one: remarks[one].of(kind) * min(1.0, len(WORD.findall(one)) / _A_REASON))
        weighed = {one: reader.shares(one) for one in reasons if reader.fit and one in reader.weights}
        if not weighed:
            return reasons[-1]
        best = max(weighed, key=lambda one: weighed[one][1 + at])
        return best if weighed[best][0] < _SURE else ""
