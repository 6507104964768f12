import { flush } from "../outbox/send";
import { keep, list, remove, type Item } from "../outbox/store";
import { all, fill, one } from "../shared/page";
import { tappedTwice } from "../shared/twice";
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
  for (const place of all<HTMLElement>("[data-outbox]")) fillPlace(place, items);
}

function fillPlace(place: HTMLElement, items: Item[]): void {
  const waiting = items.filter((item) => item.state === "waiting").length;
  const rows = one<HTMLElement>("ul", place);
  const count = one<HTMLElement>("[data-outbox-count]", place);
  const now = one<HTMLElement>("[data-outbox-now]", place);
  place.hidden = items.length === 0;
  if (count) count.textContent = waiting ? fill(place.dataset.count, { n: waiting }) : "";
  if (now) now.hidden = waiting === 0;
  // Not while somebody has a finger on it: a list that jumps is tapped wrongly.
  if (rows && rows.dataset.shown !== sign(items)) {
    rows.dataset.shown = sign(items);
    rows.replaceChildren(...items.map((item) => row(place, item)));
  }
}

function sign(items: Item[]): string {
  return items.map((item) => `${item.id}${item.state}`).join(" ");
}

function row(place: HTMLElement, item: Item): HTMLElement {
  const entry = document.createElement("li");
  entry.dataset.state = item.state;
  entry.append(line("b", item.title), line("span", place.dataset[item.state] ?? ""));
  if (item.state === "sent" && item.url) entry.append(link(item.url, item.number ?? place.dataset.open ?? item.url));
  if (item.state === "refused") {
    entry.append(line("p", reasons(item) || (place.dataset.trouble ?? "")));
    entry.append(link(`${item.page}#outbox=${item.id}`, place.dataset.correct ?? ""), again(place, item));
  }
  entry.append(removal(place, item));
  return entry;
}

function reasons(item: Item): string {
  return Object.values(item.errors ?? {}).flat().join(" ");
}

function line(kind: "b" | "span" | "p", text: string): HTMLElement {
  const element = document.createElement(kind);
  element.textContent = text;
  return element;
}

function link(address: string, words: string): HTMLAnchorElement {
  const element = document.createElement("a");
  element.href = new URL(address, location.origin).pathname + new URL(address, location.origin).search + new URL(address, location.origin).hash;
  element.textContent = words;
  return element;
}

function again(place: HTMLElement, item: Item): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = place.dataset.again ?? "";
  button.addEventListener("click", () => void keep({ ...item, state: "waiting", tries: 0 }).then(send));
  return button;
}

function removal(place: HTMLElement, item: Item): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "plain";
  button.textContent = place.dataset.delete ?? "";
  const done = (): void => void remove(item.id).then(show);
  // What was sent is not lost with its line; what was not is asked about.
  tappedTwice(button, item.state === "sent" ? "" : (place.dataset.sure ?? ""), done);
  return button;
}
