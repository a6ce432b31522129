const TOKEN = /([0-9.]+)(h|ms|m|s)/g;
const MILLIS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** A duration of Istio's API as the Gateway API writes it: without fractions, `2.5s` is `2s500ms`. */
export function gatewayDuration(text: string): string {
  let rest = [...text.matchAll(TOKEN)].reduce((sum, [, count, unit]) => sum + Math.round(Number(count) * MILLIS[unit]), 0);
  let written = '';
  for (const [unit, size] of Object.entries(MILLIS)) {
    const count = Math.floor(rest / size);
    if (count > 0) written += `${count}${unit}`;
    rest -= count * size;
  }
  return written || '0s';
}
