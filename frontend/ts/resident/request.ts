import { body, HEADERS, read, type Answer } from "../outbox/send";
import type { Item } from "../outbox/store";

const LONGEST_MS = 180_000;

/** As fetch does, but it tells how far it is. */
export function byRequest(item: Item, tell?: (event: ProgressEvent) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", item.action);
    request.timeout = LONGEST_MS;
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    if (tell) request.upload.addEventListener("progress", tell);
    request.addEventListener("load", () => {
      const language = request.getResponseHeader("Content-Language");
      resolve({ ...read(request.responseText), status: request.status, language });
    });
    for (const failure of ["error", "timeout", "abort"]) {
      request.addEventListener(failure, () => resolve({ status: 0 }));
    }
    request.send(body(item));
  });
}
