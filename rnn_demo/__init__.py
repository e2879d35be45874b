"""RNN Lab: recurrent networks that can be read, trained, used and looked into.

The layers, each importing only from those below it (checked by import-linter):

    pages          one Streamlit script a page
    ui             what the pages share: cached loading, seeds, links
    exhibits       pure computation behind a page     | figures   arrays to pictures
    tasks          data + network + loss + metric     | commands  the command line
    training       the one loop                       | artifacts, engine, sampling
    networks       whole networks over sequences      | data      one corpus reader each
    cells          one time step, from the slides     | tokenization, configuration
"""
