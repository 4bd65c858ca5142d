"""Draws one small picture by the card's multiview and looks at it: what a driver names it does not always do."""

from __future__ import annotations

import ctypes
import logging

import numpy as np

from vr_app.render.gl import GL, glFramebufferTextureMultiviewOVR

log = logging.getLogger(__name__)

SIDE, SAMPLES = 4, 4
HEAD = "#version 450 core\n#extension GL_OVR_multiview2 : require\n"
VERTEX = """layout(num_views = 2) in;
flat out uint eye;
void main() {
    eye = gl_ViewID_OVR;
    gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.5, 1.0);
}
"""
FRAGMENT = """flat in uint eye;
out vec4 colour;
void main() { colour = vec4(float(eye), float(gl_ViewID_OVR), 1.0, 1.0); }
"""
EXPECTED = ((0, 0, 255, 255), (255, 255, 255, 255))


def attach_both_eyes(framebuffer: int, attachment: int, texture: int) -> None:
    """Makes the two layers of an array texture the pictures that one draw call is for; binds the framebuffer."""
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
    glFramebufferTextureMultiviewOVR(GL.GL_FRAMEBUFFER, attachment, texture, 0, 0, 2)


def multiview_works() -> bool:
    """Whether a triangle over the whole picture reaches every pixel of both eyes, and each eye knows which it is."""
    seen = _drawn()
    sound = seen is not None and all((seen[eye] == EXPECTED[eye]).all() for eye in range(2))
    if not sound:
        log.warning("The driver offers multiview but does not draw by it; layers are used instead")
    return sound


def _drawn() -> np.ndarray | None:
    """RGBA (2, SIDE, SIDE, 4); None where the driver refuses."""
    program = GL.glCreateProgram()
    for stage, text in ((GL.GL_VERTEX_SHADER, VERTEX), (GL.GL_FRAGMENT_SHADER, FRAGMENT)):
        shader = GL.glCreateShader(stage)
        GL.glShaderSource(shader, HEAD + text)
        GL.glCompileShader(shader)
        GL.glAttachShader(program, shader)
        GL.glDeleteShader(shader)
    GL.glLinkProgram(program)
    names = (ctypes.c_uint * 4)()
    array = ctypes.c_uint()
    texture, plain = ctypes.c_uint(), ctypes.c_uint()
    GL.glCreateFramebuffers(4, names)
    GL.glCreateVertexArrays(1, ctypes.byref(array))
    GL.glCreateTextures(GL.GL_TEXTURE_2D_MULTISAMPLE_ARRAY, 1, ctypes.byref(texture))
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(plain))
    GL.glTextureStorage3DMultisample(texture.value, SAMPLES, GL.GL_RGBA8, SIDE, SIDE, 2, True)
    GL.glTextureStorage2D(plain.value, 1, GL.GL_RGBA8, SIDE, SIDE)
    both, target = names[0], names[3]
    attach_both_eyes(both, GL.GL_COLOR_ATTACHMENT0, texture.value)
    GL.glNamedFramebufferTexture(target, GL.GL_COLOR_ATTACHMENT0, plain.value, 0)
    whole = GL.glCheckNamedFramebufferStatus(both, GL.GL_DRAW_FRAMEBUFFER) == GL.GL_FRAMEBUFFER_COMPLETE
    out = np.zeros((2, SIDE, SIDE, 4), np.uint8)
    if whole and GL.glGetProgramiv(program, GL.GL_LINK_STATUS):
        GL.glViewport(0, 0, SIDE, SIDE)
        GL.glClearBufferfv(GL.GL_COLOR, 0, np.zeros(4, np.float32))
        GL.glUseProgram(program)
        GL.glBindVertexArray(array.value)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        area = (0, 0, SIDE, SIDE)
        for eye in range(2):
            layer = names[1 + eye]
            GL.glNamedFramebufferTextureLayer(layer, GL.GL_COLOR_ATTACHMENT0, texture.value, 0, eye)
            GL.glBlitNamedFramebuffer(layer, target, *area, *area, GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST)
            GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, target)
            GL.glReadPixels(*area, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, out[eye])
    else:
        out = None
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)
    GL.glUseProgram(0)
    GL.glDeleteProgram(program)
    GL.glDeleteFramebuffers(4, names)
    GL.glDeleteTextures(2, np.array([texture.value, plain.value], np.uint32))
    GL.glDeleteVertexArrays(1, np.array([array.value], np.uint32))
    return out
