"""A Turing machine as the weights of a saturated-linear recurrent network, in exact fractions."""
