/** One element of DER: its tag and what it holds. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
}

/** The tag of the `index`th choice or optional part of a structure. */
export const contextTag = (index: number, constructed = false) => (constructed ? 0xa0 : 0x80) + index;

/** The elements that stand one after another in well-formed DER. */
export function derElements(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const { start, length } = lengthAt(bytes, at + 1);
    elements.push({ tag: bytes[at], content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

/** The short form is one byte; the long one says first how many bytes follow. */
function lengthAt(bytes: Buffer, at: number): { start: number; length: number } {
  if (bytes[at] < 0x80) return { start: at + 1, length: bytes[at] };
  const size = bytes[at] - 0x80;
  return { start: at + 1 + size, length: bytes.readUIntBE(at + 1, size) };
}
