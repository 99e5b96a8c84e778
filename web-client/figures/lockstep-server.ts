// The real server, without sockets and without a clock: a Java process that simulates a tick on
// request. LockstepServer.java is the other end and defines the layout of the messages.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { UNITS_PER_U } from "../src/net/segments";

const TARGET = fileURLToPath(new URL("../../game-server/target/", import.meta.url));
const JAR = join(TARGET, "tickstorm-server.jar");
const TEST_CLASSES = join(TARGET, "test-classes");
const MAIN = "io.tickstorm.net.LockstepServer";
const HEAD_BYTES = 12;
const SHOT_NUMBERS = 7;
/** The counters in the order of the reply. */
const COUNTERS = [
  "missed",
  "viewClaims",
  "offEstimate",
  "beyondHeld",
  "beyondCap",
  "notContinuous",
  "framesSent",
  "skippedWindow",
  "skippedProbe",
  "skippedUnsent",
] as const;

export interface Room {
  tickRate: number;
  seats: number;
  bots: number;
  seed: number;
  /** The minimum length of frames, reached by padding, in bytes. */
  paddedBytes: number;
}

/** A client's frame at its arrival; without bytes the connection was lost. */
export interface Arrival {
  player: number;
  atMs: number;
  bytes: Uint8Array | undefined;
}

/** Missed inputs, view claims with the causes of clamping, frames with the causes of skipping. */
export type ServerCounters = Record<(typeof COUNTERS)[number], number>;

/** A hit, or a fired rail, of the newest tick on the server. */
export interface EvaluatedShot {
  /** False: the beam of a rail, of which `victim`, `shooter` and `shotTick` are known. */
  isHit: boolean;
  shooter: number;
  victim: number;
  /** Its number in weapons.data. */
  weapon: number;
  /** The tick whose input fired the shot. */
  shotTick: number;
  /** Distance of the victim from its place in the shooter's picture. */
  apartU: number;
  /** An asteroid was between the start of the shot and the victim. */
  isCovered: boolean;
}

export interface Reply {
  /** Counts of all players since the start. */
  counters: ServerCounters;
  /** Frames by player; without bytes the server closed the connection. */
  frames: { player: number; bytes: Uint8Array | undefined }[];
  shots: EvaluatedShot[];
}

export class LockstepServer {
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private held: Buffer = Buffer.alloc(0);
  private wake: () => void = () => {};
  private hasEnded = false;

  constructor(room: Room) {
    for (const path of [JAR, join(TEST_CLASSES, `${MAIN.replaceAll(".", "/")}.class`)]) {
      if (!existsSync(path)) throw new Error(`${path} is missing; run ./mvnw package in the root`);
    }
    const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
    const { tickRate, seats, bots, seed, paddedBytes } = room;
    const numbers = [tickRate, seats, bots, seed, paddedBytes].map(String);
    const flags = ["-ea", "-XX:+UseSerialGC", "-cp", [TEST_CLASSES, JAR].join(delimiter), MAIN];
    this.process = spawn(java, [...flags, ...numbers], { stdio: ["pipe", "pipe", "inherit"] });
    this.process.stdout.on("data", (bytes: Buffer) => {
      this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
      this.wake();
    });
    this.process.on("close", () => {
      this.hasEnded = true;
      this.wake();
    });
  }

  /**
   * Simulates the next tick with the messages that arrived since the previous one; `unsent` are the
   * players whose last frame has not left the process.
   */
  async tick(deadlineMs: number, arrivals: readonly Arrival[], unsent: number[]): Promise<Reply> {
    this.process.stdin.write(encodeRequest(deadlineMs, arrivals, unsent));
    const head = await this.take(COUNTERS.length * 8 + 4);
    const values = COUNTERS.map((name, i) => [name, Number(head.readBigInt64BE(8 * i))]);
    const reply: Reply = { counters: Object.fromEntries(values), frames: [], shots: [] };
    for (let left = head.readInt32BE(COUNTERS.length * 8); left > 0; left--) {
      const about = await this.take(8);
      const length = about.readInt32BE(4);
      const bytes = length < 0 ? undefined : new Uint8Array(await this.take(length));
      reply.frames.push({ player: about.readInt32BE(0), bytes });
    }
    const count = (await this.take(4)).readInt32BE(0);
    for (let i = 0; i < count; i++) reply.shots.push(shotOf(await this.take(4 * SHOT_NUMBERS)));
    return reply;
  }

  async stop(): Promise<void> {
    this.process.stdin.end();
    while (!this.hasEnded) await this.news();
  }

  private async take(bytes: number): Promise<Buffer> {
    while (this.held.length < bytes) {
      if (this.hasEnded) throw new Error("the server ended; its output is above");
      await this.news();
    }
    const taken = this.held.subarray(0, bytes);
    this.held = this.held.subarray(bytes);
    return taken;
  }

  private news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

function shotOf(row: Buffer): EvaluatedShot {
  const [hit = 0, shooter = 0, victim = 0, weapon = 0, shotTick = 0, apart8ths = 0, covered = 0] =
    Array.from({ length: SHOT_NUMBERS }, (_, i) => row.readInt32BE(4 * i));
  return {
    isHit: hit === 1,
    shooter,
    victim,
    weapon,
    shotTick,
    apartU: apart8ths / UNITS_PER_U,
    isCovered: covered === 1,
  };
}

function encodeRequest(
  deadlineMs: number,
  arrivals: readonly Arrival[],
  unsent: readonly number[],
): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeBigInt64BE(nanoseconds(deadlineMs), 0);
  head.writeInt32BE(arrivals.length, 8);
  const parts: Uint8Array[] = [head];
  for (const { player, atMs, bytes } of arrivals) {
    const about = Buffer.alloc(16);
    about.writeInt32BE(player, 0);
    about.writeBigInt64BE(nanoseconds(atMs), 4);
    about.writeInt32BE(bytes?.length ?? -1, 12);
    parts.push(about, bytes ?? new Uint8Array());
  }
  const rest = Buffer.alloc(4 + 4 * unsent.length);
  [unsent.length, ...unsent].forEach((number, i) => {
    rest.writeInt32BE(number, 4 * i);
  });
  parts.push(rest);
  return Buffer.concat(parts);
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}
