// The list of what waits in the phone: only for those in whose phone something waits.

import type { Item } from "../outbox/store";
import { one } from "../shared/page";
import { tappedTwice } from "../shared/twice";

/** `again` sends a refused one once more, `forget` takes one out of the phone. */
export interface Acts {
  again(item: Item): void;
  forget(item: Item): void;
}

/** What waits, was sent, was refused: one row each. */
export function fillPlace(place: HTMLElement, items: Item[], acts: Acts): void {
  const rows = one<HTMLElement>("ul", place);
  // Not while somebody has a finger on it: a list that jumps is tapped wrongly.
  if (rows && rows.dataset.shown !== sign(items)) {
    rows.dataset.shown = sign(items);
    rows.replaceChildren(...items.map((item) => row(place, item, acts)));
  }
}

function sign(items: Item[]): string {
  return items.map((item) => `${item.id}${item.state}`).join(" ");
}

function row(place: HTMLElement, item: Item, acts: Acts): HTMLElement {
  const entry = document.createElement("li");
  entry.dataset.state = item.state;
  entry.append(line("b", item.title), line("span", place.dataset[item.state] ?? ""));
  if (item.state === "sent" && item.url) entry.append(link(item.url, item.number ?? place.dataset.open ?? item.url));
  if (item.state === "refused") {
    entry.append(reasons(place, item), typed(item));
    entry.append(link(`${item.page}#outbox=${item.id}`, place.dataset.correct ?? ""), again(place, item, acts));
  }
  entry.append(removal(place, item, acts));
  return entry;
}

/** The server's words, in the language they came in. */
function reasons(place: HTMLElement, item: Item): HTMLElement {
  const said = Object.values(item.errors ?? {}).flat().join(" ");
  const element = line("p", said || (place.dataset.trouble ?? ""));
  if (said && item.language) element.lang = item.language;
  return element;
}

/** All that was written: where no form is left to put it right in, it can still be read and copied. */
function typed(item: Item): HTMLElement {
  const words = item.fields.find(([name]) => name === "description" || name === "text")?.[1] ?? "";
  const element = line("blockquote", words);
  element.hidden = words.trim() === "" || words.trim() === item.title;
  return element;
}

function line(kind: "b" | "span" | "p" | "blockquote", text: string): HTMLElement {
  const element = document.createElement(kind);
  element.textContent = text;
  return element;
}

function link(address: string, words: string): HTMLAnchorElement {
  const element = document.createElement("a");
  const { pathname, search, hash } = new URL(address, location.origin);
  element.href = pathname + search + hash;
  element.textContent = words;
  return element;
}

function again(place: HTMLElement, item: Item, acts: Acts): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = place.dataset.again ?? "";
  button.addEventListener("click", () => acts.again(item));
  return button;
}

function removal(place: HTMLElement, item: Item, acts: Acts): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "plain";
  button.textContent = place.dataset.delete ?? "";
  const done = (): void => acts.forget(item);
  // What was sent is not lost with its line; what was not is asked about.
  tappedTwice(button, item.state === "sent" ? "" : (place.dataset.sure ?? ""), done);
  return button;
}
