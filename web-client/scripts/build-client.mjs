// Builds the client library for pages outside this repository: one ES module with its types, in
// dist-client. Run it with `npm run build:client`.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = join(ROOT, "target", "client");
const PROTOBUF = join("node_modules", "@bufbuild", "protobuf");

/** The module, with everything that it imports. */
async function buildModule() {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      target: "es2022",
      outDir: OUT,
      emptyOutDir: false,
      lib: { entry: join(ROOT, "src/net/index.ts"), formats: ["es"], fileName: () => "client.js" },
    },
  });
}

/** The type declarations of the compiler, with those of the protobuf library. */
function buildTypes() {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const options = ["--noEmit", "false", "--emitDeclarationOnly", "--declaration"];
  const run = spawnSync(
    process.execPath,
    [tsc, "-p", join(ROOT, "tsconfig.client.json"), ...options, "--outDir", join(OUT, "types")],
    { stdio: "inherit" },
  );
  if (run.status !== 0) throw new Error("the types of the client library do not compile");
  cpSync(join(ROOT, PROTOBUF), join(OUT, PROTOBUF), {
    recursive: true,
    filter: (path) => !/\/(cjs|commonjs)$/.test(path) && !path.endsWith(".js"),
  });
}

/** A separate package, so that bundlers and compilers find the module and its types. */
function writePackage() {
  const { version, license } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const entry = { types: "./types/net/index.d.ts", default: "./client.js" };
  const text = JSON.stringify(
    { name: "tickstorm-client", version, license, type: "module", exports: { ".": entry } },
    undefined,
    2,
  );
  writeFileSync(join(OUT, "package.json"), `${text}\n`);
}

rmSync(OUT, { recursive: true, force: true });
await buildModule();
buildTypes();
writePackage();
console.log(`The client library is in ${OUT}.`);
