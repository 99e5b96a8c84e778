// One WebSocket message is one ClientFrame or one ServerFrame. The stock protobuf library decodes
// everything but the segments inside: at 30 messages a second its cost is negligible.
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type ClientFrame, ClientFrameSchema } from "../gen/tickstorm/v1/client_pb";
import { type ServerFrame, ServerFrameSchema } from "../gen/tickstorm/v1/server_pb";

/** A message of `ClientFrame.message` before it is encoded. */
export type ClientMessage = NonNullable<MessageInitShape<typeof ClientFrameSchema>["message"]>;

/** One tick's input, with the acknowledgement that every frame carries. */
export interface InputFrame {
  tick: number;
  control: number;
  /** The newest ServerFrame held. */
  acknowledgedTick: number;
  /** Set only with a shot: how far the other ships are drawn behind the own time, in 1/16 tick. */
  viewAge16ths: number;
}

/** Returns the bytes of a ClientFrame with an input. */
export function encodeInput(input: InputFrame): Uint8Array {
  const frame = create(ClientFrameSchema, {
    inputTick: input.tick,
    control: input.control,
    acknowledgedAge: Math.max(0, input.tick - input.acknowledgedTick),
    viewAge16ths: input.viewAge16ths,
  });
  return toBinary(ClientFrameSchema, frame);
}

/**
 * Returns the bytes of a ClientFrame that only acknowledges: the newest tick held, and no input.
 */
export function encodeAcknowledgement(tick: number): Uint8Array {
  return encodeInput({ tick, control: 0, acknowledgedTick: tick, viewAge16ths: 0 });
}

/**
 * Returns the bytes of a ClientFrame with a message. It acknowledges too: `heldTick` is the newest
 * tick held, 0 for none. The server returns a request number after it has carried out the message;
 * 0 requests no answer.
 */
export function encodeMessage(message: ClientMessage, heldTick: number, request = 0): Uint8Array {
  const frame = create(ClientFrameSchema, { inputTick: heldTick, message, request });
  return toBinary(ClientFrameSchema, frame);
}

/** Returns the ServerFrame of these bytes. Throws if they are not a valid ServerFrame. */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame {
  return fromBinary(ServerFrameSchema, bytes);
}

/**
 * Returns the ClientFrame of these bytes, for a test that plays the server. Throws if they are not
 * valid.
 */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
  return fromBinary(ClientFrameSchema, bytes);
}

/** Returns the bytes of a ServerFrame, for a test that plays the server. */
export function encodeServerFrame(frame: MessageInitShape<typeof ServerFrameSchema>): Uint8Array {
  return toBinary(ServerFrameSchema, create(ServerFrameSchema, frame));
}
