// Tells the server how wide the reader's screen is, so that charts come in a size that can be read on it.
document.cookie =
  "ahd_screen=" + (innerWidth < 640 ? "phone" : innerWidth < 1000 ? "tablet" : innerWidth < 1600 ? "wide" : "huge") + "; path=/; SameSite=Lax";
