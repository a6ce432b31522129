/**
 * The statuses of gRPC.
 *
 * @see https://grpc.io/docs/guides/status-codes/
 */
export enum GrpcStatus {
  /** The call was given up, usually by the caller. */
  CANCELLED = 'CANCELLED',
  /** A failure that nothing else describes. */
  UNKNOWN = 'UNKNOWN',
  /** An argument is wrong whatever the state of the system. */
  INVALID_ARGUMENT = 'INVALID_ARGUMENT',
  /** The time was up before the call ended. */
  DEADLINE_EXCEEDED = 'DEADLINE_EXCEEDED',
  /** What was asked for does not exist. */
  NOT_FOUND = 'NOT_FOUND',
  /** What was to be made exists. */
  ALREADY_EXISTS = 'ALREADY_EXISTS',
  /** The caller may not do this. */
  PERMISSION_DENIED = 'PERMISSION_DENIED',
  /** A quota or some other resource is used up. */
  RESOURCE_EXHAUSTED = 'RESOURCE_EXHAUSTED',
  /** The system is not in the state that the call needs. */
  FAILED_PRECONDITION = 'FAILED_PRECONDITION',
  /** The call collided with another one. */
  ABORTED = 'ABORTED',
  /** Past the end of what there is. */
  OUT_OF_RANGE = 'OUT_OF_RANGE',
  /** The service does not offer this. */
  UNIMPLEMENTED = 'UNIMPLEMENTED',
  /** Something inside broke. */
  INTERNAL = 'INTERNAL',
  /** The service can't be reached now. */
  UNAVAILABLE = 'UNAVAILABLE',
  /** Data is lost for good. */
  DATA_LOSS = 'DATA_LOSS',
  /** The caller did not say who it is. */
  UNAUTHENTICATED = 'UNAUTHENTICATED',
}
