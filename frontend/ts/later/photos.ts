import { writeFiles } from "../shared/files";
import { all, fill, icon, one } from "../shared/page";
import { asItIs, shrink, type Picture } from "./shrink";

const MOST = 5;

/** Photos are shrunk in the phone, shown, and can be taken away again before anything is sent. */
export class PhotoList {
  private readonly pictures: Picture[] = [];

  /** `input` is the one that is sent; other `sources` in the same list (the camera) only bring photos in. */
  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly sources: readonly HTMLInputElement[],
  ) {}

  add(files: File[]): Promise<void> {
    this.write();
    return this.take(files);
  }

  /** In place of what there is: photos that were shrunk before. */
  replace(files: File[]): Promise<void> {
    this.pictures.length = 0;
    return this.take(files, asItIs);
  }

  private async take(files: File[], prepare = shrink): Promise<void> {
    const room = this.most() - this.pictures.length;
    this.say(files.length > room ? fill(this.list.dataset.tooMany, { n: this.most() }) : "");
    for (const file of files.slice(0, Math.max(0, room))) {
      this.say(this.list.dataset.preparing ?? "", "status");
      this.pictures.push(await prepare(file));
      this.show();
    }
    if (files.length <= room) this.say("");
    else this.say(fill(this.list.dataset.tooMany, { n: this.most() }));
  }

  private show(): void {
    this.write();
    all(".photo[data-mine]", this.list).forEach((item) => item.remove());
    const before = one("li:not(.photo)", this.list);
    this.pictures.forEach((picture, index) => this.list.insertBefore(this.item(picture, index), before));
    for (const source of this.sources) {
      const add = source.closest<HTMLElement>("li");
      if (add && !add.classList.contains("photo")) add.hidden = this.pictures.length >= this.most();
    }
  }

  private item(picture: Picture, index: number): HTMLElement {
    const item = document.createElement("li");
    item.className = "photo";
    item.dataset.mine = "";
    item.dataset.state = "done";
    item.append(this.drawing(picture, index), this.removal(index));
    return item;
  }

  private drawing(picture: Picture, index: number): HTMLElement {
    const label = fill(this.list.dataset.photoLabel ?? "{n}", { n: index + 1 });
    const drawing = picture.preview ?? document.createElement("span");
    drawing.className = picture.preview ? "scene" : "state";
    if (!picture.preview) drawing.textContent = picture.file.name;
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", label);
    return drawing;
  }

  private removal(index: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "remove";
    button.setAttribute("aria-label", fill(this.list.dataset.removeLabel ?? "× {n}", { n: index + 1 }));
    button.append(icon("i-cross"));
    button.addEventListener("click", () => this.remove(index));
    return button;
  }

  private remove(index: number): void {
    this.pictures.splice(index, 1);
    this.say("");
    this.show();
    const buttons = all<HTMLButtonElement>(".photo[data-mine] .remove", this.list);
    (buttons[Math.min(index, buttons.length - 1)] ?? this.input).focus();
  }

  private write(): void {
    writeFiles(this.input, this.pictures.map((picture) => picture.file));
  }

  private most(): number {
    return Number(this.list.dataset.max) || MOST;
  }

  private say(text: string, role = "alert"): void {
    const place = one<HTMLElement>("#error-photos") ?? this.messagePlace();
    place.setAttribute("role", role);
    place.textContent = text;
  }

  private messagePlace(): HTMLElement {
    const place = document.createElement("p");
    place.id = "error-photos";
    place.className = "error";
    this.list.after(place);
    return place;
  }
}
