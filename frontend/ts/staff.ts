import { choices } from "./shared/choices";
import { composer } from "./staff/composer";
import { confirmation } from "./staff/confirm";
import { leftWords } from "./staff/left-words";
import { menus } from "./staff/menus";
import { moreRows } from "./staff/more-rows";
import { pick } from "./staff/pick";
import { print } from "./shared/print";
import { queueKeys } from "./staff/queue-keys";
import { queuePanel } from "./staff/queue-panel";
import { readyWords } from "./staff/ready-words";
import { sides } from "./staff/sides";
import { refresh } from "./staff/refresh";

// Each behaviour finds its own elements by data attributes; one that fails must not take the others along.
const behaviours = [
  choices, leftWords, composer, confirmation, queueKeys, queuePanel, moreRows, pick, print, menus, readyWords, sides,
  refresh,
];
for (const behaviour of behaviours) {
  try {
    behaviour();
  } catch (error) {
    console.error(error);
  }
}
