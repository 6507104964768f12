import { canWriteFiles, writeFiles } from "../shared/files";
import { later } from "../shared/later";
import { all } from "../shared/page";
import { track } from "../shared/pending";
import type { PhotoList } from "../later/photos";

/** Photos are shrunk and shown by a part that comes with the first one; where it cannot come they go as they are. */
export function photos(): void {
  if (!canWriteFiles()) return;
  for (const input of all<HTMLInputElement>("input[type=file][data-photos]")) start(input);
}

function start(input: HTMLInputElement): void {
  const list = input.closest<HTMLElement>(".photos") ?? (input.parentElement as HTMLElement);
  const sources = all<HTMLInputElement>("input[type=file]", list);
  if (!sources.includes(input)) sources.push(input);
  let queue: Promise<unknown> = Promise.resolve();
  let part: Promise<PhotoList> | null = null;
  const load = (): Promise<PhotoList> => {
    part ??= later("photos").then(({ PhotoList }) => new PhotoList(input, list, sources));
    part.catch(() => (part = null));
    return part;
  };
  const take = (work: (photos: PhotoList) => Promise<void>, otherwise: () => void): void => {
    queue = track(queue.then(load).then(work, otherwise));
  };
  for (const source of sources) {
    source.addEventListener("change", () => {
      const chosen = Array.from(source.files ?? []);
      if (source !== input) source.value = "";
      take((photos) => photos.add(chosen), () => source === input || writeFiles(input, [...(input.files ?? []), ...chosen]));
    });
  }
  const given = (): File[] => Array.from(input.files ?? []);
  input.addEventListener("given", () => take((photos) => photos.replace(given()), () => undefined));
  // The browser may give files back after "back": take them in again.
  const kept = given();
  if (kept.length > 0) take((photos) => photos.add(kept), () => undefined);
}
