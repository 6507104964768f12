import { all, one } from "../shared/page";
import { read, write } from "../shared/store";
import { tappedTwice } from "../shared/twice";

const KEY = "delek.receipts";
const MOST = 30;

export interface Receipt {
  url: string;
  number: string;
}

/** The phone remembers its reports, so that a closed page loses nothing. Nothing of it is sent anywhere. */
export function remember(): void {
  const { receiptUrl, receiptNumber } = document.body.dataset;
  if (receiptUrl && receiptNumber) remembered({ url: receiptUrl, number: receiptNumber });
  else show();
}

export function remembered(receipt: Receipt): void {
  const others = read<Receipt[]>(KEY, []).filter((known) => known.number !== receipt.number);
  write(KEY, [receipt, ...others].slice(0, MOST));
  show();
}

function show(): void {
  for (const place of all<HTMLElement>("[data-my-reports]")) list(place, read<Receipt[]>(KEY, []));
}

function list(place: HTMLElement, receipts: Receipt[]): void {
  const own = receipts.filter((receipt) => isOwn(receipt.url));
  place.hidden = own.length === 0;
  const items = place.matches("ul, ol") ? place : (one<HTMLElement>("ul, ol", place) ?? place);
  items.replaceChildren(...own.map((receipt) => item(place, receipt)));
}

function item(place: HTMLElement, receipt: Receipt): HTMLElement {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = receipt.url;
  link.className = "numeral";
  link.textContent = receipt.number;
  entry.append(link);
  if (place.dataset.delete) entry.append(removal(place, receipt));
  return entry;
}

function removal(place: HTMLElement, receipt: Receipt): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "plain";
  button.textContent = place.dataset.delete ?? "";
  tappedTwice(button, place.dataset.sure ?? "", () => forgotten(receipt));
  return button;
}

/** Gone from the list and from the pages kept in this phone; the matter itself goes on. */
function forgotten(receipt: Receipt): void {
  write(KEY, read<Receipt[]>(KEY, []).filter((known) => known.number !== receipt.number));
  navigator.serviceWorker?.controller?.postMessage({ forget: new URL(receipt.url, location.href).pathname });
  show();
}

/** Only addresses of this site become links, whatever stands in the store. */
function isOwn(url: string): boolean {
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
}
