import { isIP } from 'net';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** IP addresses and blocks of them in CIDR form, if they are given. */
export function ipBlocks(place: IConstruct | string, what: string, blocks: string[] | undefined): string[] | undefined {
  for (const block of blocks ?? []) {
    const [address, length, ...rest] = block.split('/');
    const family = isIP(address);
    const bits = family === 4 ? 32 : 128;
    if (family === 0 || rest.length > 0 || (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= bits))) {
      fail(place, `${what} has '${block}', an IP address or a block of them is allowed`, `write e.g. '203.0.113.7' or '10.0.0.0/8'`);
    }
  }
  return blocks;
}
