"""Clips worth watching: each asks a question, and what is played answers."""

from __future__ import annotations

from rnn_demo.exhibits.video.knobs import VideoKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[VideoKnobs]] = {
    "first": Preset(
        "How many frames does it take?",
        "A person signs “hello”, in 24 frames. After how many of them does the network know?",
        "After two. The first frame says “bye” with 0.718, the second changes the answer by 2.8 "
        "bits to “hello”, 0.984, and nothing later takes it back. It is so with most clips: after "
        "the first frame 89 % of them are named rightly, after the second 99 %. These signs are "
        "postures more than movements.",
        VideoKnobs(),
    ),
    "wrong": Preset(
        "Another “hello”",
        "A second “hello”. The network knows it after the first frame. Will it still know at the "
        "end?",
        "No: **this is a failure**. It is right up to frame 19 and sure of it, 0.999 and more, "
        "then the hand has turned to where “bye” is signed, and the last frame says “bye”, 0.820. "
        "It answers for what it sees now and forgets what it was sure of; of the 176 test clips it "
        "is wrong in the end about two, both of “hello”.",
        VideoKnobs(clip="hello 67"),
    ),
    "backwards": Preset(
        "The same clip, backwards",
        "Now the last frame comes first. With which word does it end?",
        "With the right one: “bye” to frame 8, then “hello”, 0.994. In this clip the order decides "
        "what is said in the end. In most it does not: played backwards all 176 are named rightly "
        "in the mean of three networks, no fewer than forwards (98.9 %). Nobody’s “come” becomes a "
        "“go” here, because no two of these eleven signs are each other’s reverse.",
        VideoKnobs(clip="hello 67", order="backwards"),
    ),
    "shuffled": Preset(
        "Shuffled",
        "The frames of the first clip in an order by chance. A network that follows movements "
        "should fall to chance, 1 in 11. Does it?",
        "No, it hardly notices: 99.4 % of the shuffled test clips are named rightly in the end. "
        "The control **fails**, and that says something about the clips: any one frame tells the "
        "word. Logistic regression on the mean of the frames, which knows no order at all, names "
        "all 176. Choose another seed for another order.",
        VideoKnobs(order="shuffled"),
    ),
    "lost": Preset(
        "Hands lost",
        "If any frame will do, why a recurrent network? Let the finder of hands fail in three "
        "frames of four. What does the network say in between?",
        "It holds on to what it saw, less and less sure: after frame 6 “sad” stands at 1.000, "
        "three frames without hands later still at 0.837. It does not hold for ever: seven frames "
        "without hands at the end, and it says “hungry”, 0.510. On the test clips with hands lost "
        "like this, 81 % of all frames are named rightly. Logistic regression on each frame alone, "
        "which forgets everything, names 58 %, and on the mean of the frames so far 61 %. But a "
        "rule written by hand names 91 %: **keep the last answer while no hand is seen**. Whoever "
        "knows what fails needs no network to wait; the state h had to learn when to keep an "
        "answer, from streams that seldom lose a hand.",
        VideoKnobs(clip="sad 64", lost=0.75),
    ),
    "joined": Preset(
        "Two words in one stream",
        "After “happy” the same person signs “thank you” at once, and nobody tells the network. "
        "How many frames does it need to let go of the first word?",
        "One. The first frame of the second clip still says “happy”, 0.693, the next one “thank "
        "you”, 0.998. It was trained on such streams. Of the test clips that follow another word, "
        "98.9 % are named rightly in the end.",
        VideoKnobs(clip="happy 64", then="thank you 64"),
    ),
    "nothing": Preset(
        "A word for nothing",
        "The hands are hidden all the time. What does the network call a person whose hands it "
        "never sees?",
        "“I love you”, 0.694 in the end: **another failure**. It has no word for “nothing” and "
        "must choose one of eleven, and it guesses from where elbows and wrists are. A program "
        "that listens all day needs a twelfth answer, and clips of people who do not sign.",
        VideoKnobs(clip="hello 64", hands="none"),
    ),
    "mirror": Preset(
        "A left-handed signer",
        "“Father”, seen in a mirror, as a left-handed person would sign it. The person in the "
        "clips signs it with the right hand only. Does the network know it?",
        "It says “hello” and is quite sure, 1.000: **a failure with full confidence**. 77 % of the "
        "mirrored test clips are named rightly, because many signs were recorded with either hand "
        "or with both, but “father” was not. The probabilities hold for clips like those that they "
        "were calibrated on, and a left-handed signer is not like them.",
        VideoKnobs(clip="father 64", mirrored=True),
    ),
    "far": Preset(
        "From the back row",
        "The person is half as large and stands at the side of the picture. What changes?",
        "Nothing in the first three digits: points are counted from the middle of the shoulders, "
        "in shoulder widths, before the network reads them. What this cannot show: whoever finds "
        "the points in a picture is less exact about a small person. Try “trembling points” among "
        "the knobs.",
        VideoKnobs(size=0.5, aside=0.2),
    ),
}
QUESTIONS = Questions(
    "video",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
