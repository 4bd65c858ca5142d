"""Three more places, written after the rules were: what they answer measures how far the rules carry."""

# ruff: noqa: E501  (pages as their authors write them)

from __future__ import annotations

from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import KnownThing, Place

MILL_PAGES = {
    "mill.md": """# The water mill at Ashbrook

The mill was put up in 1742 by the brothers Josiah and Enoch Farrow. It has ground flour ever since, apart from eleven years in which it was used as a dance hall. The wheel is five metres in diameter and is made of elm; it was replaced in 1988 after a flood carried the old one away.

Two pairs of millstones came from Normandy by barge. A good pair lasts about forty years. The miller dresses the stones every second Monday with a steel pick.

## The heron

A grey heron stands on the weir each morning. The children call him Mister Pike. He has been there for at least nine winters, and nobody knows whether it is always the same bird.

## Visiting

Admission is three pounds; children under six get in free. The mill is open from Easter to the end of October, Tuesday to Sunday, from ten to four. Dogs are welcome if they are kept on a lead. Bread baked from the mill's flour is sold in the shed on Saturdays.

| year | event |
|---|---|
| 1799 | a fire destroyed the roof |
| 1851 | the railway took most of the trade away |
| 1963 | the National Trust bought the mill |
"""
}
MILL = Place(
    "Ashbrook Mill",
    "A stone water mill on a quiet stream in spring.",
    things=(
        KnownThing("wheel", "mill wheel", "A big wooden wheel, dripping and turning slowly.", (3.0, 0.0, -6.0)),
        KnownThing("weir", "weir", "A low weir with white water.", (-4.0, 0.0, -12.0)),
        KnownThing("shed", "bread shed", "A small shed with a green door.", (8.0, 0.0, 2.0)),
    ),
)
MILL_HOST = Persona(
    name="Edith Farrow",
    description="Edith Farrow is the miller, the seventh of her family. She has run the mill for nineteen years and plays the accordion badly.",
)
MILL_QUESTIONS = [
    ("How old is the mill?", "1742"),
    ("Who were the builders of the mill?", "Josiah"),
    ("For how long was it a dance hall?", "eleven"),
    ("What's the diameter of the wheel?", "five metres"),
    ("What wood is the wheel made of?", "elm"),
    ("Why was the wheel replaced?", "flood"),
    ("When did they get the new wheel?", "1988"),
    ("Where do the millstones come from?", "Normandy"),
    ("How did the stones travel here?", "barge"),
    ("How long do the stones last?", "forty"),
    ("How often do you dress the stones?", "second Monday"),
    ("What do the kids call the heron?", "Mister Pike"),
    ("How long has the heron been here?", "nine winters"),
    ("How much is a ticket?", "three pounds"),
    ("Do children have to pay?", "free"),
    ("When is the mill open?", "Easter"),
    ("What time does it close?", "four"),
    ("Can I bring my dog?", "lead"),
    ("Where can I buy bread?", "shed"),
    ("What happened in 1799?", "fire"),
    ("Who owns the mill today?", "National Trust"),
    ("What took the trade away?", "railway"),
    ("How long have you been the miller?", "nineteen"),
    ("What tool is used for dressing the stones?", "pick"),
]
MILL_UNKNOWN = [
    "How many sacks of flour do you grind a day?",
    "How deep is the stream?",
    "Who designed the wheel?",
    "How heavy are the millstones?",
    "What was the name of the first owner's wife?",
    "When was the weir built?",
    "How many people visit every year?",
    "What breed is the horse?",
    "How tall is the mill?",
    "Which king visited the mill?",
    "What is the heron's favourite food?",
    "Is there a car park?",
    "Who invented the steam engine?",
    "What's the wifi password?",
    "How many siblings do you have?",
    "What colour is the accordion?",
    "When was Josiah born?",
    "How much did the National Trust pay for it?",
]

