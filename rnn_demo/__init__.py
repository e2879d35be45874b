"""RNN Lab: recurrent networks that can be read, trained, used and looked into.

The layers, each importing only from those below it (checked by import-linter):

    pages          one Streamlit script a page        | commands  the command line
    ui             what the pages share: cached loading, seeds, links
    exhibits       pure computation behind a page     | figures   arrays to pictures
    tasks          data + network + loss + metric
    training       the one loop                       | engine    writing, without torch
    artifacts      one folder of models/              | sampling  how a character is chosen
    networks       whole networks over sequences      | data      corpora and streams
    cells          one time step, from the slides     | known_forms
    tokenization   characters and their ids           | configuration
    visible_text   what a reader sees of a text       | spreadsheets  CSV, safe to open
    spelling       one letter, several ways to write it
    clusters       a letter and its marks
    whole_files    files that are written whole or not at all
"""
