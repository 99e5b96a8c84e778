// A Socket over HTTP. Each request carries frames up and waits for one to carry down. A few are in
// flight at a time, so that neither direction waits for a round trip. Requests are numbered, and
// repeated with the same number if no answer arrives. The server processes each once, and repeats
// the same answer. So frames arrive once and in order over connections that guarantee neither.
//
//   page  --3 [inputs]-->          --4 [input]-->              --5-->
//   server         (holds 3)  2 [frame] <--      3 [frame] <--       (holds 4 and 5)

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type PollAnswer, PollAnswerSchema, PollRequestSchema } from "../gen/tickstorm/v1/poll_pb";
import { retryDelayMs } from "./backoff";
import { CLOSE_CODE } from "./close-code";
import type { Socket, SocketEvents } from "./socket";

/** The answer to a request. Its status is 0 if no answer arrived. */
export interface HttpAnswer {
  status: number;
  body: Uint8Array;
}

/** Posts a body and calls back once. Returns a function that cancels the request and the call. */
export type Post = (body: Uint8Array, answered: (answer: HttpAnswer) => void) => () => void;

/** The network, the clock and the random numbers of polling. */
export interface PollSurroundings {
  post: Post;
  after(delayMs: number, run: () => void): () => void;
  random(): number;
}

/** Enough for 30 frames a second over a round trip of 100 ms. A browser opens six connections. */
const UNDER_WAY_MIN = 3;
/** Requests in flight at a time while there are bytes to send. */
const UNDER_WAY_MAX = 4;
/** The maximum distance of the newest request from the oldest one without an answer. */
const WINDOW = 8;
const FRAMES_MAX = 32;
const BYTES_MAX = 8000;
/** The server answers in order, so an answer that later ones overtook this long ago is lost. */
const OVERTAKEN_MS = 500;
/**
 * Without an answer for this time the oldest request may be lost, and the server waits for it. The
 * time doubles with each attempt, because the server may have nothing to send.
 */
const QUIET_MS = 1000;
const QUIET_MAX_MS = 16_000;
/** The server holds a request for 20 s at most. */
const ANSWER_MS = 25_000;
const TRIES_MAX = 6;
const OK = 200;
/** A proxy repeated the request: a newer copy waits for the answer. */
const CONFLICT = 409;

interface UnderWay {
  frames: Uint8Array[];
  isLast: boolean;
  failures: number;
  isOvertaken: boolean;
  callOff: () => void;
}

function underWay(frames: Uint8Array[], isLast: boolean): UnderWay {
  return { frames, isLast, failures: 0, isOvertaken: false, callOff: () => {} };
}

/**
 * Carries frames over HTTP requests. Opens a session at once and calls its events on the thread of
 * the page.
 */
export class PollingSocket implements Socket {
  private session = new Uint8Array(0);
  private number = 0;
  private received = 0;
  private sentFrames = 0;
  private takenFrames = 0;
  private isOver = false;
  private isLeaving = false;
  private queue: Uint8Array[] = [];
  private readonly underWay = new Map<number, UnderWay>();
  private readonly early = new Map<number, PollAnswer>();
  private quietMs = QUIET_MS;
  private cancelQuiet = () => {};
  private marks: { frames: number; run: () => void }[] = [];

  constructor(
    private readonly surroundings: PollSurroundings,
    private readonly events: SocketEvents,
  ) {
    const request = underWay([], false);
    this.underWay.set(0, request);
    this.post(0, request);
  }

  /** Queues a frame for the next request; after `close()` or the end it is dropped. */
  send(bytes: Uint8Array): void {
    if (this.isOver || this.isLeaving) return;
    this.queue.push(bytes);
    this.sentFrames++;
    this.pump();
  }

  /** Closes the session: a last request sends the queued bytes; nothing is received any more. */
  close(): void {
    if (this.isOver || this.isLeaving) return;
    this.isLeaving = true;
    this.marks = [];
    if (this.session.length === 0) this.end();
    else this.pump();
  }

  /** Returns the number of bytes that are not in a request yet. */
  backlogBytes(): number {
    return this.queue.reduce((sum, frame) => sum + frame.length, 0);
  }

  /**
   * Runs `run` once the server has received all frames sent so far; never if the session ends
   * before.
   */
  whenDelivered(run: () => void): void {
    this.marks.push({ frames: this.sentFrames, run });
    this.reportDelivered();
  }

  private pump(): void {
    if (this.session.length === 0 || this.isOver) return;
    const { underWay, queue } = this;
    while (
      this.mayPost &&
      (queue.length > 0 || (!this.isLeaving && underWay.size < UNDER_WAY_MIN))
    ) {
      this.postNext(this.dequeueFrames(), this.isLeaving && queue.length === 0);
    }
    if (this.isLeaving && queue.length === 0 && !this.hasLast && this.mayPost) {
      this.postNext([], true);
    }
  }

