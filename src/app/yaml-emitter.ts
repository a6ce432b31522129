import { Yaml } from 'cdk8s';
import { ByteText } from './byte-text';
import { libraryKey, libraryScalar, NEEDS_LIBRARY } from './library-scalar';
import { isPlainText } from './plain-text';
import { PlainMap } from './synth-document';

const [NEW_LINE, SPACE, DASH, COLON] = [10, 32, 45, 58];
const LARGEST_SIMPLE_INTEGER = 1e15;

/**
 * Prints plain documents as `Yaml.stringify` of the installed cdk8s does, byte for byte, many times as fast.
 * What it does not know it asks of `Yaml.stringify`: the text of an unusual scalar, or of the whole document.
 */
export class YamlEmitter {
  private readonly out = new ByteText();

  /**
   * @param document a tree in which no map or list stands twice (the library would print an alias)
   * @returns its YAML, valid until the next call
   */
  public emit(document: PlainMap): Buffer {
    this.out.clear();
    try {
      if (isEmpty(document)) throw NEEDS_LIBRARY;
      this.map(document, 0, false);
    } catch (error) {
      if (error !== NEEDS_LIBRARY) throw error;
      this.out.clear();
      this.out.text(Yaml.stringify(document));
    }
    return this.out.view();
  }

  /** @param afterDash whether the first key stands in the line of a list's dash */
  private map(map: PlainMap, depth: number, afterDash: boolean): void {
    let indented = afterDash;
    for (const key of Object.keys(map)) {
      if (!indented) this.out.spaces(2 * depth);
      indented = false;
      if (isPlainText(key)) this.out.ascii(key);
      else this.out.text(libraryKey(key));
      this.out.byte(COLON);
      this.entry(map[key], depth);
    }
  }

  private entry(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) {
      this.out.byte(SPACE);
      this.scalar(value, depth);
    } else if (Array.isArray(value)) {
      this.out.ascii(value.length === 0 ? ' []\n' : '\n');
      this.list(value, depth + 1, false);
    } else if (isEmpty(value)) {
      this.out.ascii(' {}\n');
    } else {
      this.out.byte(NEW_LINE);
      this.map(value as PlainMap, depth + 1, false);
    }
  }

  private list(list: readonly unknown[], depth: number, afterDash: boolean): void {
    let indented = afterDash;
    for (const value of list) {
      if (!indented) this.out.spaces(2 * depth);
      indented = false;
      this.out.byte(DASH);
      this.out.byte(SPACE);
      this.item(value, depth);
    }
  }

  private item(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) {
      this.scalar(value, depth);
    } else if (Array.isArray(value)) {
      if (value.length === 0) this.out.ascii('[]\n');
      this.list(value, depth + 1, true);
    } else if (isEmpty(value)) {
      this.out.ascii('{}\n');
    } else {
      this.map(value as PlainMap, depth + 1, true);
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
      case 'boolean': case 'undefined': case 'object':
        this.out.ascii(value === undefined ? 'null' : String(value));
        break;
      default:
        throw NEEDS_LIBRARY;
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

function isEmpty(map: object): boolean {
  for (const key in map) if (Object.hasOwn(map, key)) return false;
  return true;
}
