"""The pages: what the navigation, the home page, links and the tests know of each."""

from rnn_demo.catalogue.entry import SITE as SITE
from rnn_demo.catalogue.entry import PageEntry as PageEntry
from rnn_demo.catalogue.links import PageLink as PageLink
from rnn_demo.catalogue.links import pages_about as pages_about
from rnn_demo.catalogue.pages import HOME as HOME
from rnn_demo.catalogue.pages import PAGES as PAGES
from rnn_demo.catalogue.pages import SECTIONS as SECTIONS
