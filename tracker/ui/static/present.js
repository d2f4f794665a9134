// Turns the screens: arrow keys, Page Up and Down, space, Home, End; a swipe; the two buttons. Escape leads back to the page,
// F fills the screen. The address keeps the number of the screen, so that reloading stays where one was.
(() => {
  const screens = [...document.querySelectorAll(".screen")];
  const buttons = [...document.querySelectorAll("[data-turn]")];
  const place = document.querySelector(".place");
  const SWIPE = 50; // pixels
  let now = 0;

  function show(wanted, quietly) {
    now = Math.max(0, Math.min(screens.length - 1, wanted));
    screens.forEach((screen, i) => screen.classList.toggle("now", i === now));
    place.textContent = `${now + 1} / ${screens.length}`;
    for (const button of buttons) button.disabled = !screens[now + Number(button.dataset.turn)];
    history.replaceState(null, "", `#${now + 1}`);
    if (!quietly) screens[now].focus({ preventScroll: true });
  }

  const turns = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if ((event.key === " " || event.key === "Enter") && event.target.closest("a, button")) return;
    if (event.key in turns) show(now + turns[event.key]);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(screens.length - 1);
    else if (event.key === "Escape" && !document.fullscreenElement) location.href = document.querySelector(".back").href;
    else if (event.key.toLowerCase() === "f" || event.key.toLowerCase() === "а")
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
    else return;
    event.preventDefault();
  });

  for (const button of buttons) button.addEventListener("click", () => show(now + Number(button.dataset.turn), true));

  let from = null;
  document.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.clientX, down = event.changedTouches[0].clientY - from.clientY;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) show(now + (across < 0 ? 1 : -1), true);
    from = null;
  }, { passive: true });

  document.body.classList.add("turning");
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
  show(Number(location.hash.slice(1)) - 1 || 0, true);
})();
