// An HTTP proxy as in some networks: it forwards requests, and blocks WebSockets until a test
// allows them.
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";

/**
 * Starts the proxy on a free port, for a port of this machine.
 *
 * @param {number} port
 * @param {number} refusal status of the answer to an upgrade; 0: none at all
 */
export async function startProxy(port, refusal) {
  let isBlocking = true;
  let upgrades = 0;
  /** @type {Set<import("node:stream").Duplex>} */
  const ends = new Set();
  const server = createServer((incoming, answer) => {
    const { method, url, headers } = incoming;
    const onward = request({ port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (incoming, near, head) => {
    upgrades++;
    ends.add(near);
    near.on("error", () => {});
    if (isBlocking) {
      if (refusal !== 0) near.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const far = connect(port, "localhost");
    ends.add(far);
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    const lines = incoming.rawHeaders.flatMap((name, i, all) =>
      i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : [],
    );
    far.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    far.write(head);
    near.pipe(far).pipe(near);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://localhost:${address.port}`,
    get upgrades() {
      return upgrades;
    },
    unblock() {
      isBlocking = false;
    },
    stop() {
      for (const end of ends) end.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
