// Streamlit has no setting for its own words: whole texts of its own are replaced as they appear, by the table in the
// page's head. What people typed (markdown, our own HTML, pictures, code) is never looked at.
(() => {
  // The calendar follows the browser's language, not the page's. One known language can be replaced by any other.
  Object.defineProperty(navigator, "language", { get: () => "en-GB" });
  Object.defineProperty(navigator, "languages", { get: () => ["en-GB"] });

  const said = document.querySelector('meta[name="ahd-words"]');
  const { words, weekdays } = said ? JSON.parse(said.content) : { words: [], weekdays: [] };
  if (!words.length) return;

  const TYPED = ".stHtml, [data-testid=stMarkdownContainer], .js-plotly-plot, pre, script, style, [contenteditable]";
  const NOT_TYPED = "[data-testid=stFileUploaderDropzone]";
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const NUMBERS = new Set(["n", "day", "year"]);
  const HOLE = /\{(\w+)\}/;
  const exact = new Map(words.filter(([english]) => !HOLE.test(english)));
  const patterns = words.filter(([english]) => HOLE.test(english)).map(([english, own]) => [pattern(english), own]);

  function pattern(english) {
    const parts = english.split(HOLE).map((part, i) =>
      i % 2 ? `(?<${part}>${NUMBERS.has(part) ? "[0-9.,]+" : ".+"})` : part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
    return new RegExp(`^${parts.join("")}$`);
  }

  function own(text) {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const [shape, sentence] of patterns) {
      const found = shape.exec(text);
      if (found) return sentence.replace(/\{(\w+)\}/g, (_, name) => own(found.groups[name]));
    }
    return text;
  }

  function text(node) {
    const parent = node.parentElement;
    const written = node.data.trim();
    if (!written || !parent || (parent.closest(TYPED) && !parent.closest(NOT_TYPED))) return;
    const column = parent.closest("[data-testid=stDateInputCalendar] th");
    const wanted = column ? weekdays[column.cellIndex] : own(written);
    if (wanted !== written) node.data = node.data.replace(written, () => wanted);
  }

  function attribute(element, name) {
    const written = element.getAttribute(name);
    if (!written || element.matches(".ahd-scroll, .js-plotly-plot *")) return;
    const wanted = own(written);
    if (wanted !== written) element.setAttribute(name, wanted);
  }

  function all(root) {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot")) return;
    for (const element of [root, ...root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())])
      for (const name of ATTRIBUTES) attribute(element, name);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) text(texts.currentNode);
  }

  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "attributes") attribute(target, attributeName);
      else if (type === "characterData") text(target);
      else addedNodes.forEach(all);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
