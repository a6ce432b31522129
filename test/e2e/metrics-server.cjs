// Stands in for Prometheus, and for a webhook that a person would open: upstream's Envoy has none of Istio's metrics.
const { createServer } = require('node:http');

let open = false;

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const answer = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (pathname === '/open') open = true;
  if (pathname === '/gate') return answer(open ? 200 : 403, {});
  const value = searchParams.get('query')?.includes('stale_items') ? '0' : searchParams.get('query') === 'vector(1)' ? '1' : '99.9';
  return answer(200, { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [Date.now() / 1000, value] }] } });
}).listen(Number(process.argv[2]), '127.0.0.1');