STATION_PAGES = {
    "station.md": """# Port Lomond Antarctic station

Port Lomond was established in 1944 as a secret wartime base and named after its first commander, James Lomond. Since 1996 it has been a museum and a post office, the most southerly in the world. Four people run it each summer; they have no running water and no internet.

The hut is painted black so that it soaks up the sun. Its timber came from Canada and was shipped in crates marked "fish". The stove burns coal, about two buckets a day.

Around three thousand gentoo penguins breed on the island. A pair lays two eggs in November. Visitors must stay five metres away from the birds. The station counts the chicks every January.
""",
    "post.md": """# The post office

Each year some eighty thousand postcards leave the island for more than a hundred countries. A stamp costs one dollar. The mail goes by ship to the Falkland Islands and takes between two and six weeks.

Postmaster Ingrid Solheim hand-cancels every card with a brass stamp from 1948. She once franked 1,200 cards in a day, which is still the record.
""",
    "radio.md": """# The radio room

The transmitter, a grey steel cabinet called "the Beast", was built in Chelmsford and installed in 1952. It weighs 400 kilograms. In the winter of 1957 it was the only link with the outside world for seven months.

Operator Len Whitby carved a chess set from packing cases during the long nights. He played by radio against a Norwegian whaling captain and lost every game.
""",
}
STATION = Place(
    "Port Lomond",
    "A small black hut on a rocky island, with penguins all round.",
    things=(
        KnownThing("hut", "station hut", "A black wooden hut with red window frames.", (0.0, 0.0, -8.0)),
        KnownThing("flag", "flagstaff", "A tall white flagstaff.", (5.0, 0.0, -3.0)),
        KnownThing("boat", "rowing boat", "An upturned rowing boat.", (-6.0, 0.0, 4.0)),
    ),
)
STATION_HOST = Persona(
    name="Ingrid Solheim",
    nickname="Ingrid",
    description="Ingrid Solheim is postmaster at Port Lomond for the third summer. She is from Tromsø and misses trees.",
)
STATION_QUESTIONS = [
    ("When was the station set up?", "1944"),
    ("Who is the place named after?", "James Lomond"),
    ("What is the station used for nowadays?", "museum"),
    ("How many people work here in summer?", "four"),
    ("Why is the hut black?", "sun"),
    ("Where does the wood of the hut come from?", "Canada"),
    ("What was written on the crates?", "fish"),
    ("How much coal does the stove need?", "two buckets"),
    ("How many penguins are there?", "three thousand"),
    ("When do the penguins lay their eggs?", "November"),
    ("How many eggs does a pair lay?", "two"),
    ("How close may I get to the penguins?", "five metres"),
    ("When are the chicks counted?", "January"),
    ("How many postcards are sent every year?", "eighty thousand"),
    ("What does a stamp cost?", "one dollar"),
    ("How long does a letter take?", "six weeks"),
    ("Who stamps the cards?", "Ingrid"),
    ("What is the record for cards in one day?", "1,200"),
    ("What's the transmitter's nickname?", "Beast"),
    ("How heavy is the transmitter?", "400"),
    ("Where was the transmitter made?", "Chelmsford"),
    ("When was the radio installed?", "1952"),
    ("Who made the chess set?", "Whitby"),
    ("Who did Len play chess with?", "captain"),
    ("Did Len ever win?", "lost"),
    ("Where are you from?", "Tromsø"),
    ("Is there internet here?", "no internet"),
    ("What kind of penguins live here?", "gentoo"),
]
STATION_UNKNOWN = [
    "How cold does it get in winter?",
    "Who built the hut?",
    "How many seals are there?",
    "How old was James Lomond when he died?",
    "What is the captain's name?",
    "How tall is the flagstaff?",
    "When does the next ship come?",
    "How much does a postcard cost?",
    "Who cooks the meals?",
    "How many countries have Antarctic stations?",
    "When was the rowing boat built?",
    "How many rooms does the hut have?",
    "What's the weather tomorrow?",
    "Who discovered Antarctica?",
    "How long is the runway?",
    "Are you married?",
    "What colour are the eggs?",
    "How fast do penguins swim?",
    "Which university did you go to?",
    "Who repaired the transmitter?",
]

