// Parts that only some visits need are scripts of their own; the script's element in the page names where each lies.

import type * as card from "../later/card";
import type * as notices from "../later/notices";
import type * as photos from "../later/photos";
import type * as voice from "../later/voice";
import type * as waiting from "../later/waiting";

interface Parts {
  card: typeof card;
  notices: typeof notices;
  photos: typeof photos;
  voice: typeof voice;
  waiting: typeof waiting;
}

const script = document.currentScript as HTMLScriptElement | null;

/** For browsers without service workers, which would fetch and keep them all: what is needed when the network is gone. */
export function fetchParts(): void {
  for (const name of ["waiting", "photos", "voice"] as const) void later(name).catch(() => undefined);
}

/** Rejects where it cannot be fetched: neither the network nor the service worker has it yet. */
export async function later<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  const address = script?.dataset[name];
  if (!address) throw new Error(`no address of ${name}`);
  return (await import(/* @vite-ignore */ address)) as Parts[Name];
}
