"""A name is told by a sentence that names what was asked about; a list of traits is no answer."""

from __future__ import annotations

import pytest

from vr_app.host.answers.answer_fitness import can_answer, fitting, is_fragment
from vr_app.host.answers.answer_judge import Judged
from vr_app.host.answers.answer_types import holds_answer
from vr_app.host.answers.passages import Passage, host_passages
from vr_app.host.answers.question import read_question
from vr_app.host.answers.question_words import AGREEMENT
from vr_app.host.card.persona import Persona


@pytest.mark.parametrize(
    ("asked", "sentence", "tells"),
    [
        ("What is the miller's name?", "Old Pieter Vos, the miller, keeps bees.", True),
        ("What is the miller's name?", "The miller keeps bees and sells honey in Brugge.", False),
        ("What was her uncle called?", "Her uncle Sandro cast it in 1951.", True),
        ("What was her uncle called?", "Her uncle cast it in March, long before the war.", False),
        ("What's the name of the ship?", "The ship is the Constance, lost in 1861.", True),
        ("What's the name of the ship?", "The ship leaves Genoa on the ninth of March.", False),
        ("What is the heron's nickname?", "The children call him Mister Pike.", True),
        ("What is the dog called?", 'The dog, a grey one called "Moss", sleeps here.', True),
        ("What is Anna's surname?", "Anna came over with her own boat.", False),
        ("What is Anna's surname?", "Anna Brandt came over with her own boat.", True),
        ("What was Mr Brandt's first name?", "It was left to Mr Brandt, who came on Fridays.", False),
        ("What was Mr Brandt's first name?", "Old Jonas Brandt came on Fridays.", True),
        ("What was Mr Brandt's first name?", "Mr Brandt was called Jonas by all.", True),
        ("What is the Earl's first name?", "It was laid out for the second Earl of Skerrow.", False),
        ("猫叫什么？", "店里的黑猫叫“掌柜”。", True),
        ("师父叫什么名字？", "醒木是黄杨木的，是他师父留下的。", False),
        ("老板姓什么？", "老板姓罗，今年五十八岁。", True),
    ],
)
def test_who_is_named(asked: str, sentence: str, tells: bool) -> None:
    question = read_question(asked)
    assert question.wants == "name"
    assert holds_answer(question, sentence) is tells


@pytest.mark.parametrize(
    ("asked", "sentence", "may"),
    [
        ("狼有多少只？", "夜里十二点狼会叫三声。", False),
        ("狼有多少只？", "狼一到十点就出来。", False),
        ("狼有多少只？", "山上有七匹狼。", True),
        ("有多少个义工？", "义工最小的十一岁，最大的七十八岁。", False),
        ("这里一年来多少人？", "烧一次要三天。", False),
        ("这里一年来多少人？", "一年有三千多人来。", True),
        ("How many wolves are there?", "The wolves come down at twelve o'clock.", False),
        ("How many wolves are there?", "The wolves were let out in 1926, at a cost of ninety pounds.", False),
        ("How many wolves are there?", "The pack is a family of nine.", True),
        ("How many canaries do you have?", "She is deaf in one ear, and keeps canaries.", False),
        ("How many canaries do you have?", "She keeps one canary.", True),
        ("How many years was he here?", "He stayed for seven years.", True),
        ("How old is the warden?", "She came up here seven summers ago and keeps goats.", False),
        ("How old is the warden?", "She turned forty in March.", True),
        ("How old is the mill?", "It was built in 1803.", True),
        ("小满多大年纪？", "她在这里干了九年，以前开出租车。", False),
        ("老马多大了？", "它今年二十三岁。", True),
        ("老马多大了？", "马厩有三百平方米。", False),
        ("客人住了多长时间？", "他们在楼上住了十一天。", True),
        ("客人住了多长时间？", "楼梯长十一米。", False),
        ("大厅要盖几个月？", "大厅盖了八个月。", True),
        ("大厅要盖几个月？", "大厅宽八米。", False),
        ("窖里多冷？", "窖里常年四度。", True),
        ("窖里多冷？", "窖深四米。", False),
        ("门有多厚？", "门厚十厘米。", True),
        ("门有多厚？", "门高三米。", False),
        ("屋顶是用什么做的？", "屋顶用芦苇和泥巴搭成。", True),
        ("屋顶是用什么做的？", "屋顶上住着一窝燕子。", False),
        ("老板几岁？", "老板今年五十八岁。", True),
        ("How deep is the glacier?", "The glacier has drawn back by six hundred metres.", False),
        ("How deep is the glacier?", "The ice goes down for ninety metres.", True),
        ("How hot does the metal get?", "The metal is seventy-eight parts copper.", False),
        ("How long is the walk up?", "From the village it is four hours on foot.", True),
        ("When does the ferry leave?", "The ferry is green and slow.", False),
        ("When does the ferry leave?", "First boat 7:15, last boat 18:40.", True),
        ("How loud is the bell?", "You hear it in the next village.", True),
        ("What does a ride cost?", "The ride takes four minutes.", False),
        ("驴多少钱？", "元宝是从煤矿送来的驴。", False),
        ("学一个小时多少钱？", "学一个小时四十块。", True),
        ("What colour is the cat?", "The cat walks about at nine. She is grey and old.", True),
        ("What colour is the cat?", "The cat walks about at nine.", False),
        ("Who painted the roof?", "The roof leaks in April.", False),
        ("Why is it cold?", "The stove pipe does not pass through it.", True),
        ("Which bank is the tin in?", "The recipe is in a biscuit tin in the bank.", False),
        ("Which bank is the tin in?", "The tin is in the bank by the mill.", True),
        ("Which bank is the tin in?", "The tin lies with Coutts, the bank.", True),
        ("Where does Irena live?", "Irena plays nothing else and eats all the biscuits.", False),
        ("Where does Irena live?", "Irena has rooms in Ghent.", True),
        ("What is the glue made of?", "The glue is made from sturgeon.", True),
        ("What is the back made of?", "The backs are Bosnian maple.", True),
        ("Who was the woman?", "A woman left it and nobody came back for it.", False),
        ("Who was the woman?", "The woman was a baker.", True),
        ("How big an audience can you seat?", "The tent holds six hundred people.", True),
    ],
)
def test_a_number_of_another_kind_is_no_answer(asked: str, sentence: str, may: bool) -> None:
    assert can_answer(read_question(asked), sentence) is may


