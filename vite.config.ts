import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const root = import.meta.dirname;
const out = resolve(root, "src/delek/static");
const frontend = resolve(root, "frontend");

/** Icons go out as they are; htmx goes out with its configuration behind it. */
function plainFiles(): Plugin {
  return {
    name: "delek-plain-files",
    closeBundle() {
      for (const folder of ["icons", "js"]) mkdirSync(resolve(out, folder), { recursive: true });
      for (const name of ["sprite.svg", "delek.svg"]) {
        copyFileSync(resolve(frontend, "icons", name), resolve(out, "icons", name));
      }
      const parts = [resolve(root, "node_modules/htmx.org/dist/htmx.min.js"), resolve(frontend, "htmx-config.js")];
      writeFileSync(resolve(out, "js/htmx.js"), parts.map((path) => readFileSync(path, "utf8")).join("\n"));
    },
  };
}

function assetPath(name: string): string {
  if (name.endsWith(".woff2")) return "fonts/noto-serif-tibetan.woff2";
  return "css/[name][extname]";
}

/** Parts that a page fetches when it needs them. */
const LATER = /^resident-(\w+)$/;

function inputs(mode: string): Record<string, string> {
  const part = LATER.exec(mode)?.[1];
  if (part) return { [mode]: resolve(frontend, "ts/later", `${part}.ts`) };
  if (mode !== "styles") return { [mode]: resolve(frontend, "ts", `${mode}.ts`) };
  return { resident: resolve(frontend, "css/resident.css"), staff: resolve(frontend, "css/staff.css") };
}

/**
 * One build for the styles and one for each script, so that every script is one self-contained file
 * (`frontend/build.mjs` names the modes). File names carry no hash: Django's manifest storage adds it.
 */
export default defineConfig(({ mode }) => ({
  base: "./",
  publicDir: false,
  plugins: mode === "styles" ? [plainFiles()] : [],
  build: {
    outDir: out,
    emptyOutDir: mode === "styles",
    assetsInlineLimit: 0,
    target: ["chrome87", "safari14"],
    cssTarget: ["chrome99", "safari15.4"],
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: inputs(mode),
      preserveEntrySignatures: "strict",
      output: {
        format: mode === "styles" || LATER.test(mode) ? "es" : "iife",
        entryFileNames: "js/[name].js",
        assetFileNames: (asset) => assetPath(asset.names[0] ?? ""),
      },
    },
  },
}));
