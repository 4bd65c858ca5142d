// The Frost Night: a story for the observatory terrace.
// Twenty to thirty minutes. Four endings, one of them hidden. Two improv windows.
//
// title: The Frost Night
// author: Virgil project
// license: CC0-1.0
# title: The Frost Night
# begins: when asked
# author: Virgil project
# license: CC0-1.0

// --------------------------------------------------------------- the stage
EXTERNAL light(lamps, level)
EXTERNAL show(thing)
EXTERNAL hide(thing)
EXTERNAL remember(fact)
EXTERNAL improv(goal, turns)

// --------------------------------------------------------------- what is known
LIST clues = strip, wooden_sun, aim, gap, stones, needle
LIST verdicts = undecided, she_was_right, she_was_wrong

VAR verdict = undecided
VAR question = ""
VAR reason = ""
VAR has_compass = false
VAR has_sun = false
VAR trust = 0
VAR counted = 0
VAR hinted = false

-> evening

// --------------------------------------------------------------- 1. the orrery has stopped
=== evening
Ilario: Forgive me. You find me at a bad moment, or a very good one. # emotion: surprised # look: orrery
Ilario: Do you hear that? # pause: 1.5 # look: visitor
*   [I don't hear anything.]
    Ilario: Just so. # gesture: nod
    ~ trust++
*   [The sea? # says: the waves; only the water; the wind and the waves]
    Ilario: Under the sea. There should be a small brass ticking.
*   [Hear what?]
    Ilario: Nothing. That is the trouble with it.
- Ilario: The orrery has stopped. Look, Jupiter is standing still. # look: orrery # gesture: point
Ilario: In twenty-two years I have never known it to stop. I oil it myself, on the first Sunday of the month.
Ilario: It has stopped only once before, they say. In the great frost, in fifty-six. # look: away # emotion: relaxed
*   [What happened in fifty-six?]
    Ilario: The bay froze to the harbour wall. The bell rope of Saint Anne froze too, so nobody could ring the boats home.
    Ilario: And here, the planets stopped. That is all that anyone wrote down.
*   [Machines stop. It's what they do.]
    Ilario: Not this one. Tobias Renn made it, and he was too stubborn a man to make a thing that stops.
*   [Can you mend it?]
    Ilario: I can mend anything that is broken. I am not sure that this is broken. # emotion: relaxed
- Ilario: I have till dark, and two hands. With you it would be four. # look: visitor # gesture: offer
*   [I'm at your service.]
    ~ trust++
    Ilario: Then you have better manners than my assistants ever had. # emotion: happy
*   [Only if there is tea.]
    Ilario: There is always tea. It is too strong. You have been warned. # emotion: happy
*   [I'll watch.]
    Ilario: Watching is most of astronomy. Stand where you like.
- Ilario: Have a look at it, then. Or at anything else here. One never knows what has to do with what.
-> terrace

// --------------------------------------------------------------- 2. the terrace: look where you like
=== terrace
{ clues ? (strip, gap) and not told: -> told }
+   { orrery < 3 } [Look at the orrery. # at: orrery]
    -> orrery ->
+   { not telescope } [Look at the brass telescope. # at: brass-telescope]
    -> telescope ->
+   { not has_compass } [Look at the chart table. # at: chart-table]
    -> table ->
+   { dome < 2 } [Go over to the dome. # at: dome]
    -> dome ->
+   { not star } [Stand on the star in the floor. # at: star-chart]
    -> star ->
+   { has_compass and star and not box } [Lay the compass on the star. # at: star-chart]
    -> box ->
+   { not bench } [Sit down on the bench. # at: bench-1]
    -> bench ->
+   { told and not tea } [What about that tea?]
    -> tea ->
+   [Talk to Ilario.]
    -> asides ->
+   { told and not drawer } [Is there nothing from Roe himself?]
    -> drawer ->
    -> call ->
+   { told and drawer } [I've seen enough. What do we do?]
    -> matches ->
    -> trial ->
    -> judgement
-   -> terrace

= asides
{ asides:
    - 1: -> marta
    - 2: -> sorrel
    - 3: -> first_star
    - 4: -> why_here
    - 5: Ilario: Marta used to say that a hill is a kind of lighthouse that has nothing to say. # look: away
    - else: Ilario: I am listening. Mostly to the orrery. It is rude of me. # look: orrery
}
->->

= marta
Ilario: Twenty-two years I have had the key. Before me it was Marta Quill, and she had it for half a century.
Ilario: She left me the key, a teapot with no lid, and one piece of advice.
*   [What advice?]
    Ilario: "Never mend what you have not looked at." I thought it was about clockwork. # emotion: relaxed
    ~ trust++
*   [Why no lid?]
    Ilario: It fell off the hill in nineteen seventy-one. She said it was happier. # emotion: happy
-   ->->

= sorrel
Ilario: You see the light on the headland? Cape Sorrel. Two white flashes, every ten seconds. # gesture: point
Ilario: It was the last on this coast to give up its keeper. But the keeper of the frost year was sent away.
*   [Why was he sent away?]
    Ilario: They said that he let the lamp go out. Anselm Roe was his name. A boat was lost by it.
    Ilario: His granddaughter Nerea brings my paraffin. She has never once spoken of it to me. # emotion: sad
    ~ trust++
*   [It looks bright enough now.]
    Ilario: It does. I have set my watch by it. One should not hold a grudge against a lamp.
-   ->->

= first_star
Ilario: Hush a moment. # look: away # pause: 1.0
Ilario: There. Over the headland. It hardly twinkles, so it is a planet and no star. They are discs, you see, and not points.
*   [Which planet?]
    Ilario: I would ask the orrery, but it is not on speaking terms with me.
*   [Do you always stop talking for it?]
    Ilario: Always. It came such a long way. # emotion: happy
    ~ trust++
-   Ilario: In the east there is a dark blue band coming up. That is the shadow of the Earth, lying on the air.
Ilario: And the pink above it is called the Belt of Venus. I did not make that up. I wish I had. # emotion: relaxed
->->

= why_here
Ilario: You have not asked me why a man lives on a hill with a machine that tells the wrong time for Neptune. # look: visitor
*   [Why do you?]
    Ilario: I came up to mend one hinge. Marta held the lamp for me, and did not talk for an hour. I thought, here one can think.
    Ilario: When I came down the next morning, I had a key in my pocket. I never found out how she did it. # emotion: happy
*   [It suits you.]
    Ilario: It suits my coat. The rest of me has grown into it. # emotion: happy
-   Ilario: She never said a word about the frost. I asked her once. She said, "It was cold," and counted the spoons.
{ clues ? gap: Ilario: I ought to have counted the pages. # emotion: sad }
->->

// --------------------------------------------------------------- the orrery, three looks
=== orrery
{ orrery:
    - 1: -> strip_of_paper
    - 2: -> sun
    - else: -> sulking
}

= strip_of_paper
Ilario: Six planets, one sun. Nothing bent, nothing loose. Put your ear to the drum. # look: orrery
*   [Listen at the drum.]
    The stone is warm. Behind it something papery shifts when the arm is pushed.
    Ilario: You heard it? So did I. Hold Saturn for me. Gently, he is older than both of us.
*   [Push Mercury with a finger.]
    The arm goes a hair's breadth and springs back. Something rustles.
    Ilario: Ah. That is not the sound of brass. # emotion: surprised
-   Ilario: Here. Under the Moon's little wheel. A strip of paper, folded eight times. # gesture: point # emotion: surprised
~ learn(strip)
Ilario: It must have sat in the works for years, and slipped a tooth today.
*   [What does it say?]
*   [Should we read it?]
    Ilario: It was put where only somebody who mends things would find it. I take that as an invitation.
    ~ trust++
-   Ilario: It says: "Three short, for seven boats. Six came. Forgive the hill." And an M. # emotion: sad # pause: 0.8
Ilario: M. That is her hand. That is Marta's hand. # look: visitor
->->

= sun
Ilario: The paper is out, and still it will not go. So the paper was only the messenger. # look: orrery
*   [Tap the gilded sun.]
    Ilario: Go on, knock at his door.
    It answers like a table, not like a bell.
    Ilario: That is wood! Gilded lime wood. All these years I have polished a piece of furniture. # emotion: surprised
    Ilario: Renn's book says, a sun of brass, hollow, and bright as a mirror on the inside.
    Ilario: So the true one was taken out. And it never came back. # look: away
*   [Count the planets.]
    Ilario: Six. He ran out of brass before Uranus, and out of patience before Neptune.
    Ilario: But look at the sun's neck. A brass collar, and it grips wood. Why would Renn grip wood in brass? # emotion: surprised
    Ilario: That is not his sun. Somebody carved this one.
-   ~ learn(wooden_sun)
->->

= sulking
Ilario: It wants its own sun back. I would sulk too. # emotion: happy
{ clues ? needle: Ilario: And I begin to think that you know where it went. # look: visitor }
->->

// --------------------------------------------------------------- the brass telescope
=== telescope
Ilario: My teacher's teacher ground that lens. Look, but do not move it. I found it so this evening. # look: brass-telescope
*   [Look through it.]
    In the eyepiece stand a square tower and an open belfry, very small and very sharp.
    Ilario: What do you see?
    * *     [The bell tower.]
            Ilario: Saint Anne. Not the lighthouse? I always leave it on the lighthouse. # emotion: surprised
    * *     [You tell me.]
            Ilario: Let me. Saint Anne! I always leave it on the lighthouse. # emotion: surprised
*   [Who moved it?]
    Ilario: The wind, perhaps. Or the cleaning lady, if I had one. Look, it stands on Saint Anne's belfry.
-   ~ learn(aim)
Ilario: There is an old screw here, on the tripod. A stop. It lets the tube come round to that tower and no further.
Ilario: Somebody once wanted to find that belfry quickly, in the dark, with cold hands. # look: visitor
{ clues ? strip: Ilario: "Three short, for seven boats." One could see from here whether the bell was being rung. }
->->

// --------------------------------------------------------------- the chart table
=== table
{ table == 1: -> log | -> compass }

= log
Ilario: Charts, a compass, two books. One is the log of the observatory. The other is about bees. # look: chart-table
*   [Open the log at the frost year.]
*   [Open the book about bees.]
    Ilario: A wise choice on any other evening. It has a pressed violet at the chapter on swarming.
    Ilario: Now the log. # emotion: happy
-   Ilario: February. Every night has its page. Cloud, wind, what was seen, who was awake.
Ilario: The ninth. The tenth. The twelfth. # pause: 0.8
~ learn(gap)
Ilario: There is no eleventh. It was cut out, and with a good blade. # emotion: surprised
*   [Who kept the log then?]
    Ilario: Marta. She was twenty-four and alone up here that winter.
*   [What's on the twelfth?]
    Ilario: Only this: "Clear. Wrote to A. R. He says let it lie." And then nothing till Sunday.
-   Ilario: Marta never cut a page in her life. She scolded me for folding one. # look: away # emotion: sad
->->

= compass
The little compass lies on the chart and points steadily across the bay.
Ilario: Marta's. She carried it to church. Take it along, if you like it. # gesture: offer
*   [Take the compass.]
    ~ has_compass = true
    Ilario: Tell me if it gets ideas.
*   [Leave it.]
    Ilario: As you like. It has waited for longer.
-   ->->

// --------------------------------------------------------------- the dome
=== dome
{ dome == 1: -> sill | -> coat }

= sill
Ilario: It came up this hill in forty-one pieces, on mules. The mules are not in the log either. # look: dome # emotion: happy
*   [Is the great telescope in use tonight?]
    Ilario: On every clear night. But first I should like to know what my own terrace is doing.
*   [Turn the hand wheel.]
    Ilario: Eleven minutes for a full turn. You would miss supper.
-   Ilario: Look at the sill, though. By the door. # gesture: point
Three short scratches are cut in the stone, then a gap, then three more; a hand's breadth of them.
~ learn(stones)
Ilario: I took those for the mason's marks. But they are not on any other stone. # emotion: surprised
*   [Three short.]
    ~ trust++
    { clues ? strip:
        Ilario: Three short. As on the paper. Somebody sat here and kept count.
    - else:
        Ilario: Three, and three, and three. Like somebody counting flashes, or hours.
    }
*   [Seven groups?]
    ~ trust++
    Ilario: You are quick. Seven groups. And the seventh is not finished. # emotion: sad
-   ->->

= coat
Ilario: Seven groups, and the last of them is two strokes long. She stopped in the middle of it.
Ilario: I have hung my coat over that stone for twenty-two years. # emotion: sad
->->

// --------------------------------------------------------------- the bench, and tea
=== bench
The slats are still warm from the day. From here one sees the whole bay at once: the town, the headland, a black rock between them.
Ilario: That is where Nerea sits, when she has carried up the paraffin. Ten minutes, by my watch. Then she goes. # look: bench-1
*   [What does she look at?]
    Ilario: At the rock. The Sow, they call it. It has a back like one. I always took it that she was counting the gulls.
*   [Do you two talk?]
    Ilario: About the price of paraffin. It is a long subject, but it is not a deep one. # emotion: relaxed
*   [Say nothing, and look.]
    ~ trust++
    Ilario: Just so. That is exactly what she does. # emotion: relaxed
-   Ilario: In August the water glows there at night, when somebody stirs it with an oar. Tiny creatures. They light up when they are upset.
Ilario: I have always thought that a very fair arrangement. # emotion: happy
{ clues ? stones: Ilario: From the sill of the dome one sees the same piece of water. I only notice it now. The same rock, in the middle. # look: dome }
->->

=== tea
Ilario: You are right. One should not open old wounds on an empty stomach. Here. # gesture: offer
It is black as a boot, and there is honey in it, and it is exactly what was wanted.
*   [It is very strong.]
    Ilario: It was brewed at four. I like to give it time to form an opinion. # emotion: happy
*   [Thank you.]
    Ilario: Marta drank it like this on cold nights, and she had a good many of them. # emotion: relaxed
    ~ trust++
-   Ilario: I keep thinking of Roe, up on that gallery, with his hammer. He must have seen her light. # look: away
Ilario: He knew that hill as well as his own stairs. He must have stood there, knocking off ice, and counted: one, two, three.
*   [Then he knew before she told him.]
    ~ trust++
    Ilario: Then he knew before she told him. Yes. And had all night to think about what he would say. # emotion: sad
*   [Perhaps the ice hid it.]
    Ilario: Perhaps. I find that I do not want it to. # emotion: relaxed
-   Ilario: Two people were awake on that coast, each with a lamp, and neither could reach the other. It is a good thing to have telephones. # look: visitor
->->

// --------------------------------------------------------------- the star in the floor: the first improv window
=== star
Ilario: Blue slate and brass, from nineteen hundred and two. It is polished by shoes alone. # look: star-chart
Ilario: By custom one makes no wish on it. One asks it a question, and then goes and looks for the answer oneself.
# hesitates: It need not be a great one. Somebody once asked it where his other glove was.; Some ask about a person, and some about a road that they did not take.
# refuses: Then do not say it aloud. The slate is not particular.
# cross: It has been called worse. It is only a floor, and still people stop on it.
# asks: That stands in no log of mine.
# partly: And why that, of all things?; And what would it change, if you knew?
# strays: And the star is still lying there. What would you ask it?; You have an eye for everything but what is under your feet. What would you ask it?
# knows: What do other people ask it? What is usually asked? Children ask it about their dogs, and grown people about money. They make the same face while they do it.
# knows: What would you ask it yourself? What did you ask it? I asked it once where I ought to live. Then I went and looked, and I had a key in my pocket.
# knows: Did you find the answer? Did it help you? I think so. I am still here.
# knows: Can you give me an example? What sort of question? Somebody asked it last week whether one may keep an umbrella that was borrowed nine years ago. He looked very grave.
# knows: Who began with this custom? Since when do people do that? Nobody knows who began with the asking. It was the custom already when Marta came.
Ilario: So. What would you ask it? # look: visitor # gesture: open_hand
~ improv("Find out, kindly, which question the visitor would ask the star in the floor, and why it matters to them", 4)
*   [It's asked. # when: goal # sets: question]
    Ilario: That is a good one. I have heard people ask it for less. # emotion: happy
    { question != "":
        ~ remember(question)
    }
    ~ trust++
*   [I'll keep mine to myself. # when: turns]
    Ilario: The best ones are kept. I shall not ask the floor to tell me.
*   [Where did the sun go?]
    ~ question = "where did the sun go"
    Ilario: Ha! Then look for it yourself. That is the rule. # emotion: happy
-   Ilario: Marta would stand here at dusk, just on the west point. The brass is brightest there. Do you see?
{ has_compass:
    Ilario: What is the matter with your compass? # look: visitor # emotion: surprised
    ~ learn(needle)
- else:
    { clues ? wooden_sun: Ilario: And just here her compass never behaved. She blamed the iron in her boots. }
}
->->

=== box
The needle swings, trembles, and lies down along the brass to the west point of the star.
~ learn(needle)
Ilario: Slate has no iron in it. Brass has none. # emotion: surprised
*   [Something under the slab has.]
    ~ trust++
*   [Then the compass is broken.]
    Ilario: It was right on the table. It is right now. We are wrong. Help me with this edge.
-   Ilario: There is a gap one could get a palette knife into. I happen to have a palette knife.
The west point lifts like the lid of a desk. Under it stands an iron cash box, wrapped in sailcloth.
*   [Open it.]
    Ilario: No. You. It was you who asked it. # gesture: offer
*   [You open it. She was your teacher.]
    ~ trust++
    Ilario: Thank you. My hands are not as steady as they ought to be. # emotion: sad
-   ~ has_sun = true
In the box lies a hollow globe of brass, split like a fruit. The inside is bright enough to shave in. It is black with lamp soot on one side.
Ilario: Renn's sun. She put a lamp into it. # emotion: surprised # pause: 1.0
Ilario: She took the sun out of the sky, and put a lamp into it, and stood here. # look: away
{ clues ? strip: Ilario: Three short. For seven boats. } 
And under the globe, cut out with a good blade, lies the page of the eleventh.
->->

// --------------------------------------------------------------- 3. what happened
=== told
Ilario: Wait. Sit, if you like. I think I know what we are looking at. # look: visitor # emotion: relaxed
~ light("lantern", 0.6)
Ilario: The eleventh of February. Sea smoke on the bay, so thick that you could lean on it. Seven boats out. # look: away
Ilario: The bell rope was a rod of ice. And on Cape Sorrel the lamp was lit, but the glass was blind with rime.
*   [So nobody could see it.]
    Ilario: So nobody could see it. Anselm Roe was up on the gallery with a hammer, knocking off ice, all night long.
*   [And Marta was here.]
    Ilario: And Marta was here. Above the smoke. With a clear sky over her, and no one to tell about it.
-   Ilario: She could hear the engines. She knew every one of them. { clues ? strip: And so she made a light. }
{ clues ? wooden_sun: Ilario: The sun of the orrery, with a lantern inside. The only mirror on this hill that one can carry. }
{ clues ? stones: Ilario: Three short flashes, and a stroke on the sill. And again, for every boat that she heard come round. }
Ilario: Not two flashes, like Cape Sorrel. She was careful of that. Three, so that nobody should take her for it. # look: visitor
*   [But somebody did.]
    Ilario: But somebody did. # emotion: sad
    ~ trust++
*   [Six came home.]
    Ilario: Six came home. # emotion: relaxed
*   [And the seventh?]
-   Ilario: It must have been so. The Kittiwake counted two. She missed a flash in the smoke. She turned in, a mile too soon, and went up on the Sow.
Ilario: That is the black rock{ bench:, the same one|, there, with the gulls}. # gesture: point
*   [Were there people lost?]
    Ilario: None. They walked ashore over the ice at daybreak, three men and a dog. But the boat was gone, and the boat was all they had.
*   [And they blamed the lighthouse.]
    ~ trust++
    Ilario: You have met people before. # emotion: sad
-   Ilario: The town said that Roe had let his lamp go out. By spring he was sent inland, to mind a canal. # emotion: sad
Ilario: And Marta cut out the page. # pause: 1.0
{ has_sun:
    -> page ->
- else:
    Ilario: I wish I had that page. I would give a good deal to know what she wrote on it. # look: orrery
}
-> terrace

=== page
Ilario: Now I have it in my hand, and I do not like to read it. # look: visitor
*   [Read it.]
*   [I'll read it, if you can't.]
    Ilario: That is kind. No. It is my job, I keep the log. # emotion: relaxed
    ~ trust++
-   Ilario: "Lit the sun at ten past nine. Three short. Counted six home by four. The Kittiwake read me as Sorrel. It was my light." # emotion: sad
Ilario: "Went to A. R. to say so. He would not have it. He says: six boats, Marta. Let them have a lighthouse that failed them once." # pause: 0.6
Ilario: "Sooner that, he says, than a hill which they can never trust again, on the night they need it." # pause: 1.2
*   [He chose it.]
    Ilario: He chose it. And she let him. For half a century she let him. # look: away
*   [That's a good man.]
    Ilario: Yes. And his granddaughter carries my paraffin up the hill, and thinks that he fell asleep. # emotion: sad
-   ->->

// --------------------------------------------------------------- the drawer: what Roe wrote
=== drawer
Ilario: From Roe? No. That is, wait. The chart table has a drawer. It sticks, so I stopped opening it. # look: chart-table
*   [Pull it.]
    Ilario: Not like that. One lifts it and thinks of something else. There. # emotion: happy
*   [Lift it, and then pull.]
    ~ trust++
    Ilario: Twenty-two years, and you do it at the first try. There. # emotion: surprised
-   Inside lies a bundle of picture postcards, tied with a bootlace. Every one of them shows the same canal lock.
Ilario: There must be forty. One for each year. They are all addressed to M. Quill, on the hill. # emotion: surprised
*   [Read the first.]
    Ilario: "Dear Miss Quill. The lock keeps itself. I have a garden, two hens and no fog. You are not to worry." # pause: 0.6
    Ilario: "I am told that the hill was lit again on a bad night in November. I slept very well. A. R."
*   [Read the last.]
    Ilario: "Dear Marta. My eyes are not what they were. But on clear evenings I go up the bank and look west." # pause: 0.6
    Ilario: "One cannot see you from here. I look all the same. It is a habit of the trade. Anselm." # emotion: sad
-   Ilario: So she went on. On bad nights she went on lighting it, and never put one word in the log. # look: away
Ilario: And from the canal he wrote to her, once a year, that he was well. As one signals: still here, still here.
*   [That sounds like forgiveness.]
    ~ trust++
    Ilario: It sounds like two people who had agreed on something, and each made sure that the other could bear it. # emotion: sad
*   [Or like loneliness.]
    Ilario: That too. There is a good deal of it on hills and on canals. It is the same thing at different heights. # emotion: relaxed
-   Ilario: Look at this one, though. The eighth of March, nineteen eighty-one. It is in a different ink. # look: chart-table
Ilario: "The little one is six. She asked me what I did before the lock. I said that I kept a light." # pause: 0.6
Ilario: "She asked me whether it had been a good one. I found that I could not lie to her. I said: it was out, once, for one night." # emotion: sad
*   [The little one is Nerea.]
    Ilario: The little one is Nerea. He told her the lie because it was the kinder lie. And she has carried it up my hill ever since.
*   [He could have told her.]
    ~ trust++
    Ilario: He had promised. I think that it was the hardest night of the two, that one. And nobody kept a log of it.
-   Ilario: Put them back as they were. Bootlace and all. I shall have to learn to open that drawer. # emotion: relaxed
->->

// --------------------------------------------------------------- the telephone: she is not only a name
=== call
Somewhere inside, under a good deal of paper, a telephone rings.
Ilario: That is Nerea. She rings on the evening before she comes, to ask how many cans. # emotion: surprised # look: away
*   [Aren't you going to answer?]
    Ilario: I have forty postcards from her grandfather on my table. What does one say? # emotion: sad
*   [Take it. I'll hold the postcards.]
    ~ trust++
    Ilario: Hold them upside down. I do not want him to watch me at it. # emotion: happy
-   He brings it out as far as the wire will go, and stands in the doorway with it like a man who has been handed a goose.
Ilario: Observatory. Yes. Good evening, Nerea. Two cans. No. Well, perhaps three. # look: away
A small quick voice says something about the wind, and that she is going out to lift the pots before it is quite dark.
Ilario: She asks whether everything is all right up here. I never know what to do with that kind of question. # look: visitor
*   [Tell her that you've found something.]
    ~ hinted = true
    Ilario: We have found something, Nerea. No, nothing is broken. It is old. I shall tell you, but not by telephone. # look: away
    The voice is quiet for a breath. Then it asks whether it should bring the good biscuits.
    Ilario: Yes. I think that this is a case for the good biscuits. # emotion: happy
*   [Ask about her grandfather.]
    ~ trust++
    Ilario: Nerea. Your grandfather, at the canal. What did he do of an evening? # look: away # emotion: sad
    There is a pause, in which one hears a gull at her end of the wire, and a moment later at ours.
    Ilario: She says that he went up on the bank after supper, and looked west. She thought that he liked the sunset. # look: visitor # pause: 1.0
*   [Say that all is well.]
    Ilario: All is well. The orrery has stopped, but it does that every seventy years. # look: away
    Ilario: Good night, Nerea. Mind the Sow. # pause: 0.8
    Ilario: I have said that to her every week for eleven years. Mind the Sow. To her, of all people. # look: visitor # emotion: sad
-   The receiver goes back on its hook with a small brass ping.
Ilario: She is fifty-one. She goes round that rock alone, at dusk, and believes that her grandfather fell asleep. # look: away
*   [Then it isn't only about the dead.]
    ~ trust++
    Ilario: No. I was hoping that you would not notice. # emotion: sad
*   [She sounded happy.]
    Ilario: She is. That is what makes it so hard to say what one would be mending. # emotion: relaxed
-   Ilario: For as long as nobody looks at a thing, it can be left alone. Now we have looked. # look: visitor
->->

// --------------------------------------------------------------- the lamps: before it is decided
=== matches
Ilario: It is time for the lamps. Help me with that, and we shall talk while we have something to do. # look: visitor
Ilario: One thinks better with a match in the hand. Take the left side, I take the right.
~ light("lantern", 0.85)
*   [Why do you keep them so low?]
    Ilario: For the eyes. It takes them twenty minutes to learn the dark, and one bright lamp to forget it. # emotion: relaxed
    Ilario: Marta would not strike a match up here after sunset. I thought that it was for the stars.
*   [Are you afraid of the dark?]
    Ilario: I? No. I know everybody in it. # emotion: happy
    Ilario: But I was, the first winter. The wind gets into the dome and walks about in there. It has a limp.
-   Ilario: I will tell you what I am afraid of. # look: away # pause: 0.8
Ilario: That somebody will come up here one day and want to know how it was with Marta Quill. And I shall say: she was kind.
Ilario: And it will be true. And it will not be enough. # emotion: sad
*   [It's enough for most people.]
    Ilario: Most people are not on trial. She is, a little. Since about half an hour.
*   [You knew her. I only know the clues.]
    ~ trust++
    Ilario: That is why I want to hear it from you. I have loved her too long to count properly. # look: visitor
*   [Light the last lamp.]
    The wick takes, and draws itself up small, and the terrace is round again.
-   Ilario: There. Now one can see one's own feet, and nothing else. It is a good light for deciding things. # emotion: relaxed
Ilario: When I was a boy, my father had a boat. Not here. I used to stand on the wall and hold up a lamp for him. # look: away
Ilario: He told me once that he had never seen it. Not one single time. He said that he came home by knowing that I stood there.
*   [Did you go on standing there?]
    Ilario: Of course. Every night. He might have been wrong about not seeing it. # emotion: happy
    ~ trust++
*   [That's a lot to put on a boy.]
    Ilario: It was. But it is also a great deal to give one. # emotion: relaxed
-   ->->

// --------------------------------------------------------------- a trial: how easily one loses a flash
=== trial
Ilario: Before I ask you anything, I want to know something that stands in no book. # look: visitor
Ilario: How easily does one lose a flash? Turn round. Look at the dome, and not at me. # gesture: point # look: dome
~ light("lantern", 0.1)
*   [Look at the dome.]
    Ilario: Good. You are the Kittiwake. You are late, you are cold, and you have been up since three. # look: visitor
*   [Who am I supposed to be?]
    Ilario: The Kittiwake. Three men and a dog. You are cold, and you would give a good deal to see a light. # look: visitor
-   The copper holds the last of the sky, and nothing else.
Ilario: I have the lantern under my coat. When I lift it, there will be a spot of light on the dome. Count. # pause: 1.0
~ light("lantern-left", 2.0)
It comes, a smear of yellow on the green, and goes. It comes again, thinner. Something walks across the glass, a moth perhaps. Then it is dark. # pause: 1.5
~ light("lantern-left", 0.1)
Ilario: Well? # look: visitor
*   [Two.]
    ~ counted = 2
    Ilario: It was three. The third had a moth in front of it. # emotion: sad
    Ilario: You were on dry land, with your back to a wall, and nobody's bread depended on it. And you read me as Cape Sorrel.
*   [Three.]
    ~ counted = 3
    ~ trust++
    Ilario: Three. The last one had a moth in front of it. You have good eyes, and dry feet. # emotion: happy
    Ilario: Now do it with ice on the window, in a boat that goes up and down, and one of the three behind a wave.
*   [I couldn't say.]
    ~ counted = 1
    Ilario: That is the most honest watch that was ever kept on this bay. # emotion: relaxed
    Ilario: But a skipper may not say it. He has to turn the wheel to one side or the other.
-   ~ light("lantern", 0.85)
Ilario: So nobody was careless, that night. I should find it easier, if somebody had been. # look: away
*   [Why only three flashes?]
    Ilario: What else had she? Four take longer. And in smoke every flash is a coin, and the floor is full of cracks. # emotion: relaxed
*   [She could have sent somebody down.]
    Ilario: There was nobody to send. There was a stove, a kettle, and a cat that was afraid of the stairs. # emotion: happy
*   [Six boats counted right.]
    ~ trust++
    Ilario: Six boats counted right. One ought to say that as loudly as the other thing. # look: visitor
-   Ilario: And still I stood behind you just now, and heard myself hold my breath. For a spot on a dome. # look: away
Ilario: She did that seven times, with people on the other end of it. And then she went in and wrote it all down, in good ink.
->->

// --------------------------------------------------------------- 4. was she right? the second improv window
=== judgement
{ judgement > 1: -> what_now }
{ has_sun and not page:
    -> page ->
}
Ilario: Before we do anything. I should like to ask you something, since you came from outside and owe nobody here. # look: visitor
{ counted:
    - 2: Ilario: You have counted two yourself, with your own eyes. Bear that in mind, when you answer.
    - 3: Ilario: You have counted three. So it could be done, and one boat did not do it. Bear both in mind, when you answer.
}
# hesitates: You need not be sure. I have had her key for twenty-two years, and I am not.; Begin with the easier half. Which of the two would you rather have been, that winter?
# refuses: I can see why one would not like to. I only ask because there is nobody else on the hill.
# cross: You may be cross with her. I have been, since about tea.; They are dead, and the paraffin still comes up the hill. That is why I ask.
# asks: That stands on no page that I have read.
# partly: And what makes you say so?; And why?
# strays: Yes. But Marta will not let go of my sleeve. Was she right?; I would rather talk of that too. But was she right?
# knows: What did Roe lose? What happened to Roe afterwards? His post and his good name. They sent him inland, to mind a canal.
# knows: Did she ever write to him? Did the two ever speak of it? She wrote to him the next day. It stands in the log. He said, let it lie.
# knows: Did anybody drown that night? Were people lost? Nobody. Three men and a dog walked ashore over the ice. But the boat was all that they had.
# knows: What would have happened if she had told? Why did she not tell? No skipper would have trusted a light on this hill again, on the night that he needed it.
# knows: What do you think? What would you have done in her place? I do not know what I should have done. I was not cold that night, and I had no boats to count.
# knows: Did Roe ever find out? Did Roe know it was her? He must have seen her light. A man who counts flashes for his bread does not forget three.
# knows: Does Nerea know? What does his granddaughter believe? She believes to this day that he fell asleep.
Ilario: Marta kept silent for a good reason, and somebody else paid for it. Was she right?
~ improv("Hear out whether the visitor thinks that Marta was right to keep silent about the light, and what their reason is; argue a little for the other side", 5)
*   [That's my answer. # when: goal # sets: verdict, reason]
    { verdict:
        - she_was_right: Ilario: Then you are kinder to her than she was. # emotion: relaxed
        - she_was_wrong: Ilario: I think that she thought so too. Otherwise one does not hide a page. One burns it. # emotion: sad
        - else: Ilario: That is honest. I have had an hour less than you to be sure, and I am not.
    }
*   [I can't judge it. # when: turns]
    Ilario: No. Perhaps nobody can who was warm that night. # emotion: relaxed
*   [She was right.]
    ~ verdict = she_was_right
    Ilario: Six boats in the harbour do make a strong argument. # gesture: nod
*   [She was wrong.]
    ~ verdict = she_was_wrong
    Ilario: She had fifty years to say one sentence. It is hard to get round that. # emotion: sad
-   Ilario: Well. It is nearly dark, and there is something lying on the table that was not there this morning. # look: chart-table
Nobody but the two of us knows.
-> what_now

=== what_now
Ilario: What would you have me do? # look: visitor # gesture: open_hand
*   [Write it into the log. Put it back where it was.]
    -> ending_page
*   [Tell Nerea tonight. Use the lantern.]
    -> ending_light
*   [Let it lie. He asked for that.]
    -> ending_quiet
*   { has_sun } [Give the orrery its sun back. But light it first.]
    -> ending_sun
*   { not has_sun } [Let me look round once more.]
    Ilario: Then be quick. It is nearly dark. # look: away
    -> terrace

// --------------------------------------------------------------- endings
=== ending_page
Ilario: Yes. That is what a log is for. # gesture: nod
{ has_sun:
    He lays the cut page into its place and runs a line of paste along the edge.
    Ilario: The eleventh of February. There. It took her one night to write, and us one evening to file.
- else:
    He takes the pen, finds the narrow stub between the tenth and the twelfth, and writes along it, very small.
    Ilario: "Three short, for seven boats. Six came. M. Q. made a light." And tonight's date, so that nobody is fooled.
}
{ verdict == she_was_right: Ilario: And I shall add that a stranger thought her right. { reason != "": Because of this: {reason}.} That belongs to the weather of the day. }
{ verdict == she_was_wrong: Ilario: And I shall add that a stranger thought her wrong, and was polite about it. }
*   [Will Nerea read it?]
    Ilario: The log is open to the public on Tuesdays. Nerea comes on Tuesdays. I have never been so early with anything. # emotion: happy
*   [And the town?]
    Ilario: A town reads slowly. It read the first version for long enough. # emotion: relaxed
-   { hinted: Ilario: I have promised her news. She shall have the page first, and the good biscuits after it. # look: visitor }
Ilario: Listen. # pause: 1.5 # look: orrery
It is not ticking. But the Moon has moved, by the width of a tooth.
~ remember("Together we put the missing night back into the observatory's log.")
Ilario: I shall take that as a yes. # emotion: happy
-> the_end("The Page")

=== ending_light
Ilario: Now? She is out there. That is her masthead light, by the harbour mouth. # look: away # emotion: surprised
~ light("lantern", 0.15)
Ilario: Then a lantern it is. My hat will do for a shutter. How many?
*   [Three short.]
    ~ trust++
    Ilario: Three short. Of course. What else. # emotion: happy
*   [Two, like Cape Sorrel.]
    Ilario: No. No, I think that we have had enough of that mistake. Three. # emotion: relaxed
-   He lifts the lantern onto the balustrade. One. Two. Three. # sound: shutter
~ light("lantern-left", 1.4)
Ilario: And now we stand here like two fools on a hill. # pause: 2.0 # emotion: relaxed
Far down on the water the small yellow light goes out, and on, and out, and on, and out. # pause: 1.5
Ilario: She answered. Three! Who on earth taught her three? # emotion: surprised
*   [Her grandfather.]
    Ilario: Her grandfather. He knew, and he taught her the sign, and he never told her what it was for. # emotion: sad
*   [Ask her yourself.]
    Ilario: I shall. She is turning in. She will be at the steps in a quarter of an hour, and I have no lid for the teapot. # emotion: happy
-   ~ light("lantern", 1.0)
{ hinted: Ilario: And she has the good biscuits on board, unless she has eaten them from curiosity. # emotion: happy }
{ verdict == she_was_wrong: Ilario: You said that she should have told them. Well. Somebody is going to. Stay near me, will you? # look: visitor }
{ verdict == she_was_right: Ilario: You said that she was right. I shall tell Nerea that too. She ought to hear both sides of a hill. # look: visitor }
~ remember("Together we signalled Nerea's boat with three short flashes, and she answered.")
Ilario: Put the kettle on. I want to go on standing here for a moment. # look: away # emotion: relaxed
-> the_end("The Light")

=== ending_quiet
Ilario: Yes. He asked for that. # emotion: relaxed
Ilario: It is a hard thing, to keep a promise that somebody else made. # look: away
He folds the strip of paper eight times, and slides it back under the Moon's little wheel.
*   [Does that not jam it again?]
    Ilario: Not if one folds it as she did. She was a careful woman. It was I who was careless with the oil. # emotion: happy
*   [Are you sad?]
    Ilario: A little. It is a good sort. It has somewhere to go. # emotion: sad
-   Ilario: I shall do one thing, though. On Tuesday I shall pay Nerea for the paraffin, and I shall ask about her grandfather.
Ilario: Not what he did. What he was like. Nobody has asked her that, I think. # look: visitor # emotion: happy
{ reason != "": Ilario: You gave me a reason, before. I shall think about it when I oil the thing. }
{ hinted: Ilario: I told her that we had found something. So I must find something else. There is a very fine beetle in the log of nineteen thirty. # emotion: happy }
The Moon shivers, and goes on; and after it, one by one, the planets.
~ remember("We kept the secret of the frost night.")
Ilario: There. That is a sound which one only hears when it comes back. # look: orrery # emotion: relaxed
-> the_end("The Quiet")

=== ending_sun
Ilario: Light it. # pause: 1.0 # emotion: surprised
Ilario: You want to show them. Not tell them. # look: visitor
*   [Seven times three. For all seven boats.]
    ~ trust++
    Ilario: Seven. And the last one finished, this time. # emotion: happy
*   [Once would be enough.]
    Ilario: No. Seven. She only got to two strokes on the last one. We owe the hill a stroke. # emotion: relaxed
-   ~ light("lantern", 0.0)
The lanterns go down, one after the other, till there is only the sky.
He wipes the soot from the brass with his sleeve, and sets the wick, and closes the globe but for a hand's breadth.
Ilario: Hold my coat. And count for me, will you? My teacher did it alone, but I am not as good as my teacher.
*   [One. Two. Three.]
*   [Count in silence.]
-   A blade of light goes out over the bay and comes back, and goes, and comes back, and goes. # sound: shutter
~ light("dome", 2.0)
Ilario: Six. # pause: 1.2
Ilario: And seven. # pause: 0.6
For a while nothing happens. It happens for quite a long time. # pause: 2.0
Then, in the dark over the water, the bell of Saint Anne begins to ring, and it is not the hour. # sound: bell
Ilario: They saw it. Somebody down there was old enough. # emotion: surprised # look: away
*   [Look. The boats.]
    Ilario: Masthead lights. One, two. That one is Nerea. Three. They are putting out, just to look at us. # gesture: point # emotion: happy
*   [Say something.]
    Ilario: I have been quiet up here for twenty-two years. I am quite out of practice. # emotion: sad
-   Ilario: They will come up the hill with questions, all of them at once. And I shall read them the page. # look: visitor
{ verdict == she_was_wrong: Ilario: You thought her wrong. So she was, for fifty years; and right, for one night. I shall read out both. }
{ verdict == she_was_right: Ilario: You thought her right. I shall read out Roe's part first, then. He ought to be right before her, for once. }
{ question != "": Ilario: And you asked the floor a question, before. { question == "where did the sun go": There. It went out, and it came home. | I hope that this helped you to look. } }
~ light("lantern", 1.0)
He lets the brass cool, opens the collar, and lays the wooden sun in your hands. The true one goes in with a click.
Mercury moves first. He always was in a hurry. # look: orrery
~ remember("We found Renn's sun under the star and lit it for the seven boats.")
Ilario: Keep the wooden one. Somebody carved it for her, so that no one should notice. I can guess who. # emotion: happy
*   [Anselm.]
    Ilario: He had a great deal of time, at that canal. # emotion: relaxed
*   [She did it herself.]
    Ilario: Marta could not have carved a potato. It was somebody with a knife, and long evenings, and nothing to reproach her with. # emotion: happy
-   { trust >= 6: Ilario: You may have the key on Thursdays. I mean that. Somebody has to learn about the oil. # gesture: hand_on_chest }
-> the_end("The Sun")

=== the_end(name)
~ temp seen = LIST_COUNT(clues)
Ilario: { trust >= 5: Come again when it is clear. Come when it is not clear, too. | Good night. Mind the steps, they are older than they look. } # look: visitor # gesture: wave
The Frost Night. Ending: {name}. You found {seen} of {LIST_COUNT(LIST_ALL(clues))} traces. # ending: {name}
-> END

// --------------------------------------------------------------- functions
=== function learn(clue)
    { clues ? clue:
        ~ return false
    }
    ~ clues += clue
    ~ return true

// What other ink players do in their place.
=== function light(lamps, level)
    ~ return
=== function show(thing)
    ~ return
=== function hide(thing)
    ~ return
=== function remember(fact)
    ~ return
=== function improv(goal, turns)
    ~ return

