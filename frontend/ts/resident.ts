import { counter } from "./resident/counter";
import { draft } from "./resident/draft";
import { photos } from "./resident/photos";
import { print } from "./resident/print";
import { remember } from "./resident/remember";
import { saveCard } from "./resident/savecard";
import { share } from "./resident/share";
import { submit } from "./resident/submit";
import { voice } from "./resident/voice";
import { choices } from "./shared/choices";

// Each behaviour finds its own elements by data attributes; one that fails must not take the others along.
for (const behaviour of [draft, choices, counter, photos, voice, submit, remember, share, saveCard, print]) {
  try {
    behaviour();
  } catch (error) {
    console.error(error);
  }
}
