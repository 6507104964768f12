// Which reports this browser is told of: number and page, kept where both page and service worker can read it.
// So the notice that comes over the push service needs no link.

const NAME = "delek-told";

const entry = (number: string): string => `/told?${encodeURIComponent(number)}`;

export async function noteTold(number: string, path: string): Promise<void> {
  await (await caches.open(NAME)).put(entry(number), new Response(path));
}

export async function isTold(number: string): Promise<boolean> {
  return (await pathOf(number)) !== "";
}

/** The page of a report, or nothing where this browser does not know it. */
export async function pathOf(number: string): Promise<string> {
  return (await (await (await caches.open(NAME)).match(entry(number)))?.text()) ?? "";
}

/** True when this browser is told of nothing any more. */
export async function forgetTold(path: string): Promise<boolean> {
  const cache = await caches.open(NAME);
  for (const key of await cache.keys()) {
    if ((await (await cache.match(key))?.text()) === path) await cache.delete(key);
  }
  return (await cache.keys()).length === 0;
}
