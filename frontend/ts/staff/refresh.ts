import { all, fill, isEditable, one } from "../shared/page";
import { keepWords, pageAgain } from "./left-words";

const EVERY_MS = 15_000;
const OLD_SECONDS = 60;

let freshAt = Date.now();
let leaving = false;

/** Keeps `[data-refresh-url]` elements fresh and says how old they are, without disturbing whoever works in them. */
export function refresh(): void {
  setInterval(() => all<HTMLElement>("[data-refresh-url]").forEach((place) => void renew(place)), EVERY_MS);
  setInterval(showAge, 1000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) all<HTMLElement>("[data-refresh-url]").forEach((place) => void renew(place));
  });
}

async function renew(place: HTMLElement): Promise<void> {
  const url = place.dataset.refreshUrl;
  if (!url || document.hidden || isInUse(place)) return;
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "refresh" }, credentials: "same-origin" });
    if (answer.redirected) return signIn(answer.url);
    if (!answer.ok) return;
    const html = await answer.text();
    freshAt = Date.now();
    if (!isInUse(place)) replace(place, html);
  } catch {
    // No network: the age on the page tells it.
  }
}

/** The time here is over: what is typed is kept, and the page itself goes where its list was sent. */
function signIn(address: string): void {
  if (leaving) return;
  leaving = true;
  const url = new URL(address);
  url.searchParams.set("next", pageAgain());
  url.searchParams.set("over", "1");
  keepWords();
  location.assign(url);
}

/** Somebody types, presses or marks something here. A focused link is no obstacle: it gets its focus back. */
function isInUse(place: HTMLElement): boolean {
  const active = document.activeElement;
  if (active && place.contains(active) && (isEditable(active) || (active !== place && !active.matches("a[href]")))) {
    return true;
  }
  if (one("details[open]", place)) return true;
  const selection = document.getSelection();
  return Boolean(selection && !selection.isCollapsed && selection.anchorNode && place.contains(selection.anchorNode));
}

function replace(place: HTMLElement, html: string): void {
  const active = document.activeElement;
  const focused = active && active !== place && place.contains(active) ? active.getAttribute("href") : null;
  const top = place.scrollTop;
  place.innerHTML = html;
  place.scrollTop = top;
  (window as unknown as { htmx?: { process(element: Element): void } }).htmx?.process(place);
  if (focused) one<HTMLElement>(`a[href="${CSS.escape(focused)}"]`, place)?.focus({ preventScroll: true });
}

function showAge(): void {
  const seconds = Math.round((Date.now() - freshAt) / 1000);
  for (const place of all<HTMLElement>("[data-age]")) {
    place.textContent = fill(place.dataset.age, { n: seconds });
    place.classList.toggle("is-old", seconds > OLD_SECONDS);
  }
}
