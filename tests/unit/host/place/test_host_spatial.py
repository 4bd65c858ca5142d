"""Questions of where, computed: both our scenes, and a made one turned every way."""

from __future__ import annotations

import math

import pytest

from tests.fakes.made_places import ISLAND
from vr_app.app.places import open_place
from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.host.place.spatial import spatial_answer
from vr_app.host.place.spatial_route import inside, walk
from vr_app.kernel.resources import resource_path

MUSEUM = open_place(resource_path("scenes") / "museum-hall").place
TERRACE = open_place(resource_path("scenes") / "observatory-terrace").place
STANDING = Viewpoint((0.0, 1.6, 0.0), 0.0)
BACK = Viewpoint((0.0, 0.0, 0.0), 180.0)
CLIFF = Place(
    "A cliff",
    things=(
        KnownThing("shed", "boat shed", "", (1.0, -18.4, -4.0)),
        KnownThing("bench", "bench", "", (0.0, 0.0, -2.0)),
        KnownThing("car", "cable car", "", (2.0, 9.0, -5.0)),
    ),
)
ON_TOP = Viewpoint((0.0, 1.6, 0.0), 0.0)


@pytest.mark.parametrize(
    ("place", "viewpoint", "said", "has"),
    [
        (ISLAND, ISLAND.arrival, "What is behind me?", ("jetty", "18 metres")),
        (ISLAND, ISLAND.arrival, "what's on my right?", ("keeper's cottage", "12 metres")),
        (ISLAND, ISLAND.arrival, "What is in front of me?", ("lighthouse", "30 metres")),
        (ISLAND, BACK, "What is in front of me?", ("jetty", "18 metres")),
        (ISLAND, BACK, "What is on my left?", ("cottage", "12 metres")),
        (ISLAND, ISLAND.arrival, "How far is the lighthouse?", ("30 metres", "ahead")),
        (ISLAND, ISLAND.arrival, "how far away is the tower", ("30 metres",)),
        (ISLAND, ISLAND.arrival, "How do I get to the pier?", ("turn round", "18 metres", "jetty")),
        (ISLAND, ISLAND.arrival, "How far is it from the cottage to the jetty?", ("22 metres",)),
        (ISLAND, ISLAND.arrival, "Where is the flagpole?", ("ahead of you to the left", "13 metres")),
        (ISLAND, ISLAND.arrival, "Is the cottage on my left?", ("No", "right")),
        (ISLAND, ISLAND.arrival, "Which is closer, the jetty or the cottage?", ("cottage is closer",)),
        (ISLAND, ISLAND.arrival, "What is nearest to me?", ("piano", "5 metres")),
        (ISLAND, ISLAND.arrival, "Which thing is nearest?", ("piano", "5 metres")),
        (ISLAND, ISLAND.arrival, "我后面有什么？", ("jetty", "18米")),
        (ISLAND, ISLAND.arrival, "灯塔有多远？", ("30米", "前方")),
        (ISLAND, ISLAND.arrival, "灯塔离这儿多远？", ("30米", "前方")),
        (ISLAND, ISLAND.arrival, "灯塔离我近还是码头离我近？", ("更近，大约18米", "30米")),
        (ISLAND, ISLAND.arrival, "Where is 灯塔?", ("straight ahead", "30 metres")),
        (ISLAND, ISLAND.arrival, "怎么去码头？", ("18米",)),
        (ISLAND, ISLAND.arrival, "灯塔在哪里？", ("前方",)),
        (ISLAND, ISLAND.arrival, "Is there a flagpole here?", ("Yes: the flagpole", "ahead of you to the left")),
        (ISLAND, ISLAND.arrival, "这里有灯塔吗？", ("有的", "前方")),
        (CLIFF, ON_TOP, "Is there somewhere I could sit down?", ("Yes: the bench", "2 metres")),
        (CLIFF, ON_TOP, "Where can we rest for a moment?", ("The bench is straight ahead",)),
        (CLIFF, ON_TOP, "Can I sit down somewhere?", ("Yes: the bench",)),
        (CLIFF, ON_TOP, "I'd like a place to take a rest.", ("Yes: the bench",)),
        (CLIFF, ON_TOP, "有地方可以休息吗？", ("有的", "2米")),
        (CLIFF, ON_TOP, "哪里可以坐？", ("bench", "2米")),
        (TERRACE, TERRACE.arrival, "Is there a bell tower?", ("Yes: a small town on the far shore",)),
        (MUSEUM, MUSEUM.arrival, "What is beside you?", ("Nearest to me is the marble floor",)),
        (MUSEUM, MUSEUM.arrival, "Where is the great hall?", ("You are there: this is the great hall",)),
        (MUSEUM, MUSEUM.arrival, "How far is the clock?", ("12 metres",)),
        (MUSEUM, MUSEUM.arrival, "Can you tell me where the great window is?", ("straight ahead", "31 metres")),
        (MUSEUM, MUSEUM.arrival, "Which way to the entrance?", ("turn round", "5.5 metres")),
        (MUSEUM, MUSEUM.arrival, "双耳瓶在哪里？", ("左前方", "6.5米")),
        (MUSEUM, STANDING, "What is that above us?", ("above you are the vault and the whale skeleton",)),
        (MUSEUM, STANDING, "what hangs over our heads?", ("whale",)),
        (MUSEUM, STANDING, "Is the whale above us?", ("Yes", "metres above you")),
        (CLIFF, ON_TOP, "What is below me?", ("Below you is the boat shed",)),
        (CLIFF, ON_TOP, "What can I see if I look down?", ("boat shed",)),
        (CLIFF, ON_TOP, "What is under our feet?", ("boat shed",)),
        (CLIFF, ON_TOP, "我脚下有什么？", ("boat shed",)),
        (CLIFF, ON_TOP, "Is the boat shed below us?", ("Yes", "about 20 metres below you")),
        (CLIFF, ON_TOP, "Is the bench below us?", ("No", "as high as you")),
        (CLIFF, ON_TOP, "What is underneath the cable car?", ("boat shed",)),
        (MUSEUM, STANDING, "What is below me?", ("nothing below you",)),
        (MUSEUM, STANDING, "Is the clock above me?", ("No",)),
        (MUSEUM, STANDING, "我们头顶上是什么？", ("whale",)),
        (TERRACE, TERRACE.arrival, "What is overhead?", ("evening sky",)),
        (TERRACE, TERRACE.arrival, "What is behind me?", ("house", "6 metres")),
        (TERRACE, TERRACE.arrival, "How do I get to the bay?", ("cannot be reached", "490 metres")),
        (TERRACE, TERRACE.arrival, "去望远镜怎么走？", ("9.5米",)),
    ],
)
def test_answers_are_right(place: Place, viewpoint: Viewpoint, said: str, has: tuple[str, ...]) -> None:
    answer = spatial_answer(said, place, viewpoint)
    assert answer is not None
    missing = [part for part in has if part.lower() not in answer.text.lower()]
    assert not missing, answer.text


