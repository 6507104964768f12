// Lays every text file beside itself as .gz and .br, which the server then sends; prints what a browser loads, raw and
// gzipped, and fails when a budget of a resident page is broken.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = "src/delek/static";
const budgets = { "js/resident.js": 9 * 1024, "js/sw.js": 4 * 1024, "css/resident.css": 10 * 1024 };
let broken = false;

for (const folder of ["css", "js", "icons", "fonts"]) {
  for (const file of readdirSync(`${root}/${folder}`).filter((file) => !/\.(br|gz)$/.test(file))) {
    const name = `${folder}/${file}`;
    const bytes = readFileSync(`${root}/${name}`);
    const small = gzipSync(bytes, { level: 9 });
    const zipped = small.length;
    if (!file.endsWith(".woff2")) {
      writeFileSync(`${root}/${name}.gz`, small);
      writeFileSync(`${root}/${name}.br`, brotliCompressSync(bytes));
    }
    const over = zipped > (budgets[name] ?? Infinity);
    broken ||= over;
    console.log(`${name.padEnd(34)} ${String(bytes.length).padStart(7)} ${String(zipped).padStart(7)} gz${over ? "  OVER BUDGET" : ""}`);
  }
}
process.exit(broken ? 1 : 0);
