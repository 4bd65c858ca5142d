"""How the window looks: colours, type scale, spacing, and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

FAMILIES = (
    "Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", ".AppleSystemUIFont", "Noto Sans", "Cantarell",
    "Ubuntu", "DejaVu Sans",
    "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR",
    "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Color Emoji", "Segoe UI Emoji",
)  # fmt: skip
"""Asked for in this order: the interface's own face first, then faces that have what it lacks (CJK and others)."""


@dataclass(frozen=True)
class Colours:
    """A room at dusk: ink-blue walls, one warm lamp. Every text colour has a contrast of 4.5:1 or more on `raised`."""

    night: str = "#0B0E14"
    base: str = "#10141C"
    surface: str = "#151A24"
    raised: str = "#1D2430"
    hover: str = "#283142"
    line: str = "#283040"
    line_strong: str = "#3A4559"
    text: str = "#ECEEF3"
    soft: str = "#B4BCCB"
    faint: str = "#8F9AAE"
    lamp: str = "#F2B56B"
    lamp_bright: str = "#FFCB8A"
    lamp_deep: str = "#2E2518"
    on_lamp: str = "#20160A"
    visitor: str = "#2B3A55"
    visitor_text: str = "#EEF2FA"
    good: str = "#7CD0A8"
    warn: str = "#F0C36A"
    bad: str = "#F59A90"
    bad_deep: str = "#33201F"


COLOURS = Colours()


@dataclass(frozen=True)
class Type:
    """Sizes in device-independent pixels at text size 1.0."""

    tiny: int = 12
    small: int = 13
    body: int = 15
    title: int = 18
    display: int = 26

    def scaled(self, text_size: float) -> Type:
        return Type(
            *(max(10, round(size * text_size)) for size in (self.tiny, self.small, self.body, self.title, self.display))
        )


RADIUS = 12


