/** Reads a segment: whole bytes, varints, and records whose fields lie lowest bit first. */
export class BitReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private held = 0;
  private heldBits = 0;

  /** Starts on other bytes; whatever was left of the former ones is forgotten. */
  reset(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.held = 0;
    this.heldBits = 0;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new RangeError("a segment ends too early");
    this.at++;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new RangeError("a varint is too long");
  }

  /** Up to 16 bits; a record's last field ends on a byte, so whole bytes may follow it. */
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
