import { ConnectionPoolOptions } from './connection-pool';
import { OutlierDetectionOptions } from './outlier-detection';

/** When the circuit to a host, or to one of its Pods, opens: limits of the connection pool, and detection of outliers. At least one of it. */
export interface CircuitBreakerOptions extends ConnectionPoolOptions, OutlierDetectionOptions {}
