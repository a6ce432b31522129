/** What a listener has routes for: HTTP requests, connections, TLS connections that stay closed, or nothing, as it decides itself. */
export type Carried = 'HTTP' | 'TCP' | 'TLS' | 'nothing';
