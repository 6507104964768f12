import { writeFiles } from "../shared/files";
import { fill, one } from "../shared/page";
import { Recording } from "./recorder";

const LONGEST = 120;
const TAP_MS = 400;

/** Hold and speak. A short tap, Space or Enter starts it too, and the next one stops it. */
export class VoiceButton {
  private recording: Promise<Recording> | null = null;
  private pressedAt = 0;
  private seconds = 0;
  private timer = 0;
  private readonly form: ParentNode;
  private readonly label: HTMLElement;
  private readonly words: string;

  constructor(
    private readonly button: HTMLButtonElement,
    private readonly input: HTMLInputElement,
    private readonly track: (work: Promise<unknown>) => unknown,
  ) {
    this.form = button.form ?? document;
    this.label = one<HTMLElement>("b", button) ?? button;
    this.words = this.label.textContent ?? "";
  }

  /** `pressed`: when a finger came down that may lie there still; `tapped`: by keyboard or screen reader. */
  start(pressed: number, tapped: boolean): void {
    this.button.addEventListener("pointerdown", (event) => this.press(event));
    this.button.addEventListener("pointerup", () => this.release());
    this.button.addEventListener("pointercancel", () => this.finish());
    this.button.addEventListener("contextmenu", (event) => event.preventDefault());
    // detail 0: a click that came from the keyboard or from a screen reader.
    this.button.addEventListener("click", (event) => {
      if (event.detail === 0) this.toggle();
    });
    one("[data-voice-delete]", this.form)?.addEventListener("click", () => this.discard());
    this.pressedAt = pressed;
    if (pressed || tapped) this.begin();
  }

  /** A recording was put back into the form. */
  given(): void {
    const file = this.input.files?.[0];
    if (file) this.show(file);
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.button.setPointerCapture(event.pointerId);
    this.pressedAt = this.recording ? 0 : Date.now();
    if (!this.recording) this.begin();
  }

  private release(): void {
    if (this.pressedAt === 0 || Date.now() - this.pressedAt > TAP_MS) this.finish();
  }

  private toggle(): void {
    if (this.recording) this.finish();
    else this.begin();
  }

  private begin(): void {
    this.say("");
    this.recording = Recording.start();
    this.recording.then(() => this.listen(), () => this.refuse());
  }

  private listen(): void {
    if (!this.recording) return;
    this.seconds = 0;
    this.button.dataset.state = "listening";
    this.button.setAttribute("aria-pressed", "true");
    this.tick();
    this.timer = window.setInterval(() => {
      this.seconds += 1;
      this.tick();
      if (this.seconds >= LONGEST) this.finish();
    }, 1000);
  }

  private tick(): void {
    this.label.textContent = fill(this.button.dataset.listening ?? "{n}", { n: clock(this.seconds) });
  }

  private refuse(): void {
    this.rest();
    this.say(this.button.dataset.refused ?? "");
  }

  private finish(): void {
    const recording = this.recording;
    if (!recording) return;
    // Let go while the browser was still asking for the microphone: there is nothing to keep.
    const heard = this.button.dataset.state === "listening";
    this.rest();
    const file = recording.then((running) => running.stop());
    this.track(file.then((voice) => heard && this.keep(voice), () => undefined));
  }

  private rest(): void {
    clearInterval(this.timer);
    this.recording = null;
    delete this.button.dataset.state;
    this.button.setAttribute("aria-pressed", "false");
    this.label.textContent = this.words;
  }

  private keep(file: File): void {
    if (file.size === 0) return;
    writeFiles(this.input, [file]);
    this.show(file);
  }

  private show(file: File): void {
    const clip = one<HTMLElement>("[data-voice-clip]", this.form);
    const audio = clip && one<HTMLAudioElement>("audio", clip);
    const length = clip && one<HTMLElement>("[data-voice-seconds]", clip);
    if (audio) audio.src = URL.createObjectURL(file);
    if (length) length.textContent = this.seconds ? clock(this.seconds) : "";
    if (clip) clip.hidden = false;
  }

  private discard(): void {
    writeFiles(this.input, []);
    const clip = one<HTMLElement>("[data-voice-clip]", this.form);
    const audio = clip && one<HTMLAudioElement>("audio", clip);
    if (audio) {
      URL.revokeObjectURL(audio.src);
      audio.removeAttribute("src");
    }
    if (clip) clip.hidden = true;
    this.button.focus();
  }

  private say(text: string): void {
    const place = one<HTMLElement>("[data-voice-message]", this.form) ?? one<HTMLElement>("#error-voice");
    if (place) place.textContent = text;
  }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