TOWER_PAGES = {
    "tower.md": """# The Hourglass Tower of Vell

The tower was raised by Queen Amarante in the year 1312 after the great drought. It is seventy metres high and leans two degrees to the west. Sand from the southern desert runs through a glass funnel at its heart and falls for exactly one day.

Every evening at sunset two apprentices turn the glass with a winch. If they are late, the whole town is late; bakers, bells and trains all follow the sand.

The walls are of yellow brick. The doors, which are made of cedar, were given by the merchants of Oru.

## The keeper

The keeper of the sand is chosen by lot and serves for seven years. The present one is Tamsin Hale, a former dancer. Her pay is a sack of flour and six candles a month.

## The crack

In 1877 an earthquake cracked the glass. It was mended by the glassblower Piero Vasc, who used honey and powdered quartz, and lost two fingers doing it. The scar is visible on the north side.

## Festival

On midsummer's day the glass is stopped for one hour and nobody works. People eat almond cakes shaped like keys. The custom began as a strike of the apprentices.
"""
}
TOWER = Place(
    "Hourglass Tower",
    "The square before a leaning tower of yellow brick, in warm evening light.",
    things=(
        KnownThing(
            "tower", "hourglass tower", "A leaning tower of yellow brick with a glass funnel inside.", (0.0, 0.0, -20.0)
        ),
        KnownThing("well", "town well", "A round stone well with a bucket.", (6.0, 0.0, -4.0)),
        KnownThing("cafe", "cafe terrace", "Four little tables under a striped awning.", (-8.0, 0.0, 3.0)),
    ),
)
TOWER_HOST = Persona(
    name="Tamsin Hale",
    nickname="Tamsin",
    description="Tamsin Hale is the keeper of the sand, forty-four years old. She used to be a dancer and hums while she works.",
)
TOWER_QUESTIONS = [
    ("Who built the tower?", "Amarante"),
    ("When was the tower built?", "1312"),
    ("How high is it?", "seventy"),
    ("Does the tower lean?", "two degrees"),
    ("Where does the sand come from?", "southern desert"),
    ("How long does the sand run?", "one day"),
    ("Who turns the hourglass?", "apprentices"),
    ("When is the glass turned?", "sunset"),
    ("What happens if they are late?", "town is late"),
    ("What colour are the bricks?", "yellow"),
    ("What are the doors made of?", "cedar"),
    ("Who gave the doors?", "merchants"),
    ("How is the keeper chosen?", "lot"),
    ("For how many years does the keeper serve?", "seven"),
    ("Who is the keeper now?", "Tamsin"),
    ("What does the keeper earn?", "flour"),
    ("How did the glass get cracked?", "earthquake"),
    ("When was the earthquake?", "1877"),
    ("Who repaired the glass?", "Piero Vasc"),
    ("What did he use to mend it?", "honey"),
    ("How many fingers did Piero lose?", "two fingers"),
    ("Where can you see the scar?", "north side"),
    ("What do people eat at the festival?", "almond cakes"),
    ("How long is the glass stopped at midsummer?", "one hour"),
    ("How did the custom start?", "strike"),
    ("How old are you?", "forty-four"),
    ("What did you do before?", "dancer"),
]
TOWER_UNKNOWN = [
    "How many steps does the tower have?",
    "Who designed the winch?",
    "How heavy is the sand?",
    "When was Queen Amarante born?",
    "How many people live in Vell?",
    "Who was the first keeper?",
    "How deep is the well?",
    "What is the name of the king?",
    "How much does a cake cost?",
    "How many visitors come each year?",
    "What's the best restaurant in town?",
    "Who dug the well?",
    "What year was the cafe opened?",
    "Do you have children?",
    "How wide is the tower?",
    "Who painted the awning?",
    "What colour is the scar?",
    "What language do they speak in Oru?",
]