def passage(number: int, text: str) -> Passage:
    return Passage(number, "lore/a.md", "lore", "The mill", text)


def test_of_the_likeliest_the_one_that_names_is_taken() -> None:
    bees, vos = passage(1, "The miller keeps bees."), passage(2, "Pieter Vos, the miller, is deaf.")
    judged = Judged(bees, 0.95, ((vos, 0.4),))
    asked = read_question("What is the miller's name?")
    assert fitting(asked, judged) == Judged(vos, 0.4, ())
    assert fitting(asked, Judged(bees, 0.95)) is None
    assert fitting(read_question("What does the miller keep?"), judged) is judged
    traits = Passage(3, "host.json", "host", "Renzo", "Warm, theatrical, easily offended by film.")
    studied = read_question("What did you study?")
    assert fitting(studied, Judged(traits, 0.9)) is None
    assert fitting(studied, Judged(bees, 0.6, ((traits, 0.3),))) == Judged(bees, 0.6, ())


def test_traits_are_not_recited() -> None:
    card = Persona("Renzo", "Renzo keeps the theatre.", "Warm, theatrical, easily offended by film. He sings.")
    texts = {one.text: is_fragment(one) for one in host_passages(card)}
    assert texts == {
        "Renzo keeps the theatre.": False,
        "Warm, theatrical, easily offended by film.": True,
        "He sings.": False,
    }


def test_what_is_paid_for_ones_own_is_asked_of_the_place() -> None:
    assert read_question("What does a ticket for my son cost?").about == "place"
    assert read_question("What is my son called?").about == "visitor"


@pytest.mark.parametrize(
    ("said", "wants_a_nod"),
    [
        ("It's freezing out here, isn't it?", True),
        ("You must be tired, aren't you?", True),
        ("Nobody lives here any more, do they?", True),
        ("Lovely evening, eh?", True),
        ("My old dog would love this.", False),
        ("So somebody lives here?", False),
        ("I put some scent on for the occasion.", False),
    ],
)
def test_what_only_wants_a_nod(said: str, wants_a_nod: bool) -> None:
    assert bool(AGREEMENT.search(read_question(said).text)) is wants_a_nod


def test_a_year_of_another_thing_is_no_answer() -> None:
    asked, things = read_question("When was the lighthouse built?"), {"lighthous", "dom"}
    observatory = Passage(0, "lore/a.md", "lore", "The founder", "The observatory was founded in 1871.")
    light = Passage(1, "lore/b.md", "lore", "Coast", "It was built in 1859.", about=frozenset({"lighthous"}))
    judged = Judged(observatory, 0.9, ((light, 0.3),))
    assert fitting(asked, judged, things) == Judged(light, 0.3, ())
    assert fitting(asked, judged, {"dom"}) is judged
    why = read_question("Why was the lighthouse built?")
    assert fitting(why, judged, things) is judged
