"""All files of a story: includes followed, inside the folder only, none twice; one list of lines and one of flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from vr_app.story.compiler.cursor import MAX_FINDINGS, Finding
from vr_app.story.compiler.kept import StoryCache
from vr_app.story.compiler.parse import ParsedFile
from vr_app.story.compiler.source import OFFSET_BITS, Source
from vr_app.story.compiler.survey import facts_of
from vr_app.story.compiler.tree import (
    Constant,
    Content,
    External,
    Flow,
    GlobalVariable,
    Include,
    ListDefinition,
    Text,
)
from vr_app.story.compiler.weave import make_weave
from vr_app.story.diagnostics import Diagnostic

MAX_FILES = 2000
MAX_INCLUDE_DEPTH = 64


@dataclass(eq=False)
class Gathered:
    """Attributes:
    content: the lines outside all flows; an included file's are one weave of their own.
    flows: knots and stitches of the top, included files' first, as the reference orders them.
    """

    content: list[Content] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sources: dict[int, Source] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)

    def tell(self, more: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """All findings as a writer reads them: files in the order they were read, places in the order they stand."""
        order = {serial: number for number, serial in enumerate(self.sources)}
        unique = dict.fromkeys((*self.findings, *more))
        placed = sorted(unique, key=lambda found: (order[found.at >> OFFSET_BITS], found.at, found.code))
        told = [source.encoding_diagnostic() for source in self.sources.values() if source.broken_at >= 0]
        for code, severity, message, at, hint in placed[:MAX_FINDINGS]:
            source = self.sources[at >> OFFSET_BITS]
            told.append(source.diagnostic(code, severity, message, at - source.base, hint))
        return tuple(told)


def gather_files(read_file: Callable[[str], bytes | str], path: str, cache: StoryCache) -> Gathered:
    """Raises: OSError where the first file cannot be read."""
    return _Gatherer(read_file, cache).gather(path)


class _Gatherer:
    def __init__(self, read_file: Callable[[str], bytes | str], cache: StoryCache) -> None:
        self._read = read_file
        self._cache = cache
        self._used: dict = {}
        self._all = Gathered()
        self._open: list[str] = []

    def gather(self, path: str) -> Gathered:
        file = self._parse(path, self._read(path))
        content, own, others = self._expand(path, file)
        self._all.content = content
        self._all.flows = [*others, *own]
        self._cache.keep_files(self._used)
        return self._all

    def _parse(self, path: str, data: bytes | str) -> ParsedFile:
        file = self._cache.parsed(path, data, self._used)
        self._all.sources[file.source.serial] = file.source
        self._all.paths.append(path)
        self._all.findings += file.findings
        return file

    def _expand(self, path: str, file: ParsedFile) -> tuple[list[Content], list[Flow], list[Flow]]:
        """(lines, the file's own flows, flows of files it includes)."""
        self._open.append(path)
        content: list[Content] = []
        own: list[Flow] = []
        others: list[Flow] = []
        for node in file.statements:
            if isinstance(node, Flow):
                own.append(node)
                self._late_includes(node, content, others)
            elif isinstance(node, Include):
                content += self._include(node, others)
            else:
                content.append(node)
        self._open.pop()
        return content, own, others

    def _late_includes(self, flow: Flow, content: list[Content], others: list[Flow]) -> None:
        """INCLUDE below a knot: its knots and declarations count, its lines would belong to no one."""
        if flow.facts is None:
            flow.facts = facts_of(flow.weave)
        for node in flow.facts.includes:
            hint = "Put INCLUDE lines before the first knot."
            self._warn("INK071", f"The lines of '{node.name}' outside its knots are not played", node, hint)
            for weave in self._include(node, others):
                inner = getattr(weave, "content", [])
                content += [n for n in inner if isinstance(n, GlobalVariable | Constant | ListDefinition | External)]
        for stitch in flow.stitches:
            self._late_includes(stitch, content, others)

    def _include(self, node: Include, others: list[Flow]) -> list[Content]:
        name = _inside_folder(node.name)
        if not node.name:
            return []
        if not name:
            hint = "Give a path below the folder of the story's first file."
            self._error("INK072", f"'{node.name}' is outside the story's folder", node, hint)
        elif name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            self._error("INK073", f"These files include each other: {circle}", node)
        elif name in self._all.paths:
            self._warn("INK074", f"'{name}' is included already", node, "Take one of the lines away.")
        elif len(self._all.paths) >= MAX_FILES or len(self._open) >= MAX_INCLUDE_DEPTH:
            self._error("INK075", "There are too many files in files", node)
        else:
            return self._read_included(name, node, others)
        return []

    def _read_included(self, name: str, node: Include, others: list[Flow]) -> list[Content]:
        try:
            data = self._read(name)
        except OSError as error:
            self._error("INK070", f"'{name}' cannot be read: {error.strerror or error}", node)
            return []
        content, own, deeper = self._expand(name, self._parse(name, data))
        others += [*deeper, *own]
        weave: list[Content] = [make_weave(content, 0)] if content else []
        return [*weave, Text("\n")]

    def _error(self, code: str, message: str, node: Include, hint: str = "") -> None:
        self._all.findings.append(Finding(code, "error", message, node.at, hint))

    def _warn(self, code: str, message: str, node: Include, hint: str = "") -> None:
        self._all.findings.append(Finding(code, "warning", message, node.at, hint))


def _inside_folder(name: str) -> str:
    """The path with "/" between its parts, or "" where it leads out of the folder."""
    if PureWindowsPath(name).drive or name.startswith(("/", "\\")) or "\0" in name:
        return ""
    parts: list[str] = []
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
