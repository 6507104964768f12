// Network first, always; what is kept answers where the network does not within a moment.

import { isOwn, isOwnPhoto, isPart, isShared, LANGUAGES, nameOf } from "./keeping";
import { current, keepPage, lastLanguage, noteLanguage } from "./caches";

const PATIENCE_MS = 4000;

export function answer(event: FetchEvent): void {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (isShared(url) || isOwn(url)) event.respondWith(page(event, url));
    else if (/^\/q\/[^/]+$/.test(url.pathname)) event.respondWith(code(event.request, url));
  } else if (isPart(url) || isOwnPhoto(url)) {
    event.respondWith(part(event.request));
  }
}

async function page(event: FetchEvent, url: URL): Promise<Response> {
  const fresh = fetch(event.request).then((response) => {
    event.waitUntil(seen(url, response.clone()));
    return response;
  });
  fresh.catch(() => undefined);
  const kept = await find(url);
  try {
    return await (kept ? soon(fresh) : fresh);
  } catch {
    return kept ?? (await nothing(url));
  }
}

/** A page that is kept already is renewed by each reading; own pages only if the page itself asked for it once. */
async function seen(url: URL, response: Response): Promise<void> {
  const language = response.headers.get("Content-Language") ?? "";
  if (!response.ok || response.redirected || !LANGUAGES.includes(language)) return;
  await noteLanguage(language);
  if (isShared(url)) await keepPage(nameOf(url.href, language), response);
  else if (await (await current("own")).match(nameOf(url.href, language))) {
    await (await current("own")).put(nameOf(url.href, language), response);
  }
}

async function find(url: URL): Promise<Response | undefined> {
  const cache = await current(isOwn(url) ? "own" : "pages");
  const asked = url.searchParams.get("lang");
  const wanted = asked && LANGUAGES.includes(asked) ? asked : await lastLanguage();
  for (const language of [wanted, ...LANGUAGES]) {
    const kept = await cache.match(nameOf(url.href, language));
    if (kept) return kept;
  }
  return undefined;
}

/** What names this very point first; else the page that says that there is no network. */
async function code(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    const token = decodeURIComponent(url.pathname.split("/")[2] ?? "");
    for (const key of await (await current("pages")).keys()) {
      const kept = new URL(key.url);
      if (kept.searchParams.get("at") !== token) continue;
      return Response.redirect(`${kept.pathname}?at=${encodeURIComponent(token)}`, 302);
    }
    return nothing(url);
  }
}

async function nothing(url: URL): Promise<Response> {
  const asked = url.searchParams.get("lang");
  const language = asked && LANGUAGES.includes(asked) ? asked : await lastLanguage();
  const kept = await (await current("pages")).match(nameOf(`${location.origin}/offline`, language));
  return kept ?? Response.error();
}

async function part(request: Request): Promise<Response> {
  const kept = (await (await current("parts")).match(request)) ?? (await (await current("own")).match(request));
  if (!kept) return fetch(request);
  try {
    const fresh = await soon(fetch(request));
    return fresh.ok ? fresh : kept;
  } catch {
    return request.headers.has("Range") ? piece(request, kept) : kept;
  }
}

/** Players of sound ask for pieces, and some take nothing else. */
async function piece(request: Request, kept: Response): Promise<Response> {
  const bytes = await kept.arrayBuffer();
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  const first = Number(asked?.[1] ?? 0);
  const last = Math.min(asked?.[2] ? Number(asked[2]) : Infinity, bytes.byteLength - 1);
  const headers = {
    "Content-Type": kept.headers.get("Content-Type") ?? "", "Accept-Ranges": "bytes",
    "Content-Range": `bytes ${first}-${last}/${bytes.byteLength}`,
  };
  return new Response(bytes.slice(first, last + 1), { status: 206, headers });
}

function soon(response: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("slow")), PATIENCE_MS);
    response.then(resolve, reject);
  });
}
