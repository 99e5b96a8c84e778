import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Lockfile {
  packages: Record<string, { version?: string; integrity?: string; resolved?: string }>;
}

const lockfile: Lockfile = JSON.parse(
  readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
);
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== "");

describe("the lockfile", () => {
  it("has a hash of every package, including those of other systems", () => {
    const without = packages.filter(([, entry]) => !/^sha512-.{88}$/.test(entry.integrity ?? ""));
    expect(without.map(([path]) => path)).toEqual([]);
    expect(packages.length).toBeGreaterThan(50);
  });

  it("contains no registry", () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });
});
