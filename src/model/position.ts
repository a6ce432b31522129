/** A place in a text that somebody wrote. Lines and columns begin at 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The way from an object to one of its fields, e.g. `['spec', 'http', 0, 'route']`. */
export type FieldPath = readonly (string | number)[];

/** Where an object comes from. */
export interface Origin {
  /** The path of the construct that made it; nothing for an object that somebody wrote as YAML. */
  readonly construct?: string;

  /** Where the field stands, or the nearest field around it that is written down; nothing if no text is known. */
  positionOf(path: FieldPath): Position | undefined;
}

/** The origin of an object that a program made: each of its fields stands at one line of code. */
export class ProgramOrigin implements Origin {
  constructor(readonly construct?: string, private readonly position?: Position) {}

  positionOf(_path: FieldPath): Position | undefined {
    return this.position;
  }
}

/** Where the lines of a text begin. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly file: string, text: string) {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) this.starts.push(end + 1);
  }

  at(offset: number): Position {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - this.starts[low] + 1 };
  }
}
