import { later } from "../shared/later";
import { one } from "../shared/page";

/** Only for a page that offers notices, in a browser that can show them. */
export function notices(): void {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (able && one("[data-push]")) void later("notices").then((part) => part.notices());
}
