// Work that a form must wait for before it is sent: photos being shrunk, a recording being closed.

const running = new Set<Promise<unknown>>();

export function track<T>(work: Promise<T>): Promise<T> {
  running.add(work);
  const done = (): void => void running.delete(work);
  work.then(done, done);
  return work;
}

export async function settled(): Promise<void> {
  await Promise.allSettled(running);
}
