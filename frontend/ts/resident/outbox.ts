import { flush } from "../outbox/send";
import { keep, list, remove, type Item } from "../outbox/store";
import { later } from "../shared/later";
import { all, fill, one } from "../shared/page";
import { askForSync } from "./offline";
import { remembered } from "./remember";

const AGAIN_MS = 15_000;

/** Sends what waits when the network is back, and says plainly what waits, what was sent and what was refused. */
export function outbox(): void {
  if (!("indexedDB" in window)) return;
  const go = (): void => void send();
  for (const place of all("[data-outbox]")) one("[data-outbox-now]", place)?.addEventListener("click", go);
  window.addEventListener("online", go);
  document.addEventListener("outbox", () => void show());
  document.addEventListener("visibilitychange", () => document.hidden || go());
  navigator.serviceWorker?.addEventListener("message", () => void show());
  setInterval(go, AGAIN_MS);
  go();
}

async function send(): Promise<void> {
  const items = await list().catch(() => []);
  if (items.some((item) => item.state === "waiting") && navigator.onLine !== false) {
    if (!(await flush().catch(() => false))) await askForSync();
  }
  await show();
}

async function show(): Promise<void> {
  const items = await list().catch(() => []);
  for (const item of items) if (item.url && item.number) remembered({ url: item.url.split("?")[0] ?? "", number: item.number });
  const waiting = items.filter((item) => item.state === "waiting").length;
  for (const place of all<HTMLElement>("[data-outbox]")) count(place, items.length, waiting);
  const listed = all("[data-outbox] li").length;
  if (items.length + listed === 0) return;
  // Without it the number of what waits stands there all the same.
  const part = await later("waiting").catch(() => null);
  for (const place of all<HTMLElement>("[data-outbox]")) part?.fillPlace(place, items, { again, forget });
}

function count(place: HTMLElement, all: number, waiting: number): void {
  const said = one<HTMLElement>("[data-outbox-count]", place);
  const now = one<HTMLElement>("[data-outbox-now]", place);
  place.hidden = all === 0;
  if (said) said.textContent = waiting ? fill(place.dataset.count, { n: waiting }) : "";
  if (now) now.hidden = waiting === 0;
}

function again(item: Item): void {
  void keep({ ...item, state: "waiting", tries: 0 }).then(send);
}

function forget(item: Item): void {
  void remove(item.id).then(show);
}
