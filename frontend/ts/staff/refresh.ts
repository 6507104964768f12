import { all, fill, isEditable, one } from "../shared/page";
import { chooseAgain, chosenIn } from "./pick";
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
  if (active && place.contains(active) && active !== place && !active.matches("a[href], input.pick")) {
    return true;
  }
  if (one("details[open]", place)) return true;
  const selection = document.getSelection();
  return Boolean(selection && !selection.isCollapsed && selection.anchorNode && place.contains(selection.anchorNode));
}

function replace(place: HTMLElement, html: string): void {
  const active = document.activeElement;
  const focused = active && active !== place && place.contains(active) ? active.getAttribute("href") : null;
  const read = beingRead(place);
  const chosen = chosenIn(place);
  place.innerHTML = html;
  if (chosen.length > 0) chooseAgain(place, chosen);
  if (read) stay(place, read);
  (window as unknown as { htmx?: { process(element: Element): void } }).htmx?.process(place);
  if (focused) one<HTMLElement>(`a[href="${CSS.escape(focused)}"]`, place)?.focus({ preventScroll: true });
}

interface Read {
  pane: HTMLElement;
  top: number;
  href: string | null;
  offset: number;
}

/** The pane that scrolls here, how far it is scrolled, and its first row in sight. */
function beingRead(place: HTMLElement): Read | null {
  const pane = place.closest<HTMLElement>(".rows") ?? place;
  const edge = pane.getBoundingClientRect().top;
  if (pane.scrollTop === 0) return null;
  const row = all<HTMLElement>("a.row", place).find((one) => one.getBoundingClientRect().top >= edge);
  const offset = row ? row.getBoundingClientRect().top - edge : 0;
  return { pane, top: pane.scrollTop, href: row?.getAttribute("href") ?? null, offset };
}

/** What is being read does not move: rows that came in above it push nothing. */
function stay(place: HTMLElement, read: Read): void {
  const row = read.href ? one<HTMLElement>(`a.row[href="${CSS.escape(read.href)}"]`, place) : null;
  if (!row) read.pane.scrollTop = read.top;
  else read.pane.scrollTop += row.getBoundingClientRect().top - read.pane.getBoundingClientRect().top - read.offset;
}

function showAge(): void {
  const seconds = Math.round((Date.now() - freshAt) / 1000);
  for (const place of all<HTMLElement>("[data-age]")) {
    place.textContent = fill(place.dataset.age, { n: seconds });
    place.classList.toggle("is-old", seconds > OLD_SECONDS);
  }
}
