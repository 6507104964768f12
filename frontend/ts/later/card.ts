import { one } from "../shared/page";
import { drawCard, type Card } from "./draw-card";

/** Saves the `.receipt` of the page as a picture. */
export async function save(button: HTMLButtonElement): Promise<void> {
  const card = readCard(button);
  await document.fonts?.ready;
  const canvas = drawCard(card);
  // WeChat's browser cannot download: there the picture is shown, to be held and saved.
  if (/MicroMessenger/i.test(navigator.userAgent)) show(canvas, card, button);
  else canvas.toBlob((blob) => blob && download(blob, `${card.number || "delek"}.png`), "image/png");
}

function readCard(button: HTMLButtonElement): Card {
  const receipt = one<HTMLElement>(".receipt") ?? document.body;
  const link = new URL(document.body.dataset.receiptUrl ?? location.href, location.href).href;
  return {
    title: button.dataset.title ?? document.title,
    number: document.body.dataset.receiptNumber ?? one(".number", receipt)?.textContent?.trim() ?? "",
    note: button.dataset.note ?? "",
    link,
    point: one(".plate", receipt)?.textContent?.trim() ?? "",
    font: getComputedStyle(receipt).fontFamily,
    code: one<SVGSVGElement>(".qr svg", receipt),
  };
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function show(canvas: HTMLCanvasElement, card: Card, button: HTMLButtonElement): void {
  const picture = document.createElement("img");
  picture.src = canvas.toDataURL("image/png");
  picture.alt = `${card.title} ${card.number}`;
  picture.className = "saved-card";
  one(".saved-card")?.remove();
  (button.closest(".buttons") ?? button).after(picture);
}
