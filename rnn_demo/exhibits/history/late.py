"""The timeline from 1991 on: why long memory is hard, and what was done about it."""

from __future__ import annotations

from rnn_demo.catalogue import PageLink
from rnn_demo.exhibits.history.point import HistoryPoint

LATE: dict[str, HistoryPoint] = {
    "hochreiter": HistoryPoint(
        1991,
        "Hochreiter",
        "The vanishing gradient, found",
        "recurrence",
        "An error that goes back k steps is multiplied k times, and fades or explodes with the "
        "distance.",
        r"\frac{\partial h_t}{\partial h_{t-k}} = \prod_{i=t-k+1}^{t} "
        r"\operatorname{diag}\big(\varphi'(a_i)\big)\, W",
        "S. Hochreiter: Untersuchungen zu dynamischen neuronalen Netzen. Diploma thesis, "
        "Technische Universität München",
        (PageLink("vanishing_gradient", {"preset": "tanh-orthogonal"}),),
    ),
    "difficult": HistoryPoint(
        1994,
        "Bengio, Simard and Frasconi",
        "Why long memory is difficult to learn",
        "theory",
        "A state that keeps a bit safely against noise is one in which the gradient vanishes.",
        r"\Big\lVert \frac{\partial h_t}{\partial h_{t-1}} \Big\rVert < 1 \ \Rightarrow\ "
        r"\Big\lVert \frac{\partial h_t}{\partial h_{t-k}} \Big\rVert \to 0",
        "Y. Bengio, P. Simard, P. Frasconi: Learning long-term dependencies with gradient descent "
        "is difficult. IEEE Transactions on Neural Networks 5(2), 157–166",
        (PageLink("vanishing_gradient", {"preset": "input-noise"}),),
    ),
    "turing": HistoryPoint(
        1995,
        "Siegelmann and Sontag",
        "Recurrent networks simulate all Turing machines",
        "theory",
        "With saturated-linear units, rational weights and unlimited precision, a finite network "
        "can run any program.",
        r"x \leftarrow \operatorname{sat}(W x + b), \quad "
        r"\operatorname{sat}(a) = \min(1, \max(0, a))",
        "H. T. Siegelmann, E. D. Sontag: On the computational power of neural nets. Journal of "
        "Computer and System Sciences 50, 132–150",
        (PageLink("turing", {"preset": "increment"}),),
    ),
    "lstm": HistoryPoint(
        1997,
        "Hochreiter and Schmidhuber",
        "Long short-term memory",
        "recurrence",
        "A cell that adds to itself and is multiplied by nothing carries its error back unchanged; "
        "gates decide what enters and what leaves.",
        r"C_t = C_{t-1} + i_t \odot \tilde C_t, \quad h_t = o_t \odot \tanh(C_t)",
        "S. Hochreiter, J. Schmidhuber: Long short-term memory. Neural Computation 9(8), 1735–1780",
        (PageLink("vanishing_gradient", {"preset": "lstm-1997"}), PageLink("trained_memory")),
        "The slide names Schmidhuber alone. Hochreiter is the first author.",
    ),
    "forget-gate": HistoryPoint(
        2000,
        "Gers, Schmidhuber and Cummins",
        "The forget gate",
        "recurrence",
        "The cell may also be emptied, which a text that never ends requires.",
        r"C_t = f_t \odot C_{t-1} + i_t \odot \tilde C_t",
        "F. A. Gers, J. Schmidhuber, F. Cummins: Learning to forget: continual prediction with "
        "LSTM. Neural Computation 12(10), 2451–2471",
        (PageLink("conveyor_belt"),),
        "The slides give no date for their equations: they are those of this cell, not of the one "
        "of 1997.",
    ),
    "echo-state": HistoryPoint(
        2001,
        "Jaeger",
        "Echo state networks",
        "recurrence",
        "The recurrent weights stay as they were drawn, and only the readout is solved for.",
        r"h_t = \tanh(W h_{t-1} + U x_t), \quad \min_V \sum_t \lVert V h_t - d_t \rVert^2",
        "H. Jaeger: The “echo state” approach to analysing and training recurrent neural networks. "
        "GMD Report 148",
        (PageLink("learned_dynamics", {"preset": "rival"}),),
    ),
    "ctc": HistoryPoint(
        2006,
        "Graves, Fernández, Gomez and Schmidhuber",
        "Connectionist temporal classification",
        "sequences",
        "A network that may say nothing at a step is trained on all ways to say the words at some "
        "time, so that nobody has to mark when.",
        r"p(l \mid x) = \sum_{\pi \in B^{-1}(l)} \prod_t y^t_{\pi_t}",
        "A. Graves, S. Fernández, F. Gomez, J. Schmidhuber: Connectionist temporal classification: "
        "labelling unsegmented sequence data with recurrent neural networks. ICML 2006, 369–376",
        (PageLink("shapes", {"task": "speech"}),),
    ),
    "generating": HistoryPoint(
        2013,
        "Graves",
        "LSTM networks that write",
        "sequences",
        "A network that predicts the next character, and reads what it has drawn, writes text.",
        r"p(x_1, \dots, x_T) = \prod_t p(x_{t+1} \mid h_t)",
        "A. Graves: Generating sequences with recurrent neural networks. arXiv:1308.0850",
        (PageLink("write"), PageLink("score")),
    ),
    "gru": HistoryPoint(
        2014,
        "Cho and others",
        "The gated recurrent unit",
        "recurrence",
        "Two gates and no separate cell: one mixes the old state with a new one, the other decides "
        "what the new one may see.",
        r"h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t",
        "K. Cho, B. van Merriënboer, C. Gulcehre, D. Bahdanau, F. Bougares, H. Schwenk, Y. Bengio: "
        "Learning phrase representations using RNN encoder–decoder for statistical machine "
        "translation. EMNLP 2014, arXiv:1406.1078",
        (PageLink("conventions", {"family": "gru"}),),
        "The slide's z has the opposite meaning: there z writes, in the paper it keeps.",
    ),
    "seq2seq": HistoryPoint(
        2014,
        "Sutskever, Vinyals and Le",
        "Sequence to sequence",
        "sequences",
        "One LSTM reads the whole sentence into its state, another one writes the translation from "
        "it.",
        r"p(y_1, \dots, y_{T'} \mid x) = \prod_t p(y_t \mid v, y_1, \dots, y_{t-1})",
        "I. Sutskever, O. Vinyals, Q. V. Le: Sequence to sequence learning with neural networks. "
        "Advances in Neural Information Processing Systems 27, 3104–3112",
        (PageLink("shapes", {"preset": "translation"}),),
    ),
    "attention": HistoryPoint(
        2014,
        "Bahdanau, Cho and Bengio",
        "Attention",
        "sequences",
        "The writer looks back at every state of the reader and weighs them, in place of one state "
        "for a whole sentence.",
        r"c_t = \sum_k \alpha_{tk} h_k, \quad \alpha_t = \operatorname{softmax}(e_t)",
        "D. Bahdanau, K. Cho, Y. Bengio: Neural machine translation by jointly learning to align "
        "and translate. arXiv:1409.0473 of September 2014, ICLR 2015",
    ),
    "visualized": HistoryPoint(
        2015,
        "Karpathy, Johnson and Li",
        "Cells that follow a quotation",
        "recurrence",
        "Some cells of a network that was only asked for the next character follow quotation marks "
        "or the place in the line.",
        r"|\operatorname{corr}(C_{t,i},\, \text{feature}_t)| \approx 1",
        "A. Karpathy, J. Johnson, F.-F. Li: Visualizing and understanding recurrent networks. "
        "arXiv:1506.02078",
        (PageLink("neurons"),),
    ),
    "transformer": HistoryPoint(
        2017,
        "Vaswani and others",
        "The transformer",
        "sequences",
        "Attention without recurrence: all positions are read at once, and the past is kept whole "
        "in place of a state.",
        r"\operatorname{softmax}\Big(\frac{Q K^\top}{\sqrt{d}}\Big) V",
        "A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, Ł. Kaiser, "
        "I. Polosukhin: Attention is all you need. Advances in Neural Information Processing "
        "Systems 30",
        (PageLink("hopfield", {"preset": "dense"}),),
    ),
    "mamba": HistoryPoint(
        2023,
        "Gu and Dao",
        "Mamba",
        "recurrence",
        "A linear recurrence whose coefficients depend on the input: trained in parallel, run step "
        "by step.",
        r"h_t = \bar A(x_t)\, h_{t-1} + \bar B(x_t)\, x_t",
        "A. Gu, T. Dao: Mamba: linear-time sequence modeling with selective state spaces. "
        "arXiv:2312.00752",
    ),
    "xlstm": HistoryPoint(
        2024,
        "Beck and others",
        "xLSTM",
        "recurrence",
        "The LSTM with exponential gates and a matrix for a memory.",
        r"C_t = f_t\, C_{t-1} + i_t\, v_t k_t^\top, \quad i_t = e^{\tilde\imath_t}",
        "M. Beck, K. Pöppel, M. Spanring, A. Auer, O. Prudnikova, M. Kopp, G. Klambauer, "
        "J. Brandstetter, S. Hochreiter: xLSTM: extended long short-term memory. arXiv:2405.04517",
    ),
    "nobel": HistoryPoint(
        2024,
        "Hopfield and Hinton",
        "The Nobel prize in physics",
        "energy",
        "“For foundational discoveries and inventions that enable machine learning with artificial "
        "neural networks”: the Hopfield network and the Boltzmann machine.",
        r"p(s) = \frac{1}{Z}\, e^{-E(s)/T}",
        "The Royal Swedish Academy of Sciences, press release of 8 October 2024",
        (PageLink("boltzmann"), PageLink("hopfield")),
    ),
}
