// Niceties only: every page works without this file.

// "/" goes to the search field, as on many sites; never while somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = [...document.querySelectorAll("input[type=search]")].find((input) => input.offsetParent !== null);
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// Relative times grow old on an open page: write them anew each minute, in the page's language.
const words = new Intl.RelativeTimeFormat({ en: "en-GB", ar: "ar-u-nu-arab" }[document.documentElement.lang], { numeric: "always" });
const refresh = () => {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const minutes = (Date.now() - new Date(time.dateTime)) / 60_000;
    if (minutes < 1 || minutes >= 24 * 60) continue;
    time.textContent = minutes < 60 ? words.format(-Math.floor(minutes), "minute") : words.format(-Math.floor(minutes / 60), "hour");
  }
};
setInterval(refresh, 60_000);
