// The events of the protocol, with their types taken from the schema: a field added there is an
// event here. Received: every message field of ServerFrame, by its name, and once for each element
// of a list. Sent: every case of ClientFrame's `message`.
import type { Message } from "@bufbuild/protobuf";
import type { ServerFrame, Welcome } from "../gen/tickstorm/v1/server_pb";
import type { ClientMessage } from "./codec";
import type { ConnectionState } from "./connection";

type Told<T> = NonNullable<T> extends readonly (infer Element)[] ? Element : NonNullable<T>;
type MessageField = {
  [K in keyof ServerFrame]-?: Told<ServerFrame[K]> extends Message ? K : never;
}[keyof ServerFrame];

/** The events that handlers receive, with the type of their data. */
export type ServerEvents = { [K in MessageField]: Told<ServerFrame[K]> } & {
  /** Every frame, before the events of its fields. */
  frame: ServerFrame;
  /** A connection begins. If `welcome.resumed` is true, it continues the same ship. */
  joined: { welcome: Welcome; rttMs: number };
  /** The state of the connection changed. */
  state: ConnectionState;
};

type Said = Extract<ClientMessage, { case: string }>;
/**
 * The events that a client sends, with the type of their data. The connection sends the Join
 * itself.
 */
export type ClientEvents = {
  [M in Said as Exclude<M["case"], "join">]: NonNullable<M["value"]>;
};

/** A function that is called with the data of each event. */
export type Handler<T> = (data: T) => void;

/**
 * Stores handlers by event. A handler may add and remove others; that takes effect from the next
 * event.
 */
export class Handlers {
  private readonly byEvent = new Map<keyof ServerEvents, Handler<never>[]>();

  /** Adds a handler. Returns a function that removes it. */
  on<E extends keyof ServerEvents>(event: E, handler: Handler<ServerEvents[E]>): () => void {
    this.byEvent.set(event, [...(this.byEvent.get(event) ?? []), handler]);
    return () => {
      const others = (this.byEvent.get(event) ?? []).filter((other) => other !== handler);
      if (others.length > 0) this.byEvent.set(event, others);
      else this.byEvent.delete(event);
    };
  }

  /** Calls the handlers of an event, in the order in which they were added. */
  dispatch<E extends keyof ServerEvents>(event: E, data: ServerEvents[E]): void {
    for (const handler of this.byEvent.get(event) ?? []) (handler as Handler<typeof data>)(data);
  }

  /**
   * Calls the handlers of the frame, then those of each of its fields; lists element by element.
   */
  dispatchFrame(frame: ServerFrame): void {
    this.dispatch("frame", frame);
    for (const event of [...this.byEvent.keys()]) {
      if (!(event in frame)) continue;
      const data: unknown = frame[event as MessageField];
      const all = Array.isArray(data) ? data : data === undefined ? [] : [data];
      for (const one of all) this.dispatch(event, one);
    }
  }
}
