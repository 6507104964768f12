// Styles, then every script as one self-contained file; the parts of `ts/later` are modules that pages fetch when needed.
import { build } from "vite";

const later = ["card", "notices", "photos", "voice", "waiting"];
for (const mode of ["styles", "resident", "staff", "sw", ...later.map((name) => `resident-${name}`)]) {
  await build({ mode, logLevel: "warn" });
}
