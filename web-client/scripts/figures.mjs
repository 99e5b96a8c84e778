// Runs figures/main.ts in Node; the file is TypeScript like the page.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const main = fileURLToPath(new URL("../figures/main.ts", import.meta.url));
const { module } = await runnerImport(main, { logLevel: "error" });
process.exitCode = (await module.main(process.argv.slice(2))) ? 0 : 1;
