// Prints what a browser loads, raw and gzipped, and fails when a budget of a resident page is broken.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const root = "src/delek/static";
const budgets = { "js/resident.js": 9 * 1024, "css/resident.css": 10 * 1024 };
let broken = false;

for (const folder of ["css", "js", "icons", "fonts"]) {
  for (const file of readdirSync(`${root}/${folder}`)) {
    const name = `${folder}/${file}`;
    const bytes = readFileSync(`${root}/${name}`);
    const zipped = gzipSync(bytes, { level: 9 }).length;
    const over = zipped > (budgets[name] ?? Infinity);
    broken ||= over;
    console.log(`${name.padEnd(34)} ${String(bytes.length).padStart(7)} ${String(zipped).padStart(7)} gz${over ? "  OVER BUDGET" : ""}`);
  }
}
process.exit(broken ? 1 : 0);
