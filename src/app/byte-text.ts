const MOST_BYTES_A_UNIT = 3;
const SPACE = 32;

/** A growing UTF-8 text; its room is kept from one text to the next. */
export class ByteText {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private length = 0;

  /** The text so far, valid until it is written to again. */
  public view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  public clear(): void {
    this.length = 0;
  }

  public byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  public spaces(count: number): void {
    this.reserve(count);
    for (let at = 0; at < count; at++) this.bytes[this.length++] = SPACE;
  }

  /** A text of ASCII only; quicker than `text` for short ones. */
  public ascii(text: string): void {
    const size = text.length;
    this.reserve(size);
    const { bytes } = this;
    let end = this.length;
    for (let at = 0; at < size; at++) bytes[end++] = text.charCodeAt(at);
    this.length = end;
  }

  public text(text: string): void {
    this.reserve(text.length * MOST_BYTES_A_UNIT);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const bytes = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(bytes, 0, 0, this.length);
    this.bytes = bytes;
  }
}
