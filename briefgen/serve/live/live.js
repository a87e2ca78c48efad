// Preview: reload when this page's bytes changed, swap the stylesheet alone, show faults until they are mended.
"use strict";
(() => {
  const own = document.currentScript;
  const place = "briefgen-scroll:" + location.pathname;
  let version = Number(own.dataset.version);
  let wait = 250;

  let kept = sessionStorage.getItem(place); // until the page is loaded, and stands there
  sessionStorage.removeItem(place);
  addEventListener("load", () => {
    if (kept) {
      const [x, y] = JSON.parse(kept);
      scrollTo({ left: x, top: y, behavior: "instant" });
    }
    kept = null;
    requestAnimationFrame(() => (history.scrollRestoration = "auto"));
  });

  const connect = () => {
    const events = new EventSource("/~briefgen/events?page=" + encodeURIComponent(location.pathname) + "&since=" + version);
    events.onmessage = (event) => {
      wait = 250;
      const news = JSON.parse(event.data);
      version = news.version;
      show(news);
      if (news.problems.length) return;
      if (news.page) reload();
      else if (news.styles) swap();
    };
    events.onerror = () => {
      events.close();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 10000);
    };
    addEventListener("pagehide", () => events.close(), { once: true });
  };

  const reload = () => {
    history.scrollRestoration = "manual"; // the browser's own place is that of the load before, where two are in a row
    sessionStorage.setItem(place, kept || JSON.stringify([scrollX, scrollY]));
    location.reload();
  };

  const swap = () => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      if (link.href.includes("/~briefgen/")) continue;
      const next = link.cloneNode();
      const url = new URL(link.href);
      url.searchParams.set("v", version);
      next.href = url;
      next.onload = () => link.remove();
      link.after(next);
    }
  };

  const line = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const show = ({ problems, warnings }) => {
    document.getElementById("briefgen-news")?.remove();
    if (!problems.length && !warnings.length) return;
    const panel = document.createElement("details");
    panel.id = "briefgen-news";
    panel.open = problems.length > 0;
    panel.className = problems.length ? "fault" : "warning";
    panel.setAttribute("role", "status");
    const count = problems.length || warnings.length;
    const what = problems.length ? "The site was not rebuilt" : count + (count === 1 ? " warning" : " warnings");
    panel.append(line("summary", what));
    for (const problem of problems) {
      panel.append(line("p", problem.where, "where"), line("p", problem.what));
      if (problem.excerpt) panel.append(line("pre", problem.excerpt));
      if (problem.mend) panel.append(line("p", problem.mend, "mend"));
    }
    for (const warning of problems.length ? [] : warnings) panel.append(line("p", warning));
    document.body.append(panel);
  };

  connect();
})();
