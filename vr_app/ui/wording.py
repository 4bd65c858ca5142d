"""The window's words in the person's language: English as written, others by Qt Linguist's files."""

from __future__ import annotations

import locale
import logging
import os

from PySide6.QtCore import QCoreApplication, QTranslator

from vr_app.kernel.resources import resource_path

log = logging.getLogger(__name__)

CONTEXT = "ui"
LANGUAGES = ("auto", "en", "zh")
_FILES = {"zh": "virgil_zh_CN.qm"}


def tr(words: str) -> str:
    """The words in the language of the window. Call when they are shown, not when a module is loaded."""
    return QCoreApplication.translate(CONTEXT, words) if QCoreApplication.instance() is not None else words


def language_of_window(setting: str) -> str:
    """The language that "auto" means on this machine: Chinese where the system speaks it, else English."""
    if setting != "auto":
        return setting
    told = os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    told = told or (locale.getlocale()[0] or "")
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"


def speak(application: QCoreApplication, setting: str) -> str:
    """Loads the words of a language; windows made from now on use them. Returns the language that is shown."""
    language = language_of_window(setting)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    if language not in _FILES:
        return "en"
    translator = QTranslator(application)
    if not translator.load(str(resource_path("assets") / "translations" / _FILES[language])):
        log.warning("the words of %s are not there", language)
        translator.deleteLater()
        return "en"
    application.installTranslator(translator)
    return language
