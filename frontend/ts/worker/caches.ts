// Three caches a version: parts (styles, scripts, icons, fonts, clips), pages anybody may read, own pages of this phone.

import { isOwnPhoto, isPart, LANGUAGES, nameOf } from "./keeping";

declare const DELEK: { version: string; parts: string[] };

/** The house's sign, for what is shown outside its pages. */
export const SIGN = DELEK.parts.find((part) => part.includes("/delek.")) ?? "";

type Kind = "parts" | "pages" | "own";
const KINDS: Kind[] = ["parts", "pages", "own"];
const MOST_PAGES = 150;
const LANGUAGE = "/offline?last-language";

export function current(kind: Kind): Promise<Cache> {
  return caches.open(nameFor(kind));
}

function nameFor(kind: Kind): string {
  return `delek-${kind}-${DELEK.version}`;
}

/** What every page needs, and the page that says there is no network, in every language. */
export async function install(): Promise<void> {
  await (await current("parts")).addAll(DELEK.parts);
  for (const language of LANGUAGES) await fetchPage(`${location.origin}/offline`, language);
}

/** A new version takes over the pages of the one before, renewed where the network allows, and lets the rest go. */
export async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    const kind = KINDS.find((each) => name.startsWith(`delek-${each}-`));
    if (!kind || name === nameFor(kind)) continue;
    const [from, to] = [await caches.open(name), await current(kind)];
    for (const request of await from.keys()) {
      const old = await from.match(request);
      if (old && !(await to.match(request))) await to.put(request, old);
    }
    await caches.delete(name);
  }
}

/** The page was read: keep it in every language, so that the switch works too; an own page in the language it was read. */
export async function keepRead(page: string, language: string, own: string, parts: string[]): Promise<void> {
  const languages = [...new Set([language, ...LANGUAGES])].filter((each) => LANGUAGES.includes(each));
  if (LANGUAGES.includes(language)) await noteLanguage(language);
  if (own) for (const address of new Set([page, own])) await fetchOwn(address);
  else for (const each of languages) await fetchPage(page, each);
  const cache = await current("parts");
  for (const address of new Set(parts)) {
    const url = new URL(address);
    if (url.origin !== location.origin) continue;
    if (isPart(url) && !(await cache.match(address))) await cache.add(address).catch(() => undefined);
    if (own && isOwnPhoto(url)) await (await current("own")).add(address).catch(() => undefined);
  }
}

/** Without cookies: the switch in the address must not become the reader's choice. */
async function fetchPage(address: string, language: string): Promise<void> {
  const response = await fetch(nameOf(address, language), { credentials: "omit" }).catch(() => null);
  if (response?.ok && !response.redirected) await keepPage(nameOf(address, language), response);
}

async function fetchOwn(address: string): Promise<void> {
  const response = await fetch(address).catch(() => null);
  const language = response?.headers.get("Content-Language") ?? "";
  if (response?.ok && LANGUAGES.includes(language)) await (await current("own")).put(nameOf(address, language), response);
}

export async function keepPage(name: string, response: Response): Promise<void> {
  const cache = await current("pages");
  await cache.put(name, response);
  const keys = (await cache.keys()).filter((key) => new URL(key.url).pathname !== "/offline");
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST_PAGES))) await cache.delete(key);
}

export async function forgetOwn(path: string): Promise<void> {
  const cache = await current("own");
  for (const key of await cache.keys()) {
    const { pathname } = new URL(key.url);
    if (pathname === path || pathname.startsWith(`${path}/`)) await cache.delete(key);
  }
}

export async function noteLanguage(language: string): Promise<void> {
  await (await current("parts")).put(LANGUAGE, new Response(language));
}

export async function lastLanguage(): Promise<string> {
  const known = await (await (await current("parts")).match(LANGUAGE))?.text();
  return known ?? LANGUAGES.find((language) => navigator.language.toLowerCase().startsWith(language.slice(0, 2))) ?? "zh-hans";
}
