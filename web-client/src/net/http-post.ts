// The browser's fetch as a Post.
import type { HttpAnswer, Post } from "./polling-socket";

const NONE: HttpAnswer = { status: 0, body: new Uint8Array(0) };

/**
 * Returns a Post to this address with the browser's fetch. Its answer has status 0 if the network
 * failed.
 */
export function postTo(url: string): Post {
  return (body, answered) => {
    const abort = new AbortController();
    let isCalledOff = false;
    fetch(url, {
      method: "POST",
      body: body as Uint8Array<ArrayBuffer>,
      cache: "no-store",
      signal: abort.signal,
    })
      .then(async (response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        return { status: response.status, body: bytes };
      })
      .catch(() => NONE)
      .then((answer) => {
        if (!isCalledOff) answered(answer);
      });
    return () => {
      isCalledOff = true;
      abort.abort();
    };
  };
}
