"""One Streamlit script a page: header, widgets, one call of an exhibit, figures, prose."""
