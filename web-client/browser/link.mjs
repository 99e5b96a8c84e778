// A TCP link between page and server that a test can cut without a Close, as a network does.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * Forwards bytes from a free port to another port of this machine.
 *
 * @param {number} port
 */
export async function startLink(port) {
  /** @type {Set<import("node:net").Socket>} */
  const ends = new Set();
  let isUp = true;
  /**
   * @param {import("node:net").Socket} from
   * @param {import("node:net").Socket} to
   */
  const carry = (from, to) => {
    ends.add(from);
    from.on("error", () => to.destroy());
    from.on("close", () => {
      ends.delete(from);
      to.destroy();
    });
    from.pipe(to);
  };
  const server = createServer((near) => {
    if (!isUp) {
      near.destroy();
      return;
    }
    const far = connect(port, "localhost");
    carry(near, far);
    carry(far, near);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the link has no port");
  const cut = () => {
    isUp = false;
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    /** Ends every connection and refuses new ones, until `mend`. */
    cut,
    mend() {
      isUp = true;
    },
    stop() {
      cut();
      server.close();
    },
  };
}
