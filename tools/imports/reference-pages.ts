import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCATION = /^location: https:\/\/istio\.io\/docs\/reference\/config\/(.*)\.html$/m;

/** The pages of Istio's reference, by the package and the file that they were made of, with the anchors on them. */
export class ReferencePages {
  private readonly pages = new Map<string, { readonly path: string; readonly anchors: Set<string> }[]>();

  public constructor(private readonly module: string) {}

  /** The path and anchor below `https://istio.io/latest/docs/reference/config/`; undefined for what the reference hides. */
  public of(folder: string, name: string): string | undefined {
    const anchor = name.replace(/\./g, '-');
    const page = this.pagesOf(folder).find(({ anchors }) => anchors.has(anchor));
    return page && `${page.path}/#${anchor}`;
  }

  private pagesOf(folder: string) {
    let pages = this.pages.get(folder);
    if (!pages) this.pages.set(folder, pages = this.read(folder));
    return pages;
  }

  private read(folder: string) {
    const files = readdirSync(join(this.module, folder)).filter((file) => file.endsWith('.pb.html'));
    return files.sort().flatMap((file) => {
      const html = readFileSync(join(this.module, folder, file), 'utf8');
      const path = LOCATION.exec(html)?.[1];
      return path ? [{ path, anchors: new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])) }] : [];
    });
  }
}
