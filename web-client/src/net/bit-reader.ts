/** Reads a segment: whole bytes, varints, and records whose fields are stored lowest bit first. */
export class BitReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private held = 0;
  private heldBits = 0;

  /** Starts reading other bytes and drops the rest of the previous ones. */
  reset(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.held = 0;
    this.heldBits = 0;
  }

  /** True if all bytes have been read. */
  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Returns the next whole byte. Throws RangeError at the end. */
  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new RangeError("a segment ends too early");
    this.at++;
    return value;
  }

  /**
   * Returns the next varint, 0 to 2^32 - 1. Throws RangeError at the end or if it has more than 5
   * bytes.
   */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new RangeError("a varint is too long");
  }

  /**
   * Returns the next `count` bits, 1 to 16. A record ends on a whole byte, so `byte` and `varint`
   * may follow. Throws RangeError at the end.
   */
  bits(count: number): number {
    while (this.heldBits < count) {
      this.held |= this.byte() << this.heldBits;
      this.heldBits += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.heldBits -= count;
    return value;
  }
}