def contrast(foreground: str, background: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, 1 to 21)."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(foreground), luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface's face with its fallbacks."""
    result = QFont()
    result.setFamilies(list(FAMILIES))
    result.setPixelSize(size_px)
    result.setWeight(weight)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def fixed_font(size_px: int) -> QFont:
    """For commands and file names."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPixelSize(size_px)
    return result


def apply(application: QApplication, text_size: float = 1.0) -> None:
    """Dresses the whole application. May be called again when the text size changes."""
    sizes = Type().scaled(text_size)
    application.setStyle("Fusion")
    application.setFont(font(sizes.body))
    application.setPalette(_palette())
    application.setStyleSheet(_style_sheet(COLOURS, sizes))


def _palette() -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: COLOURS.base,
        role.WindowText: COLOURS.text,
        role.Base: COLOURS.surface,
        role.AlternateBase: COLOURS.raised,
        role.Text: COLOURS.text,
        role.PlaceholderText: COLOURS.faint,
        role.Button: COLOURS.raised,
        role.ButtonText: COLOURS.text,
        role.BrightText: COLOURS.lamp,
        role.Highlight: COLOURS.lamp,
        role.HighlightedText: COLOURS.on_lamp,
        role.ToolTipBase: COLOURS.hover,
        role.ToolTipText: COLOURS.text,
        role.Link: COLOURS.lamp,
        role.Accent: COLOURS.lamp,
    }
    palette = QPalette()
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(COLOURS.faint))
    return palette


def _style_sheet(c: Colours, t: Type) -> str:
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QDialog, #page {{ background: {c.base}; }}
    QToolTip {{ background: {c.hover}; color: {c.text}; border: 1px solid {c.line_strong}; padding: 5px 8px;
        font-size: {t.small}px; }}
    QLabel {{ background: transparent; }}
    QLabel[role="display"] {{ font-size: {t.display}px; font-weight: 600; }}
    QLabel[role="title"] {{ font-size: {t.title}px; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="soft"] {{ color: {c.soft}; }}
    QLabel[role="small"] {{ color: {c.soft}; font-size: {t.small}px; }}
    QLabel[role="faint"] {{ color: {c.faint}; font-size: {t.small}px; }}
    QLabel[role="tiny"] {{ color: {c.faint}; font-size: {t.tiny}px; }}
    QLabel[role="name"] {{ color: {c.lamp}; font-size: {t.small}px; font-weight: 600; }}
    QLabel[role="beside"] {{ color: {c.soft}; font-size: {t.body}px; }}
    QLabel[role="bad"] {{ color: {c.bad}; font-size: {t.small}px; }}

    QPushButton {{ background: {c.raised}; border: 1px solid {c.line_strong}; border-radius: 9px;
        padding: 7px 14px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed {{ background: {c.line}; }}
    QPushButton:focus {{ border: 2px solid {c.lamp}; padding: 6px 13px; }}
    QPushButton:disabled {{ color: {c.faint}; border-color: {c.line}; }}
    QPushButton[role="primary"] {{ background: {c.lamp}; color: {c.on_lamp}; border-color: {c.lamp};
        font-weight: 600; }}
    QPushButton[role="primary"]:hover {{ background: {c.lamp_bright}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; color: {c.soft};
        padding: 6px 10px; }}
    QPushButton[role="quiet"]:hover {{ background: {c.raised}; color: {c.text}; }}
    QPushButton[role="quiet"]:focus {{ border: 2px solid {c.lamp}; padding: 5px 9px; }}
    QPushButton[role="quiet"]:checked {{ background: {c.lamp_deep}; color: {c.lamp_bright}; }}
    QPushButton[role="chip"] {{ background: transparent; border: 1px solid {c.line_strong}; border-radius: 16px;
        color: {c.soft};
        font-size: {t.small}px; padding: 7px 14px; }}
    QPushButton[role="chip"]:hover {{ background: {c.raised}; color: {c.text}; }}
    QPushButton[role="chip"]:focus {{ border: 2px solid {c.lamp}; padding: 6px 13px; }}
    QPushButton[role="choice"] {{ background: {c.raised}; border: 1px solid {c.line_strong}; border-radius: 10px;
        color: {c.text};
        font-size: {t.small}px; padding: 7px 12px; text-align: left; }}
    QPushButton[role="choice"]:hover {{ background: {c.hover}; border-color: {c.lamp}; }}
    QPushButton[role="choice"]:focus {{ border: 2px solid {c.lamp}; padding: 6px 11px; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {c.lamp};
        font-size: {t.small}px;
        padding: 2px 4px; text-align: left; }}
    QPushButton[role="link"]:hover {{ color: {c.lamp_bright}; }}
    QPushButton[role="link"]:focus {{ border: 1px solid {c.lamp}; }}

    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 9px; padding: 6px; }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:focus {{ border: 2px solid {c.lamp}; padding: 5px; }}
    QToolButton[role="send"] {{ background: {c.lamp}; border-radius: 18px; }}
    QToolButton[role="send"]:hover {{ background: {c.lamp_bright}; }}
    QToolButton[role="send"]:disabled {{ background: {c.hover}; }}
    QToolButton[role="send"]:focus {{ border: 2px solid {c.text}; }}
    QToolButton[role="stop"] {{ background: {c.hover}; border-radius: 18px; }}
    QToolButton[role="stop"]:hover {{ background: {c.line_strong}; }}
    QToolButton[role="stop"]:focus {{ border: 2px solid {c.lamp}; }}

    #header {{ background: {c.base}; border-bottom: 1px solid {c.line}; }}
    #statusBar {{ background: {c.base}; border-top: 1px solid {c.line}; }}
    #statusBar QLabel {{ font-size: {t.small}px; color: {c.soft}; }}
    #statusBar QLabel[tone="warn"] {{ color: {c.warn}; }}
    #stage {{ background: {c.night}; }}
    #conversation {{ background: {c.surface}; border-left: 1px solid {c.line}; }}
    #transcript, #transcriptBody {{ background: {c.surface}; border: none; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:hover {{ background: {c.lamp}; }}

    #visitorBubble {{ background: {c.visitor}; border-radius: 14px; border-bottom-right-radius: 4px; }}
    #hostBubble {{ background: {c.raised}; border-radius: 14px; border-bottom-left-radius: 4px; }}
    #visitorBubble QTextEdit, #hostBubble QTextEdit {{ background: transparent; border: none; font-size: {t.body}px;
        selection-background-color: {c.lamp}; selection-color: {c.on_lamp}; }}
    #visitorBubble QTextEdit {{ color: {c.visitor_text}; }}
    #newer {{ background: {c.hover}; border: 1px solid {c.line_strong}; border-radius: 16px; color: {c.text};
        font-size: {t.small}px; padding: 6px 14px; }}

    #inputFrame {{ background: {c.raised}; border: 1px solid {c.line_strong}; border-radius: 22px; }}
    #inputFrame[focused="true"] {{ border: 2px solid {c.lamp}; }}
    #inputFrame QPlainTextEdit {{ background: transparent; border: none; placeholder-text-color: {c.faint};
        font-size: {t.body}px; selection-background-color: {c.lamp}; selection-color: {c.on_lamp}; }}

    #banner {{ background: {c.raised}; border-bottom: 1px solid {c.line}; }}
    #banner[tone="bad"] {{ background: {c.bad_deep}; }}
    #banner[tone="warn"] {{ background: {c.lamp_deep}; }}
    #headsetMenu #conversation {{ border: none; }}
    #keyboard {{ background: {c.surface}; border-top: 1px solid {c.line}; }}
    QPushButton[role="key"] {{ background: {c.raised}; border: 1px solid {c.line_strong}; border-radius: 8px;
        font-size: {t.title}px; padding: 4px; }}
    QPushButton[role="key"]:hover {{ background: {c.hover}; border-color: {c.lamp}; }}
    QPushButton[role="key"]:pressed, QPushButton[role="key"]:checked {{ background: {c.lamp_deep};
        color: {c.lamp_bright}; }}
    #panel {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
    #command {{ background: {c.night}; border: 1px solid {c.line}; border-radius: 9px; padding: 8px 12px; }}

    QProgressBar {{ background: {c.hover}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {c.lamp}; border-radius: 2px; }}

    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {c.line_strong}; border-radius: 3px; min-height: 32px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
        height: 0; width: 0; }}

    QSlider {{ min-height: 24px; }}
    QSlider::groove:horizontal {{ background: {c.hover}; height: 4px; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {c.lamp}; height: 4px; border-radius: 2px; }}
    QSlider::handle:horizontal {{ background: {c.text}; width: 16px; height: 16px; margin: -6px 0;
        border-radius: 8px; }}
    QSlider::handle:horizontal:focus {{ background: {c.lamp_bright}; border: 2px solid {c.text}; width: 14px;
        height: 14px; }}
    QComboBox, QLineEdit {{ background: {c.raised}; border: 1px solid {c.line_strong}; border-radius: 9px;
        padding: 6px 12px;
        min-height: 22px; }}
    QComboBox:focus, QLineEdit:focus {{ border: 2px solid {c.lamp}; padding: 5px 11px; }}
    QComboBox::drop-down {{ border: none; width: 28px; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; border: 1px solid {c.line_strong};
        selection-background-color: {c.hover};
        selection-color: {c.text}; outline: none; padding: 4px; }}
    QPlainTextEdit#report {{ background: {c.night}; border: 1px solid {c.line}; border-radius: 9px; padding: 8px; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.line_strong}; padding: 6px; }}
    QMenu::item {{ padding: 6px 20px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {c.hover}; }}
    """
