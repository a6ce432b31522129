import { Duration } from 'cdk8s';
import { Fault } from '../../src/route/fault';
import { GrpcStatus } from '../../src/route/grpc-status';

const spec = (fault: Fault) => fault._toSpec('here');
const delay = Fault.delay(Duration.seconds(7), { percent: 0.1 });

test('a delay', () => {
  expect(spec(delay)).toEqual({ delay: { fixedDelay: '7s', percentage: { value: 0.1 } } });
});

test('an abort hits all requests unless a share is given', () => {
  expect(spec(Fault.abort(500))).toEqual({ abort: { httpStatus: 500, percentage: { value: 100 } } });
});

test('an abort of gRPC', () => {
  expect(spec(Fault.abortGrpc(GrpcStatus.UNAVAILABLE, { percent: 50 }))).toEqual({ abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 50 } } });
});

test('a delay and an abort', () => {
  expect(spec(Fault.both(delay, Fault.abort(500)))).toMatchObject({ delay: { fixedDelay: '7s' }, abort: { httpStatus: 500 } });
});

test.each<[Fault, string]>([
  [Fault.abort(700), 'here: status of the fault is 700, a whole number from 200 to 599 is allowed'],
  [Fault.abort(500, { percent: 101 }), 'here: share of the fault is 101 %, 0 or a number from 0.0001 to 100 is allowed; give the share of requests in percent'],
  [Fault.abort(500, { percent: 0.00001 }), 'here: share of the fault is 0.00001 %'],
  [Fault.abort(500, { percent: NaN }), 'here: share of the fault is NaN %'],
  [Fault.delay(Duration.seconds(0)), 'here: delay of the fault is 0, at least 1 ms is allowed'],
  [Fault.both(delay, delay), 'here: a fault of both has not one delay and one abort; give Fault.both(Fault.delay(...), Fault.abort(...))'],
])('a bad fault is refused', (fault, message) => {
  expect(() => spec(fault)).toThrow(message);
});
