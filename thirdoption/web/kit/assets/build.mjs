// Builds what pages load: desk.css, street.css, kit.js, street.js, icons.svg and the fonts, into static/built/.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

import { nameColors } from "./palette.mjs";

const ASSETS = dirname(fileURLToPath(import.meta.url));
const ROOT = join(ASSETS, "../../../..");
const USWDS = join(ROOT, "node_modules/@uswds/uswds");
const STREET = join(ASSETS, "../../street/assets");
const DESK = join(ASSETS, "../../desk/assets");
const SERVED = join(ASSETS, "../static/built");
// Built beside, swapped in at the end: a build that stops leaves the pages as they were.
const BUILT = join(ROOT, "node_modules/.thirdoption-built");

// Variants that come with a USWDS package but that no page uses: they would be a third of the sheet.
const UNUSED = new RegExp(
  "usa-button--(accent|base|secondary|outline|inverse|big|hover|active|disabled|focus)" +
    "|usa-button:(visited)|usa-dark-background|usa-link--alt|-background|usa-alert--(emergency|no-icon|validation)" +
    "|usa-card--(flag|exdent|media)|usa-card__(media|exdent|img)|--bitmap|usa-form--large|usa-input--(success|\\d?xs|sm|md|lg|xl)" +
    "|usa-(input|select|textarea)--success|usa-table__(header__button|announcement)|usa-table--sticky" +
    "|usa-list--unstyled|usa-prose > \\.usa-table--|usa-step-indicator--(counters|center)|usa-tag--big" +
    "|\\[type=(color|range|file)\\]|usa-sr-only > |usa-process-list--|data-sort|aria-sort",
);

// Drops unused selectors and names the colors of what is left.
function themed(css) {
  const missing = new Set();
  let out = css.replace(/^( *)([^{}@\n][^{}]*)\{([^{}]*)\}/gm, (whole, indent, selectors, body) => {
    const kept = selectors.split(/,\s*(?![^(]*\))/).filter((s) => !UNUSED.test(s));
    if (!kept.length) return "";
    const rules = body.replace(/([a-z-]+):([^;]+);/g, (_, property, value) => `${property}:${nameColors(property, value, missing)};`);
    return `${indent}${kept.join(", ").trim()} {${rules}}`;
  });
  if (missing.size) throw new Error(`palette.mjs has no name for:\n  ${[...missing].join("\n  ")}`);
  return out;
}

// `@import "uswds-subset"` in desk.css stands for the compiled and themed USWDS packages.
const uswdsSubset = {
  name: "uswds-subset",
  setup(build) {
    build.onResolve({ filter: /^uswds-subset$/ }, (args) => ({ path: args.path, namespace: "uswds" }));
    build.onLoad({ filter: /.*/, namespace: "uswds" }, () => {
      const { css } = sass.compile(join(ASSETS, "scss/desk.scss"), {
        loadPaths: [join(USWDS, "packages")],
        quietDeps: true,
        logger: sass.Logger.silent,
      });
      return { contents: themed(css), loader: "css", resolveDir: ROOT };
    });
  },
};

function iconSprite() {
  const names = JSON.parse(readFileSync(join(ASSETS, "icons.json"), "utf8"));
  const symbols = names.map((name) => {
    const svg = readFileSync(join(USWDS, "dist/img/usa-icons", `${name}.svg`), "utf8");
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  writeFileSync(join(BUILT, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT, { recursive: true });
await esbuild.build({
  absWorkingDir: ROOT,
  entryPoints: [
    ...["css/desk.css", "css/street.css", "js/kit.js"].map((path) => join(ASSETS, path)),
    join(STREET, "street.js"),
    { in: join(STREET, "worker.js"), out: "street-worker" },
    { in: join(DESK, "worker.js"), out: "desk-worker" },
  ].map((entry) => (entry.in ? entry : { in: entry, out: parse(entry).name })),
  outdir: BUILT,
  assetNames: "media/[name]",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  loader: { ".svg": "file", ".woff2": "file" },
  plugins: [uswdsSubset],
  logLevel: "error",
}).catch(() => process.exit(1)); // esbuild has printed the file, the line and the reason
iconSprite();
const licenses = ["@uswds/uswds/LICENSE.md", "htmx.org/LICENSE", "idb/LICENSE"].map((path) => readFileSync(join(ROOT, "node_modules", path), "utf8"));
writeFileSync(join(BUILT, "licenses.txt"), licenses.join("\n\n----\n\n"));
// A compressed copy beside each: the web server sends it to browsers that take it.
for (const name of ["desk.css", "street.css", "kit.js", "street.js", "icons.svg"]) {
  const bytes = readFileSync(join(BUILT, name));
  const small = gzipSync(bytes, { level: 9 });
  writeFileSync(join(BUILT, `${name}.gz`), small);
  console.log(`${name} ${bytes.length} bytes, ${small.length} gzipped`);
}
rmSync(SERVED, { recursive: true, force: true });
renameSync(BUILT, SERVED);
