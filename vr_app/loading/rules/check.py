"""Runs every check on one file."""

from __future__ import annotations

from pathlib import Path

from vr_app.loading.container import Container, read_bytes
from vr_app.loading.problem import AssetError
from vr_app.loading.rules.contents import Contents
from vr_app.loading.rules.core_schema import ROOT
from vr_app.loading.rules.extension_schema import EXTENSIONS
from vr_app.loading.rules.finding import Finding, Findings
from vr_app.loading.rules.geometry import check_meshes
from vr_app.loading.rules.glb import check_glb
from vr_app.loading.rules.images import check_buffers, check_images
from vr_app.loading.rules.links import Links
from vr_app.loading.rules.motion import check_animations
from vr_app.loading.rules.nodes import check_nodes
from vr_app.loading.rules.schema import Walk
from vr_app.loading.rules.storage import check_storage
from vr_app.loading.rules.surfaces import check_asset, check_surfaces


def findings_of_file(path: Path) -> list[Finding]:
    """All that is not as the specification asks; what cannot be opened at all gives one error.

    Raises: OSError.
    """
    findings = Findings()
    try:
        check_glb(read_bytes(path), findings)
        container = Container(path)
    except AssetError as error:
        if not any(finding.severity == "error" for finding in findings.all):
            code = "INVALID_JSON" if error.code.startswith("json.") else error.code
            findings.add(code, error.pointer, error.message)
        return findings.all
    if container.has_byte_order_mark:
        findings.add("INVALID_JSON", "", "begins with a byte order mark", harmless=True)
    try:
        _check(container, findings)
    except (MemoryError, OverflowError, RecursionError):
        findings.add("file.size", "", "needs more memory than there is")
    return findings.all


def _check(container: Container, findings: Findings) -> None:
    document = container.document
    used = document.get("extensionsUsed")
    declared = frozenset(name for name in used if isinstance(name, str)) if isinstance(used, list) else frozenset()
    walk = Walk(document, EXTENSIONS, findings, declared=declared)
    walk.check(dict(document), ROOT, "")
    links = Links(container, findings)
    check_asset(links)
    check_storage(links)
    check_meshes(links)
    check_nodes(links)
    check_animations(links)
    check_surfaces(links)
    check_buffers(links)
    check_images(links)
    Contents(links).check()
