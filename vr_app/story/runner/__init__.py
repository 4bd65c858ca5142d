"""Plays compiled ink stories (ink's JSON format, versions 18 to 21), as pure functions from state to state."""

from vr_app.story.runner.faults import Problem, StoryError
from vr_app.story.runner.loading import load_story
from vr_app.story.runner.outside import External
from vr_app.story.runner.player import transcript
from vr_app.story.runner.saving import Moved, move, resume, save
from vr_app.story.runner.state import Choice, State
from vr_app.story.runner.step import (
    Line,
    call_function,
    choose,
    divert,
    remove_flow,
    set_variable,
    start,
    step,
    switch_flow,
)
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import InkList, Item, Target

__all__ = [
    "Choice",
    "CompiledStory",
    "External",
    "InkList",
    "Item",
    "Line",
    "Moved",
    "Problem",
    "State",
    "StoryError",
    "Target",
    "call_function",
    "choose",
    "divert",
    "load_story",
    "move",
    "remove_flow",
    "resume",
    "save",
    "set_variable",
    "start",
    "step",
    "switch_flow",
    "transcript",
]
