// A click on a mark leaves for another page with filters of its own. Streamlit writes that as two steps into the browser's
// history: the new filters on the old page, then the new page. The first was never looked at; Back must not stop there.
(() => {
  const AT_ONCE = 2000; // milliseconds between the two steps
  const push = history.pushState.bind(history);
  let before = { at: -AT_ONCE, search: "", stayed: false };

  history.pushState = (state, title, url) => {
    const target = new URL(url, location.href);
    const stays = target.pathname === location.pathname;
    const at = performance.now();
    const second = !stays && before.stayed && target.search === before.search && at - before.at < AT_ONCE;
    before = { at, search: target.search, stayed: stays };
    return second ? history.replaceState(state, title, url) : push(state, title, url);
  };
})();