@pytest.mark.parametrize("yaw_deg", range(0, 360, 45))
def test_every_side_is_where_it_is_however_one_turns(yaw_deg: int) -> None:
    """A thing put into each direction, seen from anywhere, is told to be there."""
    for bearing_deg, side in ((0, "in front of me"), (90, "on my right"), (180, "behind me"), (-90, "on my left")):
        turn = math.radians(yaw_deg - bearing_deg)
        at = (3.0 - 7.0 * math.sin(turn), 0.0, -2.0 - 7.0 * math.cos(turn))
        place = Place("", things=(KnownThing("urn", "blue urn", "", at),))
        answer = spatial_answer(f"What is {side}?", place, Viewpoint((3.0, 0.0, -2.0), float(yaw_deg)))
        assert answer is not None and "blue urn, about 7 metres" in answer.text
        others = {"in front of me", "on my right", "behind me", "on my left"} - {side}
        for other in others:
            text = spatial_answer(f"What is {other}?", place, Viewpoint((3.0, 0.0, -2.0), float(yaw_deg)))
            assert text is not None and "urn" not in text.text


@pytest.mark.parametrize(
    "said",
    [
        "Where was the lens made?",
        "Which pub is nearest?",
        "How far is Jupiter from the Sun?",
        "How do I get to the settings?",
        "Hello there",
        "Where were you born?",
        "What is behind the name of the island's saint?",
        "你好",
        "谁在哪里出生？",
        "Is there a toilet?",
        "Is there a story about the lighthouse?",
        "Is there somewhere I could sit down?",
        "Where can I learn to paint?",
        "Can I read the book?",
        "这里有鬼吗？",
    ],
)
def test_other_questions_are_not_taken_for_questions_of_where(said: str) -> None:
    assert spatial_answer(said, ISLAND, ISLAND.arrival) is None


def test_what_is_pointed_at_is_this() -> None:
    answer = spatial_answer("What is this?", ISLAND, Viewpoint((0.0, 0.0, 0.0), 0.0, pointed="cottage"))
    assert answer is not None and "keeper's cottage" in answer.text and answer.things == ("cottage",)


def test_a_way_goes_round_a_corner() -> None:
    floors = (((0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (0.0, 2.0)), ((8.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0)))
    corners, reached = walk(floors, (1.0, 1.0), (9.0, 9.0))
    assert reached and len(corners) >= 2
    assert all(inside(floors, corner) for corner in corners)
    assert math.dist(corners[-1], (9.0, 9.0)) < 2.6


def test_the_host_speaks_of_itself_as_me_and_an_area_around_is_on_no_side() -> None:
    corners = ((-4.0, -6.0), (4.0, -6.0), (4.0, 2.0), (-4.0, 2.0))
    yard = Place(
        "A yard",
        things=(
            KnownThing("yard", "yard", "", (0.0, 0.0, -2.0), corners),
            KnownThing("pump", "pump", "", (0.0, 0.0, -4.0)),
            KnownThing("barn", "barn", "", (0.0, 0.0, -9.0)),
        ),
        host_at=(0.0, 0.0, -2.5),
    )

    def told(said: str) -> str:
        answer = spatial_answer(said, yard, STANDING)
        assert answer is not None
        return answer.text

    assert told("What is beside you?") == "Nearest to me is the pump, about 1.5 metres from me."
    assert told("What is nearest to me?").startswith("Nearest to you is the pump")
    assert told("What is in front of me?").startswith("In front of you is the pump")
    assert told("Where is the yard?") == "You are there: this is the yard."
    assert told("Which is closer, you or the barn?").startswith("I am closer")
    assert told("How far is it from you to the barn?") == "The barn and I are about 6.5 metres apart."
