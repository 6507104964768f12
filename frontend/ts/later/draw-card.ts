const WIDTH = 900;
const EDGE = 60;
const STRIPES = ["#0b4d6e", "#e0a030", "#a8455b", "#c9b27a", "#2b7a4e", "#1f7fa6", "#b93a2e", "#4b5aa8"];

export interface Card {
  title: string;
  number: string;
  note: string;
  link: string;
  point: string;
  font: string;
  code: SVGSVGElement | null;
}

/** The receipt as a picture: woven band, title, number, plate of the point, code, link. Always light, like paper. */
export function drawCard(card: Card): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = card.code ? 1240 : 560;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawStripe(context);
  drawPlate(context, card.point);
  context.fillStyle = "#14222b";
  line(context, card.title, 190, `400 44px ${card.font}`, WIDTH - 2 * EDGE - 220);
  line(context, card.number, 290, "700 76px system-ui, sans-serif", WIDTH - 2 * EDGE - 220);
  if (card.code) drawCode(context, card.code, (WIDTH - 640) / 2, 360, 640);
  context.fillStyle = "#50626d";
  line(context, card.note, canvas.height - 150, `400 34px ${card.font}`, WIDTH - 2 * EDGE);
  line(context, card.link, canvas.height - 80, "400 28px system-ui, sans-serif", WIDTH - 2 * EDGE);
  return canvas;
}

function line(context: CanvasRenderingContext2D, text: string, y: number, font: string, room: number): void {
  context.font = font;
  context.textAlign = "start";
  context.fillText(text, EDGE, y, room);
}

/** Three panels sewn together, each shifted, so the stripes never meet. */
function drawStripe(context: CanvasRenderingContext2D): void {
  [0, 37, 71].forEach((shift, row) => {
    let x = -shift;
    for (let index = row; x < WIDTH; index += 1) {
      const width = 14 + ((index * 7) % 4) * 9;
      context.fillStyle = STRIPES[index % STRIPES.length] ?? "#0b4d6e";
      context.fillRect(x, row * 20, width, 20);
      x += width;
    }
  });
}

function drawPlate(context: CanvasRenderingContext2D, point: string): void {
  if (!point) return;
  context.fillStyle = "#0b4d6e";
  context.fillRect(WIDTH - EDGE - 180, 120, 180, 150);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 4;
  context.strokeRect(WIDTH - EDGE - 172, 128, 164, 134);
  context.fillStyle = "#ffffff";
  context.font = "700 80px system-ui, sans-serif";
  context.textAlign = "center";
  context.fillText(point, WIDTH - EDGE - 90, 223, 150);
}

/** Draws the code's own paths, so that no picture has to be loaded and the strict policy holds. */
function drawCode(context: CanvasRenderingContext2D, svg: SVGSVGElement, x: number, y: number, size: number): void {
  const box = svg.viewBox.baseVal;
  const units = box && box.width > 0 ? box.width : Number(svg.getAttribute("width")) || 29;
  for (const path of Array.from(svg.querySelectorAll("path"))) {
    const scale = Number(/scale\(([\d.]+)/.exec(path.getAttribute("transform") ?? "")?.[1] ?? 1);
    context.save();
    context.translate(x, y);
    context.scale((size / units) * scale, (size / units) * scale);
    const shape = new Path2D(path.getAttribute("d") ?? "");
    context.fillStyle = path.getAttribute("fill") ?? "#000000";
    context.strokeStyle = "#000000";
    context.lineWidth = 1;
    if (path.hasAttribute("stroke")) context.stroke(shape);
    else context.fill(shape);
    context.restore();
  }
}
