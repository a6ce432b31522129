import { isMet, Measurement } from './measurement';

/** The report for people: a line a measurement, the bound beside its ratio, and whether it is met. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.name, measurement.ratio.toFixed(2), measurement.unit, boundText(measurement), measurement.detail,
  ]);
  const header = ['measured', 'ratio', '', 'bound', 'numbers'];
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  const line = (row: string[]) => row.map((cell, column) => column === 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column])).join('  ').trimEnd();
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}

/** What is said of the bounds below the table. */
export function verdict(measurements: readonly Measurement[]): string {
  const bounded = measurements.filter(({ bound }) => bound);
  const missed = bounded.filter((measurement) => !isMet(measurement));
  if (missed.length === 0) return `All ${bounded.length} bounds are met.`;
  return [`${missed.length} of ${bounded.length} bounds are missed:`, ...missed.map(({ name, unit }) => `  ${name} (${unit})`)].join('\n');
}

function boundText(measurement: Measurement): string {
  const { bound } = measurement;
  if (!bound) return '';
  const wanted = bound.atLeast === undefined ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
  return `${wanted}: ${isMet(measurement) ? 'met' : 'MISSED'}`;
}
