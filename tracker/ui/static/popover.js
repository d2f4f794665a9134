// What a button opens stands at the very end of the page, so the keyboard would come to it last of all. Opened by a key it
// gets the focus at once; Tab leads from its end, and Escape from anywhere in it, back to the button.
(() => {
  const REACHED = "a[href], button:not([disabled]), input:not([disabled]), [tabindex='0'], summary";
  let opener = null;
  let opened = 0;

  const within = (body) => [...body.querySelectorAll(REACHED)].filter((one) => one.offsetParent !== null);

  document.addEventListener("keydown", (event) => {
    const button = event.target.closest?.("[data-testid=stPopover] button");
    if (button && (event.key === "Enter" || event.key === " ")) {
      opener = button;
      opened = performance.now();
      return;
    }
    const body = event.target.closest?.("[data-testid=stPopoverBody]");
    if (!body || !opener?.isConnected) return;
    const all = within(body);
    const leaves = event.shiftKey ? event.target === all[0] : event.target === all[all.length - 1];
    if (event.key === "Tab" && leaves) {
      event.preventDefault();
      opener.focus();
    } else if (event.key === "Escape") {
      opener.focus();
    }
  }, true);

  new MutationObserver(() => {
    if (!opener || performance.now() - opened > 2000) return;
    const body = document.querySelector("[data-testid=stPopoverBody]");
    if (!body || body.contains(document.activeElement)) return;
    const [first] = within(body);
    if (first) {
      opened = 0;
      first.focus();
    }
  }).observe(document, { childList: true, subtree: true });
})();
