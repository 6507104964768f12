const LONGEST_EDGE = 1600;
const WANTED_BYTES = 300 * 1024;
const QUALITIES = [0.82, 0.72, 0.62, 0.5, 0.4];

export interface Picture {
  file: File;
  /** A drawing of the photo for the page, or null when this browser cannot decode it. */
  preview: HTMLCanvasElement | null;
}

/**
 * The photo as a JPEG of about 300 KB with at most 1600 px on its longer edge. What the browser cannot decode (HEIC on
 * most phones) is kept as it is: the server can.
 */
export async function shrink(file: File): Promise<Picture> {
  try {
    const image = await decode(file);
    const canvas = draw(image, LONGEST_EDGE);
    const blob = await encode(canvas);
    const preview = draw(canvas, 320);
    if (image instanceof ImageBitmap) image.close();
    return { file: new File([blob], jpegName(file.name), { type: "image/jpeg" }), preview };
  } catch {
    return { file, preview: null };
  }
}

/** One that was shrunk before. */
export async function asItIs(file: File): Promise<Picture> {
  try {
    return { file, preview: draw(await decode(file), 320) };
  } catch {
    return { file, preview: null };
  }
}

async function decode(file: File): Promise<ImageBitmap | HTMLImageElement> {
  if ("createImageBitmap" in window) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      // Some phones decode in an <img> what they refuse here.
    }
  }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } finally {
    URL.revokeObjectURL(image.src);
  }
  return image;
}

function draw(source: ImageBitmap | HTMLImageElement | HTMLCanvasElement, edge: number): HTMLCanvasElement {
  const width = source instanceof HTMLImageElement ? source.naturalWidth : source.width;
  const height = source instanceof HTMLImageElement ? source.naturalHeight : source.height;
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Lower quality first; a picture that is still too heavy then (leaves, gravel) also gets smaller, once. */
async function encode(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await encodeAt(canvas);
  if (blob.size <= 1.5 * WANTED_BYTES) return blob;
  return encodeAt(draw(canvas, Math.round(LONGEST_EDGE * 0.7)));
}

async function encodeAt(canvas: HTMLCanvasElement): Promise<Blob> {
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (!blob) throw new Error("no encoder");
    smallest = blob;
    if (blob.size <= WANTED_BYTES) break;
  }
  if (!smallest) throw new Error("no encoder");
  return smallest;
}

function jpegName(name: string): string {
  return `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;
}
