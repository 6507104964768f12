import { all, one } from "../shared/page";
import { read, write } from "../shared/store";

const KEY = "delek.receipts";
const MOST = 30;

interface Receipt {
  url: string;
  number: string;
}

/** The phone remembers its reports, so that a closed page loses nothing. Nothing of it is sent anywhere. */
export function remember(): void {
  const { receiptUrl, receiptNumber } = document.body.dataset;
  const known = read<Receipt[]>(KEY, []);
  if (receiptUrl && receiptNumber) {
    const others = known.filter((receipt) => receipt.number !== receiptNumber);
    write(KEY, [{ url: receiptUrl, number: receiptNumber }, ...others].slice(0, MOST));
  }
  for (const place of all<HTMLElement>("[data-my-reports]")) list(place, read<Receipt[]>(KEY, known));
}

function list(place: HTMLElement, receipts: Receipt[]): void {
  const own = receipts.filter((receipt) => isOwn(receipt.url));
  place.hidden = own.length === 0;
  const items = place.matches("ul, ol") ? place : (one<HTMLElement>("ul, ol", place) ?? place);
  items.replaceChildren(...own.map(item));
}

function item(receipt: Receipt): HTMLElement {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = receipt.url;
  link.className = "numeral";
  link.textContent = receipt.number;
  entry.append(link);
  return entry;
}

/** Only addresses of this site become links, whatever stands in the store. */
function isOwn(url: string): boolean {
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
}
