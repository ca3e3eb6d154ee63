// Copies what the portal serves of other people's work from node_modules to static/vendor/.
//
//   npm ci && npm run vendor      renew the files after a change of package.json
//   npm ci && npm run check       fail when static/vendor/ is not what this would write

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "vendor");
const FONTS = "@fontsource/fira-sans";
const FACES = ["latin-400", "latin-600", "latin-ext-400", "latin-ext-600"];

const { devDependencies } = JSON.parse(readFileSync(join(here, "package.json")));
const styles = Object.keys(devDependencies).filter((name) => name.startsWith("@utrecht/")).sort();
const read = (name, file) => readFileSync(join(here, "node_modules", name, file));
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

function stylesheet() {
  const parts = styles.map((name) => {
    const css = read(name, "dist/index.min.css").toString().trim();
    return `/* ${name} ${devDependencies[name]}, EUPL-1.2 */\n${css}`;
  });
  return `/* NL Design System components, see manifest.json and LICENSE-utrecht.md */\n@layer nlds {\n${parts.join("\n")}\n}\n`;
}

function outputs() {
  const files = { "nlds.css": Buffer.from(stylesheet()) };
  for (const face of FACES) {
    files[`fira-sans-${face}.woff2`] = read(FONTS, `files/fira-sans-${face}-normal.woff2`);
  }
  files["LICENSE-utrecht.md"] = read(styles[0], "LICENSE.md");
  files["LICENSE-fira-sans.txt"] = read(FONTS, "LICENSE");
  const manifest = {
    packages: [FONTS, ...styles].map((name) => {
      const { version, license } = JSON.parse(read(name, "package.json"));
      return { name, version, license };
    }),
    files: Object.entries(files).map(([name, content]) => ({ name, sha256: sha256(content) })),
  };
  files["manifest.json"] = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return files;
}

const check = process.argv.includes("--check");
mkdirSync(target, { recursive: true });
for (const [name, content] of Object.entries(outputs())) {
  const path = join(target, name);
  if (!check) {
    writeFileSync(path, content);
  } else if (!readFileSync(path).equals(content)) {
    console.error(`static/vendor/${name} is not what frontend/ makes: run npm run vendor`);
    process.exitCode = 1;
  }
}
