// What waits in this phone to be sent, in the order it was said. Pages and the service worker share it.

import type { Errors } from "../shared/errors";

const NAME = "delek";
const ITEMS = "outbox";
const DRAFTS = "drafts";

/** A file as plain bytes: old WebKit loses blobs it is given to keep. */
export interface Kept {
  field: string;
  name: string;
  type: string;
  bytes: ArrayBuffer;
}

export type State = "waiting" | "sent" | "refused";

export interface Item {
  id: number;
  /** `submission_id`: however often it is sent, the server keeps it once. */
  key: string;
  action: string;
  /** The page of its form, where it can be put right. */
  page: string;
  title: string;
  fields: [string, string][];
  files: Kept[];
  /** When it was written. */
  at: number;
  state: State;
  tries: number;
  status?: number;
  errors?: Errors;
  /** Of what the server said. */
  language?: string;
  url?: string;
  number?: string;
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ITEMS, { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore(DRAFTS);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // A store that would not open may open next time.
  opened.catch(() => (opened = null));
  return opened;
}

/** Resolves when it is certainly on the disk, not when it was only asked for. */
async function change<T>(store: string, work: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(store, "readwrite", { durability: "strict" });
  const request = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function look<T>(store: string, work: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const request = work((await open()).transaction(store).objectStore(store));
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function add(item: Omit<Item, "id">): Promise<number> {
  return Number(await change(ITEMS, (rows) => rows.add(item)));
}

/** Writes over what is there; what was deleted in the meantime stays deleted. */
export async function keep(item: Item): Promise<void> {
  if (await get(item.id)) await change(ITEMS, (rows) => rows.put(item));
}

export async function remove(id: number): Promise<void> {
  await change(ITEMS, (rows) => rows.delete(id));
}

export async function get(id: number): Promise<Item | undefined> {
  return (await look(ITEMS, (rows) => rows.get(id))) as Item | undefined;
}

export async function list(): Promise<Item[]> {
  return (await look(ITEMS, (rows) => rows.getAll())) as Item[];
}

/** The oldest that waits. */
export async function next(): Promise<Item | undefined> {
  return (await list()).find((item) => item.state === "waiting");
}

export async function keepDraft(name: string, files: Kept[]): Promise<void> {
  if (files.length === 0) await change(DRAFTS, (rows) => rows.delete(name));
  else await change(DRAFTS, (rows) => rows.put(files, name));
}

export async function draftFiles(name: string): Promise<Kept[]> {
  return ((await look(DRAFTS, (rows) => rows.get(name))) as Kept[] | undefined) ?? [];
}