  private get mayPost(): boolean {
    return this.underWay.size < UNDER_WAY_MAX && this.number - this.received < WINDOW;
  }

  private get hasLast(): boolean {
    return [...this.underWay.values()].some(({ isLast }) => isLast);
  }

  private dequeueFrames(): Uint8Array[] {
    const { queue } = this;
    let bytes = 0;
    let count = 0;
    for (; count < Math.min(queue.length, FRAMES_MAX); count++) {
      bytes += (queue[count] as Uint8Array).length;
      if (bytes > BYTES_MAX && count > 0) break;
    }
    return queue.splice(0, count);
  }

  private postNext(frames: Uint8Array[], isLast: boolean): void {
    const request = underWay(frames, isLast);
    this.underWay.set(++this.number, request);
    this.post(this.number, request);
  }

  private post(number: number, request: UnderWay): void {
    const { post, after } = this.surroundings;
    request.isOvertaken = false;
    const body = create(PollRequestSchema, {
      session: this.session,
      number,
      received: this.received,
      frames: request.frames,
      close: request.isLast,
    });
    let cancelTimer = () => {};
    const cancelPost = post(toBinary(PollRequestSchema, body), (answer) => {
      cancelTimer();
      this.answered(number, request, answer);
    });
    cancelTimer = after(ANSWER_MS, () => this.postAgain(number, request));
    request.callOff = () => {
      cancelTimer();
      cancelPost();
    };
  }

  private answered(number: number, request: UnderWay, { status, body }: HttpAnswer): void {
    if (this.isOver) return;
    const answer = status === OK ? decode(body) : undefined;
    if (answer === undefined) {
      this.failed(number, request, status);
      return;
    }
    this.underWay.delete(number);
    this.quietMs = QUIET_MS;
    this.watchForQuiet();
    if (number === 0) this.open(answer);
    else this.early.set(number, answer);
    this.deliverInOrder();
    if (!this.isOver) this.pump();
    this.noteOvertaken(number);
  }

  private open({ session }: PollAnswer): void {
    this.session = session as Uint8Array<ArrayBuffer>;
    if (session.length === 0) this.fail();
    else this.events.opened("polling");
  }

  private deliverInOrder(): void {
    for (
      let next = this.early.get(this.received + 1);
      next !== undefined && !this.isOver;
      next = this.early.get(this.received + 1)
    ) {
      this.early.delete(++this.received);
      for (const frame of next.frames) if (!this.isLeaving) this.events.received(frame);
      if (next.closeCode !== 0) this.end(next.closeCode);
    }
  }

  /**
   * Runs the calls of `whenDelivered` that are due. The frames of a request are delivered once it
   * is answered.
   */
  private reportDelivered(): void {
    const waiting = [...this.underWay.values()].reduce((sum, { frames }) => sum + frames.length, 0);
    this.takenFrames = this.sentFrames - this.queue.length - waiting;
    const due = this.marks.filter(({ frames }) => frames <= this.takenFrames);
    this.marks = this.marks.filter(({ frames }) => frames > this.takenFrames);
    for (const { run } of due) run();
  }

  private noteOvertaken(by: number): void {
    this.reportDelivered();
    for (const [number, request] of this.underWay) {
      if (number >= by || request.isOvertaken) continue;
      request.isOvertaken = true;
      this.surroundings.after(OVERTAKEN_MS, () => {
        if (this.underWay.has(number) && request.isOvertaken) this.postAgain(number, request);
      });
    }
  }

  private watchForQuiet(): void {
    this.cancelQuiet();
    this.cancelQuiet = this.surroundings.after(this.quietMs, () => {
      const [oldest] = this.underWay;
      if (oldest !== undefined) this.postAgain(...oldest);
      this.quietMs = Math.min(QUIET_MAX_MS, 2 * this.quietMs);
      this.watchForQuiet();
    });
  }

  private postAgain(number: number, request: UnderWay): void {
    request.callOff();
    if (!this.isOver) this.post(number, request);
  }

  private failed(number: number, request: UnderWay, status: number): void {
    const isPassing = status === 0 || status >= 500 || status === OK || status === CONFLICT;
    if (!isPassing || number === 0 || ++request.failures >= TRIES_MAX) {
      this.fail();
      return;
    }
    const { after, random } = this.surroundings;
    request.callOff = after(retryDelayMs(request.failures - 1, random), () =>
      this.postAgain(number, request),
    );
  }

  private fail(): void {
    this.end(CLOSE_CODE.LOST);
  }

  /** Ends the session. Without a code the events are not called. */
  private end(code?: number): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancelQuiet();
    for (const { callOff } of this.underWay.values()) callOff();
    this.underWay.clear();
    this.queue = [];
    if (code !== undefined && !this.isLeaving) this.events.closed(code);
  }
}

function decode(body: Uint8Array): PollAnswer | undefined {
  try {
    return fromBinary(PollAnswerSchema, body);
  } catch {
    return undefined;
  }
}
