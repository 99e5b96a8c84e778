import { defineConfig } from "vitest/config";

export default defineConfig({
  // The page may stand under a path of a proxy.
  base: "./",
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1500,
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
