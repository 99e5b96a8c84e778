import { expect, test } from "vitest";
import { endpointOf } from "../../src/net/web-socket";

test.each([
  ["http://localhost:8080/", "ws://localhost:8080/ws"],
  ["http://localhost:8080/?room=ABCD", "ws://localhost:8080/ws"],
  ["https://play.example/", "wss://play.example/ws"],
  ["https://play.example/tickstorm/?room=ABCD#x", "wss://play.example/tickstorm/ws"],
  ["https://play.example/tickstorm/index.html", "wss://play.example/tickstorm/ws"],
])("the socket of %s is %s", (href, endpoint) => {
  expect(endpointOf({ href })).toBe(endpoint);
});
