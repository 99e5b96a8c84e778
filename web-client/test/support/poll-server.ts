import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { PollAnswerSchema, PollRequestSchema } from "../../src/gen/tickstorm/v1/poll_pb";
import type { HttpAnswer, Post } from "../../src/net/polling-socket";
import type { VirtualTime } from "./virtual-time";

const HELD_MAX = 3;
const ONE_WAY_MS = 10;
const FAILURE_MS = 30;

/** The server's end of a polling session, on a network with random losses. */
export class PollServer {
  readonly taken: number[] = [];
  /** The share of requests that are lost, and the share of answers. */
  lossShare = 0;
  lost = 0;
  repeated = 0;
  requests = 0;
  underWayMax = 0;
  isClosed = false;
  private readonly toSend: Uint8Array[] = [];
  private readonly answers = new Map<number, Uint8Array>();
  private readonly early = new Map<number, () => void>();
  private readonly held: { number: number; answer: (body: Uint8Array) => void }[] = [];
  private next = 1;
  private closeCode = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: () => number,
  ) {}

  /** Sends one frame down, with the next answer. */
  send(frame: Uint8Array): void {
    this.toSend.push(frame);
    this.settle();
  }

  close(code: number): void {
    this.closeCode = code;
    this.settle();
  }

  readonly post: Post = (body, answered) => {
    let isCalledOff = false;
    this.requests++;
    const settle = (answer: HttpAnswer) => {
      // A loss is reported, or there is no callback at all.
      if (answer.status === 0 && this.random() < 0.2) return;
      this.time.after(answer.status === 0 ? FAILURE_MS : this.oneWayMs(), () => {
        if (!isCalledOff) answered(answer);
      });
    };
    const isLost = () => this.random() < this.lossShare;
    const lose = () => {
      this.lost++;
      settle({ status: 0, body: new Uint8Array(0) });
    };
    this.time.after(this.oneWayMs(), () => {
      if (isLost()) lose();
      else this.arrive(body, (bytes) => (isLost() ? lose() : settle({ status: 200, body: bytes })));
    });
    return () => {
      isCalledOff = true;
    };
  };

  /** Requests on several connections overtake each other. */
  private oneWayMs(): number {
    return ONE_WAY_MS * (0.5 + this.random());
  }

  private arrive(body: Uint8Array, answer: (body: Uint8Array) => void): void {
    const request = fromBinary(PollRequestSchema, body);
    const { number } = request;
    if (request.session.length === 0) {
      const session = Uint8Array.of(1, 2, 3);
      answer(toBinary(PollAnswerSchema, create(PollAnswerSchema, { session })));
      return;
    }
    this.underWayMax = Math.max(this.underWayMax, number - request.received);
    for (const old of [...this.answers.keys()]) {
      if (old <= request.received) this.answers.delete(old);
    }
    const before = this.answers.get(number);
    const copy = this.held.find((one) => one.number === number);
    if (before !== undefined || copy !== undefined) {
      this.repeated++;
      if (before !== undefined) answer(before);
      if (copy !== undefined) copy.answer = answer;
      return;
    }
    this.early.set(number, () => {
      for (const frame of request.frames)
        this.taken.push(new DataView(frame.buffer, frame.byteOffset).getUint32(0));
      if (request.close) this.isClosed = true;
      this.held.push({ number, answer });
    });
    for (let take = this.early.get(this.next); take; take = this.early.get(this.next)) {
      this.early.delete(this.next++);
      take();
    }
    this.settle();
  }

  private settle(): void {
    while (this.held.length > 0) {
      const isDue = this.toSend.length > 0 || this.held.length > HELD_MAX || this.closeCode !== 0;
      if (!isDue) return;
      const { number, answer } = this.held.shift() as (typeof this.held)[0];
      const frames = this.toSend.splice(0, 1);
      const { closeCode } = this;
      const isLast = closeCode !== 0 && this.toSend.length === 0;
      const body = create(PollAnswerSchema, { number, frames, closeCode: isLast ? closeCode : 0 });
      const bytes = toBinary(PollAnswerSchema, body);
      this.answers.set(number, bytes);
      answer(bytes);
    }
  }
}

/** A frame that contains a number. */
export function numbered(value: number): Uint8Array {
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, value);
  return frame;
}
