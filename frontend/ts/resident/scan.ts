import { all } from "../shared/page";

interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}

type Maker = new (options: { formats: string[] }) => Detector;

/** `<form data-scan data-none="…">`: a photo of a code fills the field in the phone; the picture is sent nowhere. */
export function scan(): void {
  const maker = (window as unknown as { BarcodeDetector?: Maker }).BarcodeDetector;
  if (!maker) return;
  for (const form of all<HTMLFormElement>("form[data-scan]")) {
    const label = form.querySelector<HTMLElement>("[data-scan-picture]");
    const input = label?.querySelector<HTMLInputElement>("input[type=file]");
    if (!label || !input) continue;
    label.hidden = false;
    input.addEventListener("change", () => void read(form, input, new maker({ formats: ["qr_code"] })));
  }
}

async function read(form: HTMLFormElement, input: HTMLInputElement, detector: Detector): Promise<void> {
  const field = form.querySelector<HTMLInputElement>("input[name=code]");
  const file = input.files?.[0];
  if (!file || !field) return;
  try {
    const found = await detector.detect(await createImageBitmap(file));
    field.value = found[0]?.rawValue ?? "";
  } catch {
    field.value = "";
  }
  input.value = "";
  if (field.value) form.requestSubmit();
  else say(form);
}

function say(form: HTMLFormElement): void {
  form.querySelector("[data-said]")?.remove();
  const said = document.createElement("p");
  said.dataset.said = "";
  said.setAttribute("role", "alert");
  form.append(said);
  said.textContent = form.dataset.none ?? "";
}
