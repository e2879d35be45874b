"""The timeline up to 1990: units, energy, and how networks came to be trained."""

from __future__ import annotations

from rnn_demo.catalogue import PageLink
from rnn_demo.exhibits.history.point import HistoryPoint

EARLY: dict[str, HistoryPoint] = {
    "neuron": HistoryPoint(
        1943,
        "McCulloch and Pitts",
        "The formal neuron",
        "theory",
        "A neuron is a threshold of its inputs, and a net of them with circles can depend on "
        "events of any distance in the past.",
        r"s_i(t+1) = \Theta\Big(\sum_j w_{ij}\, s_j(t) - \theta_i\Big)",
        "W. S. McCulloch, W. Pitts: A logical calculus of the ideas immanent in nervous activity. "
        "Bulletin of Mathematical Biophysics 5, 115–133",
        (PageLink("turing", {"preset": "increment"}),),
    ),
    "perceptron": HistoryPoint(
        1958,
        "Rosenblatt",
        "The perceptron",
        "units",
        "A unit changes its weights after each mistake, and so learns to tell two classes apart.",
        r"w \leftarrow w + (d - y)\, x",
        "F. Rosenblatt: The perceptron: a probabilistic model for information storage and "
        "organization in the brain. Psychological Review 65(6), 386–408",
        (PageLink("approximation", {"preset": "disc", "pattern": "blobs", "width": "1"}),),
        "The slide has the year right and calls it a perceptron with feedback. Perceptrons whose "
        "middle layer has loops, “cross-coupled” ones, he described from 1960 on.",
    ),
    "markov": HistoryPoint(
        1966,
        "Baum and Petrie",
        "Hidden Markov models",
        "sequences",
        "What is seen depends on a state that nobody sees, and the likelihood of a whole sequence "
        "is a product of matrices.",
        r"\alpha_t = (\alpha_{t-1} A) \odot b(x_t)",
        "L. E. Baum, T. Petrie: Statistical inference for probabilistic functions of finite state "
        "Markov chains. Annals of Mathematical Statistics 37(6), 1554–1563",
        (PageLink("hidden_markov", {"preset": "umbrella"}),),
    ),
    "perceptrons": HistoryPoint(
        1969,
        "Minsky and Papert",
        "Perceptrons, the book",
        "theory",
        "Weights on the inputs alone cannot compute exclusive or, nor answer any other question "
        "whose answers no plane separates.",
        r"x_1 \oplus x_2 \ne \Theta(w_1 x_1 + w_2 x_2 - \theta) \ \text{ for all } w, \theta",
        "M. Minsky, S. Papert: Perceptrons: an introduction to computational geometry. MIT Press",
        (PageLink("approximation", {"preset": "disc", "pattern": "xor", "width": "1"}),),
        "The slide speaks of Minsky's article. It is a book, and it has two authors.",
    ),
    "autoregression": HistoryPoint(
        1970,
        "Box and Jenkins",
        "Autoregression as a craft",
        "sequences",
        "The next value of a series is a weighted sum of the last ones plus noise, with an order "
        "that the data choose and errors that say how far to trust it.",
        r"x_t = \sum_{i=1}^{p} \varphi_i\, x_{t-i} + \varepsilon_t",
        "G. E. P. Box, G. M. Jenkins: Time series analysis: forecasting and control. Holden-Day",
        (
            PageLink("autoregression", {"preset": "cycle"}),
            PageLink("series", {"preset": "passengers"}),
        ),
    ),
    "sequences-stored": HistoryPoint(
        1972,
        "Amari",
        "A net that stores patterns and sequences of them",
        "energy",
        "Threshold units whose weights are correlations of patterns recall a pattern, or recite a "
        "sequence of them: ten years before Hopfield.",
        r"w_{ij} = \frac{1}{N} \sum_\mu \xi_i^{\mu+1} \xi_j^{\mu}",
        "S. Amari: Learning patterns and pattern sequences by self-organizing nets of threshold "
        "elements. IEEE Transactions on Computers C-21(11), 1197–1206",
        (PageLink("hopfield", {"preset": "not-symmetric"}),),
    ),
    "persistent-states": HistoryPoint(
        1974,
        "Little",
        "Neurons as spins",
        "energy",
        "All units decide at once, at random, as spins do at a temperature, and some states of the "
        "whole persist.",
        r"p(s_i = +1) = \frac{1}{1 + e^{-2 \sum_j w_{ij} s_j / T}}",
        "W. A. Little: The existence of persistent states in the brain. Mathematical Biosciences "
        "19, 101–120",
        (PageLink("hopfield", {"preset": "never-settles"}),),
    ),
    "hopfield": HistoryPoint(
        1982,
        "Hopfield",
        "The Hopfield network",
        "energy",
        "With symmetric weights and one unit after the other, the state only ever falls in energy, "
        "and memories are minima.",
        r"E = -\tfrac{1}{2}\, s^\top W s - \theta^\top s",
        "J. J. Hopfield: Neural networks and physical systems with emergent collective "
        "computational abilities. Proceedings of the National Academy of Sciences 79, 2554–2558",
        (PageLink("hopfield", {"preset": "recall"}),),
        "The slide dates it 1978. The paper appeared in April 1982.",
    ),
    "boltzmann": HistoryPoint(
        1985,
        "Ackley, Hinton and Sejnowski",
        "The Boltzmann machine",
        "energy",
        "The units toss coins, some of them are hidden, and the weights learn from the difference "
        "between two averages.",
        r"\Delta w_{ij} = \varepsilon\, \big(\langle s_i s_j \rangle_{\text{data}} - "
        r"\langle s_i s_j \rangle_{\text{model}}\big)",
        "D. H. Ackley, G. E. Hinton, T. J. Sejnowski: A learning algorithm for Boltzmann machines. "
        "Cognitive Science 9(1), 147–169",
        (PageLink("boltzmann", {"preset": "two-valleys"}),),
    ),
    "backpropagation": HistoryPoint(
        1986,
        "Rumelhart, Hinton and Williams",
        "Backpropagation",
        "units",
        "The error of a hidden unit is the sum of the errors it causes, so that layers can be "
        "trained through each other.",
        r"\delta_j = \varphi'(a_j) \sum_k w_{kj}\, \delta_k",
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams: Learning representations by "
        "back-propagating errors. Nature 323, 533–536",
        (PageLink("unfolding", {"preset": "every-loss"}),),
    ),
    "jordan": HistoryPoint(
        1986,
        "Jordan",
        "The Jordan network",
        "recurrence",
        "The last output is an input of the next step, so that a sequence can be produced.",
        r"h_t = \varphi(U x_t + V y_{t-1})",
        "M. I. Jordan: Attractor dynamics and parallelism in a connectionist sequential machine. "
        "Proceedings of the Eighth Annual Conference of the Cognitive Science Society, 531–546",
        (PageLink("elman", {"preset": "delay"}),),
    ),
    "cybenko": HistoryPoint(
        1989,
        "Cybenko",
        "One hidden layer approximates any continuous function",
        "theory",
        "On a bounded region, sums of sigmoids come as close to any continuous function as one "
        "likes.",
        r"\sup_{x \in [0,1]^n} \Big|\, f(x) - \sum_{j=1}^{N} \alpha_j\, "
        r"\sigma(w_j^\top x + \theta_j) \Big| < \varepsilon",
        "G. Cybenko: Approximation by superpositions of a sigmoidal function. Mathematics of "
        "Control, Signals, and Systems 2, 303–314",
        (PageLink("approximation", {"preset": "proof"}),),
    ),
    "elman": HistoryPoint(
        1990,
        "Elman",
        "The Elman network",
        "recurrence",
        "The hidden layer itself is carried on, and a network that predicts the next word finds "
        "word classes that nobody told it.",
        r"h_t = \varphi(U x_t + W h_{t-1})",
        "J. L. Elman: Finding structure in time. Cognitive Science 14(2), 179–211",
        (PageLink("elman", {"preset": "delay"}), PageLink("unfolding", {"preset": "blame"})),
        "The slide says that he completed Jordan's network. What is fed back is another thing, the "
        "hidden layer in place of the output, and that changes what can be remembered.",
    ),
    "bptt": HistoryPoint(
        1990,
        "Werbos",
        "Backpropagation through time",
        "recurrence",
        "A recurrent network is copied for each step, and the error goes back through the copies.",
        r"\delta_t = \varphi'(a_t) \odot \big(V^\top e_t + W^\top \delta_{t+1}\big)",
        "P. J. Werbos: Backpropagation through time: what it does and how to do it. Proceedings of "
        "the IEEE 78(10), 1550–1560",
        (PageLink("unfolding", {"preset": "blame"}),),
    ),
}
