"""The served page: navigation, and what is served beside it. Start it with `make run`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from rnn_demo.catalogue import HOME, PAGES

if __name__ == "__main__":  # a visitor's run of the page
    from rnn_demo.ui import address
    from rnn_demo.ui.language import t
    from rnn_demo.ui.last_run import wait_for_last_run
    from rnn_demo.ui.navigation import sections
    from rnn_demo.ui.run_costs import counted, give_way

    with counted():
        wait_for_last_run()
        give_way()
        page = st.navigation(sections())
        st.set_page_config(
            page_title=t(PAGES[page.url_path or HOME.stem].tab),
            layout="wide",
        )
        address.enter(page.url_path)
        st.html(Path(__file__).parent / "rnn_demo/ui/page_style.css")
        page.run()
        address.leave()
else:  # the server, once
    from rnn_demo.serving.doors import doors
    from rnn_demo.serving.lifespan import lifespan
    from rnn_demo.serving.routes import routes
    from rnn_demo.serving.settings import wrong_setting

    if wrong := wrong_setting():
        raise SystemExit(f"rnn_demo: {wrong}")
    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=doors())
