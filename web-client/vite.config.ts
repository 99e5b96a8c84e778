import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vitest/config";

/** Parts that Pixi loads unless `skipExtensionImports` is set, as create-renderer.ts does. */
const PIXI_EXTENSIONS = /\/environment-(browser|webworker)\/(browserAll|webworkerAll)\.mjs$/;

/** Leaves Pixi's extensions for events, accessibility and filters out of the build. */
function leaveOutPixiExtensions(): Plugin {
  return {
    name: "tickstorm:leave-out-pixi-extensions",
    load: { filter: { id: PIXI_EXTENSIONS }, handler: () => "export {};" },
  };
}

/** Puts the icon of the tab into the page itself: a request less for every visitor. */
function inlineIcon(): Plugin {
  const icon = new URL("public/favicon.svg", import.meta.url);
  return {
    name: "tickstorm:inline-icon",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const svg = readFileSync(icon, "utf8").replaceAll(/\s+/g, " ").replaceAll("> <", "><");
        const data = `data:image/svg+xml,${encodeURIComponent(svg.trim())}`;
        return html.replace(/(<link rel="icon"[^>]* href=")[^"]*"/, `$1${data}"`);
      },
    },
  };
}

export default defineConfig({
  plugins: [leaveOutPixiExtensions(), inlineIcon()],
  // The page may stand under a path of a proxy.
  base: "./",
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // One file for what several chunks share, instead of a request for each part of it. A group
      // takes along all that its modules import unless told not to: with Pixi's index, both
      // renderers. What a shared module needs is shared itself, so no chunks import each other.
      output: {
        codeSplitting: {
          groups: [{ name: "shared", minShareCount: 2, includeDependenciesRecursively: false }],
        },
      },
    },
  },
  server: {
    // `npm run dev` serves the page itself and hands the socket to a running server.
    proxy: {
      "/ws": { target: "ws://localhost:8080", ws: true },
      "/poll": "http://localhost:8080",
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
  },
});
