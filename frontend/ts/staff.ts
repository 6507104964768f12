import { choices } from "./shared/choices";
import { composer } from "./staff/composer";
import { confirmation } from "./staff/confirm";
import { leftWords } from "./staff/left-words";
import { menus } from "./staff/menus";
import { queueKeys } from "./staff/queue-keys";
import { refresh } from "./staff/refresh";

// Each behaviour finds its own elements by data attributes; one that fails must not take the others along.
for (const behaviour of [choices, leftWords, composer, confirmation, queueKeys, menus, refresh]) {
  try {
    behaviour();
  } catch (error) {
    console.error(error);
  }
}
