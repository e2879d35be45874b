"""The list of pages, from which the navigation, the home page and the tests are made."""

from __future__ import annotations

from rnn_demo.catalogue.entry import HOME_STEM, PageEntry

HOME = PageEntry(
    HOME_STEM,
    "Home",
    "Recurrent neural networks that you can read, run and look into, along one lecture.",
)
SECTIONS = {
    "": (HOME,),
    "Text": (
        PageEntry(
            "write",
            "Write",
            "An LSTM and a GRU write text side by side, character by character, and show how "
            "surprised they are by each.",
            topics=(
                "Recurrent network",
                "Modelling sequences",
                "Many to many, synchronous",
                "LSTM at work",
                "GRU at work",
            ),
            side_topics=("Inside an LSTM",),
        ),
        PageEntry(
            "score",
            "Score my text",
            "Your own text, coloured by how surprised each trained model is, in bits per "
            "character, and which of them would have written it.",
            topics=(
                "Modelling sequences",
                "Many to many, synchronous",
                "LSTM at work",
                "GRU at work",
            ),
        ),
        PageEntry(
            "sentiment",
            "Sentiment",
            "An LSTM reads a film review word by word and shows which words made up its mind.",
            topics=("Many to one",),
        ),
        PageEntry(
            "models",
            "Models",
            "How well the trained networks predict unseen text, beside published figures.",
        ),
    ),
    "Sequence shapes": (
        PageEntry(
            "captions",
            "A picture gets words",
            "A network names your pictures, word by word; another says whose hand drew them.",
            topics=("Image to text", "One to many", "Many to one"),
        ),
        PageEntry(
            "tunes",
            "Tunes",
            "A dance and a key become a tune: see its score, hear it, go on from any of its notes.",
            topics=("One to many",),
        ),
        PageEntry(
            "video",
            "Video, frame by frame",
            "A person signs a word, and a GRU names it after every frame: play, scrub, reverse, "
            "shuffle, join two clips, and see when memory matters and when it does not.",
            topics=("Video to text", "Many to many, synchronous"),
        ),
        PageEntry(
            "next_pixel",
            "The next pixel",
            "Draw half a digit, and a network completes it, pixel by pixel, eight times: how "
            "likely each pixel was, how surprising yours are, and a click that turns one over.",
            topics=("Many to many, synchronous",),
        ),
        PageEntry(
            "translation",
            "Translation",
            "Type a sentence, watch its translation come piece by piece, and click a word to see "
            "which words it was made from; force a piece, and the rest is written again.",
            topics=("Many to many, asynchronous",),
        ),
        PageEntry(
            "tags",
            "A tag for each word",
            "A part of speech for every word of your sentence, English or Russian, by a reader of "
            "what was and by one that knows how it goes on.",
            topics=("Many to many, synchronous",),
        ),
        PageEntry(
            "speech",
            "Sounds into words",
            "Say some digits: a network in both directions hears them, and CTC makes words of its "
            "chances. Also in a hiss, backwards, and by voices that it never heard.",
            topics=("Many to many, asynchronous",),
        ),
    ),
    "Before recurrence": (
        PageEntry(
            "approximation",
            "Feedforward network",
            "Draw a function and watch a net learn it in your browser: where it is wrong, what no "
            "weights can do, a proof that adds up sigmoids, and two spirals.",
            topics=("Feedforward network", "One to one"),
            side_topics=("Universal approximation",),
        ),
        PageEntry(
            "autoregression",
            "Autoregressive model",
            "Drag the poles of an autoregressive model in the unit circle: its path, spectrum and "
            "forecast follow, and so does the gradient through time.",
            topics=("Autoregressive model",),
        ),
        PageEntry(
            "series",
            "One series, four models",
            "An autoregression, an MLP with a window, an Elman net and a GRU forecast one series, "
            "also your own, against “as yesterday”, which is hard to beat.",
            topics=("MLP over a window",),
            side_topics=("Autoregressive model", "Modelling sequences"),
        ),
        PageEntry(
            "hidden_markov",
            "Hidden Markov model",
            "States that nobody sees: every number of a trellis, learning without labels, what "
            "can pass through N states, and a model that writes Shakespeare.",
            topics=("Hidden Markov model",),
            side_topics=("Modelling sequences",),
        ),
        PageEntry(
            "elman",
            "Jordan and Elman",
            "Feed back the output, or the hidden layer: one net tosses a coin where the other is "
            "never wrong. Then XOR in time, and words in a text without spaces.",
            topics=("Jordan and Elman networks",),
            side_topics=("Plain RNN",),
        ),
    ),
    "Energy, dynamics, programs": (
        PageEntry(
            "hopfield",
            "Hopfield network",
            "Draw a letter, spoil it, and watch a network of simple units fall back into it; then "
            "store one letter too many.",
            topics=("Hopfield network",),
        ),
        PageEntry(
            "boltzmann",
            "Boltzmann machine",
            "Units that toss coins: every state of a small machine beside the sample of its "
            "chains, learning in two phases, and a machine that dreams handwritten digits.",
            topics=("Boltzmann machine",),
        ),
        PageEntry(
            "learned_dynamics",
            "A dynamical system, learned",
            "A GRU has seen nothing but trajectories of the Lorenz system. Drag the start, let it "
            "run free, and see how long it is right.",
            topics=("Universal approximation",),
            side_topics=("Recurrent network",),
        ),
        PageEntry(
            "turing",
            "Turing machine",
            "A Turing machine's table turned into the weights of a recurrent network, its tape "
            "kept in two numbers: exact in fractions, and soon wrong in floats.",
            topics=("Universal approximation",),
        ),
    ),
    "Inside": (
        PageEntry(
            "conveyor_belt",
            "Conveyor belt",
            "One unit of a trained LSTM or GRU with all its numbers while it reads your text. "
            "Force a gate, and read what it writes then.",
            topics=("Inside an LSTM", "Inside a GRU"),
        ),
        PageEntry(
            "neurons",
            "Neurons",
            "Units of trained networks that follow quotation marks, a speaker's name or the place "
            "in the line: found on one part of a text, measured on another.",
            topics=("Inside an LSTM",),
        ),
        PageEntry(
            "conventions",
            "Conventions",
            "The same weights under the GRU and LSTM rules of several papers and libraries, and a "
            "converter that maps them exactly where a map exists.",
            topics=("Inside an LSTM", "Inside a GRU"),
        ),
        PageEntry(
            "unfolding",
            "Unfolded in time",
            "Backpropagation through time on a network small enough to print every number, "
            "forward and then backward.",
            topics=(
                "A delayed hidden layer",
                "Backpropagation through time",
                "Weight sharing",
                "Plain RNN",
            ),
        ),
        PageEntry(
            "time_machine",
            "Time machine",
            "A small LSTM at many moments of its training: text, loss, gates and gradients.",
            topics=("LSTM at work",),
        ),
        PageEntry(
            "vanishing_gradient",
            "Vanishing gradient",
            "When does a product of Jacobians die out, when does it explode? A simulator whose "
            "every curve stands beside a second way of finding its numbers.",
            topics=("Vanishing gradient",),
        ),
        PageEntry(
            "memory_ruler",
            "Memory ruler",
            "How far back do trained networks reach? Every character of your text is exchanged, "
            "and everything after it is read again.",
            topics=("Vanishing gradient",),
        ),
        PageEntry(
            "memory_in_bits",
            "Memory in bits",
            "A string of the embedded Reber grammar costs 8 bits without memory and 7 with it. See "
            "where the bit is paid for.",
            topics=("Vanishing gradient",),
        ),
        PageEntry(
            "trained_memory",
            "Trained to remember",
            "Five recurrent networks on the tasks that made LSTM famous, five seeds each, failures "
            "shown as failures.",
            topics=("Vanishing gradient",),
        ),
    ),
    "The lecture": (
        PageEntry(
            "shapes",
            "Four shapes",
            "One to one, one to many, many to one, many to many: what is read, what is written and "
            "when, for each task of the lecture, and which answer may depend on what.",
            topics=("Modelling sequences",),
            side_topics=(
                "One to one",
                "One to many",
                "Many to one",
                "Many to many, asynchronous",
                "Many to many, synchronous",
            ),
        ),
        PageEntry(
            "history",
            "History",
            "Recurrent networks from 1943 to today: each year with its source, its formula and the "
            "page on which it can be tried.",
            topics=("History",),
        ),
    ),
}
PAGES = {entry.stem: entry for entries in SECTIONS.values() for entry in entries}
