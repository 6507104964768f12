// Which pages the phone keeps, and under which name. Staff pages, sign-in and "my side" are never among them.

const SHARED = /^\/(report|staff|policies(\/[^/]+(\/ask)?)?|privacy|offline)?$/;
const OWN = /^\/r\/[^/]+(\/receipt)?$/;
const OWN_PHOTO = /^\/r\/[^/]+\/media\/[^/]+\/thumb$/;
const STATIC = /^\/static\/(css\/resident|js\/resident|icons\/|fonts\/)/;
const SEEN = /^\/(clips|staff\/photos)\//;
export const LANGUAGES = ["bo", "zh-hans", "en"];

/** What changes the words but not the page. */
const PASSING = ["lang", "said", "utm_source"];

export function isShared(url: URL): boolean {
  return SHARED.test(url.pathname);
}

export function isOwn(url: URL): boolean {
  return OWN.test(url.pathname);
}

export function isOwnPhoto(url: URL): boolean {
  return OWN_PHOTO.test(url.pathname);
}

export function isPart(url: URL): boolean {
  return STATIC.test(url.pathname) || SEEN.test(url.pathname);
}

/** One name for one page in one language, whatever else stood in its address. */
export function nameOf(address: string, language: string): string {
  const url = new URL(address);
  for (const key of PASSING) url.searchParams.delete(key);
  url.searchParams.sort();
  url.searchParams.set("lang", language);
  url.hash = "";
  return url.href;
}
