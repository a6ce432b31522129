import { createRequire } from 'module';
import { App, Chart } from 'cdk8s';
import { oneService } from './one-service';
import type * as Istos from 'istos';

/** Prints the manifests of one service, as JSON, its name and namespace being the words given. */
const [, , lib, name, namespace] = process.argv;
const istos = createRequire(__filename)(lib) as typeof Istos;
const chart = new Chart(new App(), 'services');
oneService(istos, chart, name, namespace);
process.stdout.write(JSON.stringify(chart.toJson()));
