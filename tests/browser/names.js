// Pictures and charts that have no name for those who hear the page, shadow roots included.
() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.matches("canvas, svg, img, figure canvas, [role=img], [data-testid=stPlotlyChart]")) continue;
      if (!element.getBoundingClientRect().width) continue;
      if (element.id === "js-plotly-tester") continue; // Plotly measures with it, outside the window
      // A sign beside words, and what belongs to a picture that has a name.
      if (element.closest("button, a, summary, label, [role=button], [aria-hidden=true], [data-testid=stSidebar], [data-testid=stHeader], [data-baseweb]")) continue;
      const named = element.closest("[role=img][aria-label]:not([aria-label='']), [role=figure][aria-label]:not([aria-label=''])");
      const inside = element.querySelector("[role=img][aria-label]:not([aria-label=''])");
      if (!named && !(element.matches("[data-testid=stPlotlyChart]") && inside)) {
        found.push(element.outerHTML.slice(0, 160));
      }
    }
  };
  walk(document.body);
  return found;
}
