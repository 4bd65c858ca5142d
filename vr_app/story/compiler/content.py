"""What stands in a line: text, glue, tags, diverts, and logic in braces."""

from __future__ import annotations

from vr_app.story.compiler import tokens
from vr_app.story.compiler.blocks import BlockParser
from vr_app.story.compiler.tree import Content, Divert, Glue, Group, Tag, Text, TunnelReturn

REMEMBERED_FINDINGS = 8
"""Of one pair of braces, told again when it is read from memory."""


class ContentParser(BlockParser):
    def mixed(self) -> list[Content] | None:
        """Text and logic up to the end of line or whatever ends the text around it; None where there is nothing."""
        tilde = tokens.gap(self.s, self.pos).end()  # type: ignore[union-attr]
        if self.s.startswith("~", tilde):
            hint = "A ~ stands at the start of its own line; inside a line write { curly braces }."
            self.error("INK020", "There is a ~ inside a line", tilde, hint)
            self.pos = tilde + 1
        result: list[Content] = []
        while True:
            text = self._text()
            if text is not None:
                result.append(text)
            piece = self._piece()
            if piece is not None:
                result.append(piece)
            elif text is None:
                break
        if not self.in_choice:
            found = self.diverts()
            if found is not None:
                self.close_tag(result)
                trim_end(result, with_space=True)
                result += found
        return result or None

    def _text(self) -> Text | None:
        scan = tokens.quoted_text if self.in_string else tokens.choice_text if self.in_choice else tokens.plain_text
        match = scan(self.s, self.pos)
        if match is None:
            return None
        self.pos = match.end()
        value = match.group()
        return Text(tokens.escape.sub(r"\1", value) if "\\" in value else value)

    def _piece(self) -> Content | None:
        sign = self.s[self.pos : self.pos + 1]
        if sign == "{":
            return self._logic()
        if sign == "<" and self.take("<>"):
            return Glue(self.base + self.pos - 2)
        if sign == "#":
            return self._tag()
        return None

    def _tag(self) -> Content:
        if self.in_string:
            self.error("INK021", "A string cannot contain a tag", hint="Write \\# for a number sign.")
        self.pos += 1
        start: Content = Group([Tag(False), Tag(True)]) if self.tag_open else Tag(True)
        self.tag_open = True
        self.gap()
        return start

    def close_tag(self, content: list[Content] | None) -> None:
        if self.tag_open:
            if content is not None:
                content.append(Tag(False))
            self.tag_open = False

    # ------------------------------------------------------------------ logic in braces

    def _logic(self) -> Content | None:
        """`{ ... }`. What was read at a place before is remembered, as guesses read the same braces again."""
        key = (self.pos, self.in_string, self.in_choice, self.tag_open)
        known = self.read_logic.get(key)
        if known is None:
            count = len(self.findings)
            with self.nested():
                node = self._fresh_logic()
            found = tuple(self.findings[count : count + REMEMBERED_FINDINGS])
            self.read_logic[key] = (node, self.pos, self.in_string, self.tag_open, found)
            return node
        node, self.pos, self.in_string, self.tag_open, found = known
        for finding in found:
            if finding not in self.findings:
                self.tell(finding)
        return node

    def _fresh_logic(self) -> Content | None:
        start = self.pos
        was_string, was_tag = self.in_string, self.tag_open
        self.pos += 1
        inner = self.inner_logic()
        if inner is None:
            self.in_string = was_string
            self.pos = start
            return None
        self.gap()
        if not self.take("}"):
            hint = f"It belongs to the {{ of line {self.source.line_and_column(start)[0]}."
            self.expected("the closing brace '}'", "INK022", hint=hint)
        self.in_string = was_string
        content: list[Content] = [inner]
        if not was_tag:
            self.close_tag(content)
        return content[0] if len(content) == 1 else Group(content)

    # ------------------------------------------------------------------ diverts

    def diverts(self) -> list[Content] | None:
        """`-> a`, `-> a -> b ->`, `->-> a`, `<- a`; None (and no step) where there is no arrow."""
        start = self.pos
        self.gap()
        if self.take("<-"):
            place = self.divert_place()
            if place is None:
                self.expected("where this thread starts", "INK023")
                place = Divert(self.base + start, None, [])
            place.kind = "thread"
            return [place]
        if not self.at("->"):
            self.pos = start
            return None
        result: list[Content] = []
        self.close_tag(result)
        places = 0
        while True:
            arrow_at = self.pos
            match = tokens.arrows(self.s, arrow_at)
            if match is None:
                return result
            self.pos = match.end()
            count = len(match.group()) // 2
            if count > 2:
                self.error("INK024", "Too many arrows", arrow_at, "There is -> to divert and ->-> to return.")
            if places and isinstance(last := result[-1], Divert):
                last.kind = "tunnel"
            place = self.divert_place()
            if count >= 2:
                result.append(TunnelReturn(self.base + arrow_at, place))
                return result
            if place is None:
                if not places:
                    self._bare_arrow(arrow_at, result)
                return result
            places += 1
            result.append(place)

    def _bare_arrow(self, arrow_at: int, result: list[Content]) -> None:
        if not self.in_choice:
            hint = "Name a knot or stitch, or write -> DONE."
            self.error("INK025", "This arrow points nowhere", arrow_at, hint)
        result.append(Divert(self.base + arrow_at, None, []))

    def divert_place(self) -> Divert | None:
        self.gap()
        start = self.pos
        match = tokens.dotted_name(self.s, start)
        if match is None:
            return None
        self.pos = match.end()
        self.gap()
        self.take(".")
        args = self.call_arguments() if self.at("(") else []
        self.gap()
        path = tuple(part.strip() for part in match.group().split("."))
        return Divert(self.base + start, path, args or [])


def trim_end(content: list[Content], *, with_space: bool) -> None:
    """Takes spaces and tabs off the end of a line's text, leaving one before a divert."""
    while content and isinstance(last := content[-1], Text):
        value = last.value.rstrip(" \t")
        if with_space:
            content[-1] = Text(value + " ")
            return
        if value:
            content[-1] = Text(value)
            return
        content.pop()
