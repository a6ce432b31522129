import { ByteText } from './byte-text';
import { libraryKey, libraryScalar } from './library-scalar';
import { NotPlain } from './not-plain';
import { isPlainText } from './plain-text';
import { keysOf, PlainMap, Reading, resolved } from './reading';

const [NEW_LINE, SPACE, DASH, COLON] = [10, 32, 45, 58];
const LARGEST_SIMPLE_INTEGER = 1e15;

/**
 * Prints documents as `Yaml.stringify` of the installed cdk8s does, byte for byte, many times as fast. Unusual scalars it has
 * printed by `Yaml.stringify`; at what that would print otherwise in the context of a whole document, it throws `NotPlain`.
 */
export class YamlEmitter {
  private readonly out = new ByteText();

  /**
   * @param parts the maps whose members make up the document; what `Yaml.stringify` would give an alias is printed twice
   * @returns its text, valid until the next call
   */
  public emit(...parts: readonly [map: PlainMap, reading: Reading][]): Buffer {
    this.out.cut(0);
    for (const [map, reading] of parts) this.members(map, 0, false, reading);
    if (this.out.length === 0) throw new NotPlain();
    return this.out.view();
  }

  /**
   * @param afterDash whether the first member stands in the line of a list's dash
   * @returns whether there were any
   */
  private members(map: PlainMap, depth: number, afterDash: boolean, reading: Reading): boolean {
    let any = false;
    for (const key of keysOf(map, reading)) {
      const start = this.out.length;
      if (any || !afterDash) this.out.spaces(2 * depth);
      if (isPlainText(key)) this.out.ascii(key);
      else this.out.text(libraryKey(key));
      this.out.byte(COLON);
      if (key === '__proto__') throw new NotPlain();
      if (this.member(resolved(map[key]), depth, reading)) any = true;
      else this.out.cut(start);
    }
    return any;
  }

  /** @returns false for one to be left out */
  private member(value: unknown, depth: number, reading: Reading): boolean {
    if (typeof value !== 'object' || value === null) {
      if (reading.dropNull && (value === undefined || value === null)) return false;
      this.out.byte(SPACE);
      this.scalar(value, depth);
      return true;
    }
    const start = this.out.length;
    this.out.byte(NEW_LINE);
    if (Array.isArray(value) ? this.items(value, depth + 1, false, reading) : this.members(value as PlainMap, depth + 1, false, reading)) return true;
    if (reading.dropEmpty) return false;
    this.out.cut(start);
    this.out.ascii(Array.isArray(value) ? ' []\n' : ' {}\n');
    return true;
  }

  /** @returns whether there were any */
  private items(list: readonly unknown[], depth: number, afterDash: boolean, reading: Reading): boolean {
    for (let index = 0; index < list.length; index++) {
      if (index > 0 || !afterDash) this.out.spaces(2 * depth);
      this.out.byte(DASH);
      this.out.byte(SPACE);
      this.item(resolved(list[index]), depth, reading);
    }
    return list.length > 0;
  }

  private item(value: unknown, depth: number, reading: Reading): void {
    if (typeof value !== 'object' || value === null) {
      this.scalar(value, depth);
    } else if (Array.isArray(value)) {
      if (!this.items(value, depth + 1, true, reading)) this.out.ascii(reading.dropEmpty ? 'null\n' : '[]\n');
    } else if (!this.members(value as PlainMap, depth + 1, true, reading)) {
      this.out.ascii(reading.dropEmpty ? 'null\n' : '{}\n');
    }
  }

  private scalar(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        if (isPlainText(value)) this.out.ascii(value);
        else this.lines(libraryScalar(value), depth);
        break;
      case 'number':
        if (isSimpleInteger(value)) this.out.ascii(String(value));
        else this.out.text(libraryScalar(value));
        break;
      case 'boolean':
        this.out.ascii(value ? 'true' : 'false');
        break;
      default:
        this.out.ascii('null');
    }
    this.out.byte(NEW_LINE);
  }

  private lines(text: string, depth: number): void {
    this.out.text(depth > 0 && text.includes('\n') ? text.replace(/\n(?!\n|$)/g, `\n${'  '.repeat(depth)}`) : text);
  }
}

function isSimpleInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < LARGEST_SIMPLE_INTEGER && !Object.is(value, -0);
}
