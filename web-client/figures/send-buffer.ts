// The frames to one client in the server's kernel, which the client's TCP has not acknowledged. If
// they exceed its buffer, the last of them is still in the server process.

/** SO_SNDBUF of the server. */
export const SEND_BUFFER_BYTES = 65_536;

export class SendBuffer {
  private heldBytes = 0;

  constructor(private readonly limitBytes: number) {}

  get isFull(): boolean {
    return this.heldBytes > this.limitBytes;
  }

  sent(bytes: number): void {
    this.heldBytes += bytes;
  }

  acknowledged(bytes: number): void {
    this.heldBytes -= bytes;
  }
}
