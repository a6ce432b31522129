/**
 * Where Kubernetes finds the last words of a container.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export enum TerminationMessagePolicy {
  /** In the container's file `/dev/termination-log`. */
  FILE = 'File',
  /** At the end of its log, if it failed and left the file empty. */
  FALLBACK_TO_LOGS_ON_ERROR = 'FallbackToLogsOnError',
}
