import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

const MOST = 65536;

/** A Lua script with at least one of the functions that Envoy calls. */
export function luaScript(place: IConstruct, script: string): string {
  if (!/\benvoy_on_(request|response)\b/.test(script)) {
    fail(place, 'the script has neither envoy_on_request nor envoy_on_response, Envoy calls nothing of it', 'define one, e.g. function envoy_on_request(handle) ... end');
  }
  const bytes = Buffer.byteLength(script);
  if (bytes > MOST) fail(place, `the script has ${bytes} bytes, at most ${MOST} are allowed`, 'shorten it, or make a Wasm module of it');
  return script;
}
