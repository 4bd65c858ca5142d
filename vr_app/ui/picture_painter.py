"""Draws a shared texture and painted plates (captions, hints) into the window. Needs its context current."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QOpenGLContext, QOpenGLFunctions
from PySide6.QtOpenGL import QOpenGLTexture, QOpenGLTextureBlitter

_GL_TEXTURE_2D = 0x0DE1
_GL_BLEND = 0x0BE2
_GL_SRC_ALPHA = 0x0302
_GL_ONE_MINUS_SRC_ALPHA = 0x0303
_GL_COLOR_BUFFER_BIT = 0x4000
_GL_TEXTURE_SRGB_DECODE = 0x8A48
_GL_SKIP_DECODE = 0x8A4A

_Origin = QOpenGLTextureBlitter.Origin
Place = Callable[[QSize], QPointF]
"""From a plate's size to where its upper left corner goes (device-independent pixels)."""


class PicturePainter:
    """Between `begin` and `end`: one `picture`, then any number of `plate`s over it."""

    def __init__(self) -> None:
        self._blitter = QOpenGLTextureBlitter()
        self._blitter.create()
        self._size = QSize()
        self._plates: dict[str, _Plate] = {}
        self._dropped: list[_Plate] = []

    def begin(self, size: QSize, pixel_ratio: float) -> None:
        """Clears a window of that size (device-independent pixels)."""
        self._destroy_dropped()
        self._size = size
        gl = _functions()
        gl.glViewport(0, 0, round(size.width() * pixel_ratio), round(size.height() * pixel_ratio))
        gl.glClearColor(0.043, 0.055, 0.078, 1.0)
        gl.glClear(_GL_COLOR_BUFFER_BIT)
        self._blitter.bind()

    def picture(self, texture: int, size: QSize) -> None:
        """Fills the window with a texture (rows from the bottom), display values as they are stored."""
        gl = _functions()
        gl.glBindTexture(_GL_TEXTURE_2D, texture)
        gl.glTexParameteri(_GL_TEXTURE_2D, _GL_TEXTURE_SRGB_DECODE, _GL_SKIP_DECODE)
        self._blit(texture, covering(size, self._size), _Origin.OriginBottomLeft)

    def plate(self, name: str, paint: Callable[[], QImage], place: Place) -> None:
        """Lays a painted image over the picture; it is painted once and kept until dropped."""
        plate = self._plates.get(name)
        if plate is None:
            plate = self._plates[name] = _Plate(paint())
        gl = _functions()
        gl.glEnable(_GL_BLEND)
        gl.glBlendFunc(_GL_SRC_ALPHA, _GL_ONE_MINUS_SRC_ALPHA)
        self._blit(plate.texture.textureId(), QRectF(place(plate.size), plate.size), _Origin.OriginTopLeft)
        gl.glDisable(_GL_BLEND)

    def end(self) -> None:
        self._blitter.release()

    def drop(self, *names: str) -> None:
        """Forgets plates, all of them without a name; their textures go in the next drawing. Needs no context."""
        for name in names or tuple(self._plates):
            if name in self._plates:
                self._dropped.append(self._plates.pop(name))

    def destroy(self) -> None:
        """Gives everything on the graphics card back."""
        self.drop()
        self._destroy_dropped()
        self._blitter.destroy()

    def _destroy_dropped(self) -> None:
        for plate in self._dropped:
            plate.texture.destroy()
        self._dropped.clear()

    def _blit(self, texture: int, target: QRectF, origin: QOpenGLTextureBlitter.Origin) -> None:
        viewport = QRect(QPoint(0, 0), self._size)
        self._blitter.blit(texture, QOpenGLTextureBlitter.targetTransform(target, viewport), origin)


class _Plate:
    """A painted image on the graphics card."""

    def __init__(self, image: QImage) -> None:
        self.size = image.deviceIndependentSize().toSize()
        self.texture = QOpenGLTexture(
            image.convertToFormat(QImage.Format.Format_RGBA8888), QOpenGLTexture.MipMapGeneration.DontGenerateMipMaps
        )


def covering(picture: QSize, window: QSize) -> QRectF:
    """Where to put a picture so that it fills the window, keeps its shape and stays centred."""
    if picture.isEmpty() or window.isEmpty():
        return QRectF(QPoint(0, 0), window)
    scale = max(window.width() / picture.width(), window.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    return QRectF((window.width() - width) / 2, (window.height() - height) / 2, width, height)


def _functions() -> QOpenGLFunctions:
    context = QOpenGLContext.currentContext()
    assert context is not None, "drawing needs a current context"
    return context.functions()
