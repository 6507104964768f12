import { canWriteFiles } from "../shared/files";
import { later } from "../shared/later";
import { all, one } from "../shared/page";
import { track } from "../shared/pending";
import type { VoiceButton } from "../later/voice";

/** The recorder comes with the first touch of its form, and takes over a finger that lies on the button already. */
export function voice(): void {
  for (const button of all<HTMLButtonElement>("button[data-voice]")) {
    const input = one<HTMLInputElement>("input[type=file][name=voice]", button.form ?? document);
    const possible = canRecord() && canWriteFiles() && input !== null;
    button.hidden = !possible;
    if (possible && input) start(button, input);
  }
}

function canRecord(): boolean {
  return "MediaRecorder" in window && Boolean(navigator.mediaDevices?.getUserMedia);
}

function start(button: HTMLButtonElement, input: HTMLInputElement): void {
  const form = button.form ?? document.body;
  const native = one<HTMLElement>("[data-voice-native]", form);
  let part: Promise<VoiceButton | null> | null = null;
  let pressed = 0;
  let tapped = false;
  const come = async (): Promise<VoiceButton | null> => {
    const { VoiceButton } = await later("voice");
    const made = new VoiceButton(button, input, track);
    made.start(pressed, tapped);
    return made;
  };
  const load = (): Promise<VoiceButton | null> => (part ??= come().catch(() => plain(button, native)));
  if (native) native.hidden = true;
  button.addEventListener("pointerdown", (event) => event.button === 0 && (pressed ||= Date.now()), { once: true });
  button.addEventListener("click", (event) => (tapped ||= event.detail === 0), { once: true });
  for (const touch of ["pointerdown", "focusin", "click"]) form.addEventListener(touch, () => void load(), { once: true });
  input.addEventListener("given", () => void load().then((made) => made?.given()));
}

/** Where the recorder cannot come: the phone's own. */
function plain(button: HTMLElement, native: HTMLElement | null): null {
  button.hidden = true;
  if (native) native.hidden = false;
  return null;
}
