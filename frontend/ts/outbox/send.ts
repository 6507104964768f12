// Sends what waits, oldest first, one after the other.

import type { Errors } from "../shared/errors";
import { keep, next, type Item } from "./store";

const LONGEST_MS = 180_000;
const MOST_TRIES = 5;
/** Not this report's fault: the network, the server at rest, too many at once, no room. */
const LATER = [0, 408, 425, 429, 502, 503, 504, 507];

export interface Answer {
  /** 0 where nothing came back. */
  status: number;
  url?: string;
  number?: string;
  errors?: Errors;
  /** Of the errors. */
  language?: string | null;
}

export type Sender = (item: Item) => Promise<Answer>;

/** True when nothing waits any more. Only one page or worker sends at a time; the others wait for it. */
export function flush(send: Sender = byFetch): Promise<boolean> {
  return alone(async () => {
    for (;;) {
      const item = await next();
      if (!item) return true;
      if (!(await settle(item, await send(item)))) return false;
    }
  });
}

/** False where it has to be tried again later. What was taken loses its files, what was refused keeps everything. */
async function settle(item: Item, answer: Answer): Promise<boolean> {
  if (answer.url && answer.status < 300) {
    const { url, number } = answer;
    await keep({ ...item, state: "sent", files: [], fields: [], url, ...(number ? { number } : {}) });
    return true;
  }
  const strange = answer.status < 400 || answer.status >= 500;
  if (LATER.includes(answer.status) || (strange && item.tries < MOST_TRIES)) {
    if (strange && answer.status) await keep({ ...item, tries: item.tries + 1 });
    return false;
  }
  await keep({ ...item, state: "refused", status: answer.status, errors: answer.errors ?? {}, language: answer.language ?? "" });
  return true;
}

export function body(item: Item): FormData {
  const data = new FormData();
  for (const [name, value] of item.fields) data.append(name, value);
  // How long it waited, not the time of day: this phone's clock may be wrong.
  const waited = Math.floor((Date.now() - item.at) / 1000);
  if (waited > 0) data.append("waited", String(waited));
  for (const file of item.files) data.append(file.field, new Blob([file.bytes], { type: file.type }), file.name);
  return data;
}

export const HEADERS = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };

export async function byFetch(item: Item): Promise<Answer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_MS);
  try {
    const response = await fetch(item.action, {
      method: "POST", headers: HEADERS, body: body(item), signal: stop.signal,
    });
    const language = response.headers.get("Content-Language");
    return { ...read(await response.text()), status: response.status, language };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Anything else than our JSON (a sign-in page of a hotel's network, say) is no answer. */
export function read(text: string): Omit<Answer, "status"> {
  try {
    return JSON.parse(text) as Omit<Answer, "status">;
  } catch {
    return {};
  }
}

let last: Promise<unknown> = Promise.resolve();

async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return (await navigator.locks.request("delek-outbox", work)) as T;
  // Without locks two senders may overlap: the server's key keeps each report once all the same.
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
