"""A restricted Boltzmann machine of handwritten digits: trained, and its likelihood measured."""
