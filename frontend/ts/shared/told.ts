// Which reports this browser is told of: number and page, kept where both page and service worker can read it.
// So the notice that comes over the push service needs no link.

const NAME = "delek-told";

const BROWSER = "/browser";

/** Where this browser is reached, and by whom: what a new address stands in place of. */
export interface Reached {
  endpoint: string;
  key: string;
}

const entry = (number: string): string => `/told?${encodeURIComponent(number)}`;

export async function noteTold(number: string, path: string): Promise<void> {
  await (await caches.open(NAME)).put(entry(number), new Response(path));
}

export async function noteReached(reached: Reached): Promise<void> {
  await (await caches.open(NAME)).put(BROWSER, new Response(JSON.stringify(reached)));
}

export async function lastReached(): Promise<Reached | null> {
  const kept = await (await caches.open(NAME)).match(BROWSER);
  return kept ? ((await kept.json()) as Reached) : null;
}

/** The pages of all reports that this browser is told of. */
export async function toldPaths(): Promise<string[]> {
  const cache = await caches.open(NAME);
  const paths = (await told(cache)).map(async (key) => (await (await cache.match(key))?.text()) ?? "");
  return [...new Set(await Promise.all(paths))];
}

async function told(cache: Cache): Promise<readonly Request[]> {
  return (await cache.keys()).filter((key) => new URL(key.url).pathname === "/told");
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
  for (const key of await told(cache)) {
    if ((await (await cache.match(key))?.text()) === path) await cache.delete(key);
  }
  return (await told(cache)).length === 0;
}
