const MOST_BYTES_A_UNIT = 3;
const SPACE = 32;
const FIRST_ROOM = 4096;

/** A growing UTF-8 text; its room is kept from one text to the next. */
export class ByteText {
  private bytes = Buffer.allocUnsafe(FIRST_ROOM);
  private end = 0;

  public get length(): number {
    return this.end;
  }

  /** The text so far, valid until it is written to again. */
  public view(): Buffer {
    return this.bytes.subarray(0, this.end);
  }

  /** Drops all that was written after the text had this length. */
  public cut(length: number): void {
    this.end = length;
  }

  public append(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.end += bytes.copy(this.bytes, this.end);
  }

  public byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.end++] = byte;
  }

  public spaces(count: number): void {
    this.reserve(count);
    for (let at = 0; at < count; at++) this.bytes[this.end++] = SPACE;
  }

  /** A text of ASCII only; quicker than `text` for short ones. */
  public ascii(text: string): void {
    const size = text.length;
    this.reserve(size);
    const { bytes, end } = this;
    for (let at = 0; at < size; at++) bytes[end + at] = text.charCodeAt(at);
    this.end += size;
  }

  public text(text: string): void {
    this.reserve(text.length * MOST_BYTES_A_UNIT);
    this.end += this.bytes.write(text, this.end, 'utf8');
  }

  private reserve(count: number): void {
    const needed = this.end + count;
    if (needed <= this.bytes.length) return;
    const bytes = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(bytes, 0, 0, this.end);
    this.bytes = bytes;
  }
}
