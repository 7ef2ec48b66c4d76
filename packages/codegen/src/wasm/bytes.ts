/** Bytes of a WebAssembly module, written one after the other into one array that grows. */
export class Bytes {
  private data = new Uint8Array(1 << 16);
  private view = new DataView(this.data.buffer);
  private size = 0;

  /** What was written. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.data.slice(0, this.size);
  }

  private reserve(count: number): void {
    if (this.size + count <= this.data.length) return;
    const more = new Uint8Array(Math.max(2 * this.data.length, this.size + count));
    more.set(this.data);
    this.data = more;
    this.view = new DataView(more.buffer);
  }
  byte(x: number): void {
    this.reserve(1);
    this.data[this.size++] = x;
  }
  bytes(...all: readonly number[]): void {
    this.all(all);
  }
  all(bytes: readonly number[]): void {
    for (let i = 0; i < bytes.length; i++) this.byte(bytes[i]!);
  }
  /** An unsigned number below 2³², in LEB128. */
  unsigned(x: number): void {
    this.reserve(5);
    let rest = x;
    while (rest >= 0x80) {
      this.data[this.size++] = (rest & 0x7f) | 0x80;
      rest = rest < 2 ** 31 ? rest >> 7 : Math.floor(rest / 0x80);
    }
    this.data[this.size++] = rest;
  }
  /** A signed number of 32 bits, in LEB128. */
  signed(x: number): void {
    this.reserve(5);
    let rest = x | 0;
    while (rest < -0x40 || rest > 0x3f) {
      this.data[this.size++] = (rest & 0x7f) | 0x80;
      rest >>= 7;
    }
    this.data[this.size++] = rest & 0x7f;
  }
  double(x: number): void {
    this.reserve(8);
    this.view.setFloat64(this.size, x, true);
    this.size += 8;
  }
  single(x: number): void {
    this.reserve(4);
    this.view.setFloat32(this.size, x, true);
    this.size += 4;
  }
  /** A name of ours: plain letters and digits. */
  name(text: string): void {
    this.unsigned(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }
  /** What `write` writes, after its length. */
  sized(write: () => void): void {
    const from = this.open();
    write();
    this.close(from);
  }
  /** Leaves five bytes for a length, and gives where what is counted begins. */
  open(): number {
    this.reserve(5);
    this.size += 5;
    return this.size;
  }
  /** The length of all that stands from there on, before it. */
  close(from: number): void {
    let rest = this.size - from;
    for (let i = 5; i > 0; i--, rest = Math.floor(rest / 0x80))
      this.data[from - i] = (rest % 0x80) | (i > 1 ? 0x80 : 0);
  }
}
