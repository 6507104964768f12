import { clips } from "./resident/clips";
import { counter } from "./resident/counter";
import { draft } from "./resident/draft";
import { fresh } from "./resident/fresh";
import { notices } from "./resident/notices";
import { offline } from "./resident/offline";
import { outbox } from "./resident/outbox";
import { photos } from "./resident/photos";
import { print } from "./shared/print";
import { refill } from "./resident/refill";
import { remember } from "./resident/remember";
import { saveCard } from "./resident/savecard";
import { scan } from "./resident/scan";
import { share } from "./resident/share";
import { submit } from "./resident/submit";
import { voice } from "./resident/voice";
import { wrongWord } from "./resident/wrongword";
import { choices } from "./shared/choices";

// Each behaviour finds its own elements by data attributes; one that fails must not take the others along.
const behaviours = [
  fresh, draft, choices, counter, photos, voice, submit, refill, remember, share, saveCard, print, scan, outbox, clips, wrongWord,
  notices, offline,
];
for (const behaviour of behaviours) {
  try {
    behaviour();
  } catch (error) {
    console.error(error);
  }
}
