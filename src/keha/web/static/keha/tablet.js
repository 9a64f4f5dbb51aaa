// A shared tablet leaves by itself after ten minutes. A minute before it says so; opening any page stays.
"use strict";
(() => {
  const note = document.querySelector("[data-leaving]");
  const since = Date.now();
  const look = () => {
    const gone = Date.now() - since;
    if (gone >= 600000) location.replace(note.dataset.leaving);
    else if (gone >= 540000 && note.hidden) {
      note.hidden = false;
      document.getElementById("live").textContent = note.textContent;
    }
  };
  setInterval(look, 5000);
  addEventListener("visibilitychange", look);
})();
