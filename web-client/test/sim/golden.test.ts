import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type GoldenMovement, replayGolden } from "../../src/sim/golden";

const FILE = "../../../shared-proto/src/main/resources/io/tickstorm/data/golden/movement.json";

function read(): GoldenMovement {
  return JSON.parse(readFileSync(new URL(FILE, import.meta.url), "utf8"));
}

describe("movement", () => {
  it("equals the server's over at least 100,000 steps", () => {
    const result = replayGolden(read());
    expect(result.differs).toBeUndefined();
    expect(result.steps).toBeGreaterThanOrEqual(100_000);
  });

  it("differs from any other: one unit of top speed is enough", () => {
    const golden = read();
    golden.rules.topVelocity += 256;
    expect(replayGolden(golden).differs).toContain("seed 1");
  });
});
