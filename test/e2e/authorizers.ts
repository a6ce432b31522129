import { scriptedService } from './scripted-service';

/** The authorizers of the ext-authz example, as far as a test needs them. */
export function authorizers(namespace: string, image: string): object[] {
  return [
    ...scriptedService(namespace, 'oauth2-proxy', image, [{ port: 4180, script: LOGIN }]),
    ...scriptedService(namespace, 'opa', image, [{ port: 9191, script: DECIDE, grpc: true }]),
  ];
}

/** Whoever brings a session passes, and the workload learns who that is. All others are sent to the login. */
const LOGIN = `
function envoy_on_request(handle)
  local user = string.match(handle:headers():get("cookie") or "", "session=(%w+)")
  if user then
    handle:respond({[":status"] = "200", ["x-auth-request-user"] = user, ["x-private"] = "1"}, "")
  else
    handle:respond({[":status"] = "302", ["location"] = "https://login.example.com/?asked=" .. handle:headers():get(":path"), ["x-private"] = "1"}, "")
  end
end`;

/**
 * Clerks pass. The bytes are those of a CheckResponse: 10 is the field `status`, and in it 8 the field `code`, where 7 is PERMISSION_DENIED.
 * In the request, 18 and a length stand before the value of a header.
 */
const DECIDE = `
function envoy_on_request(handle)
  local body = handle:body()
  local role = string.match(body:getBytes(0, body:length()), "x%-role\\18.(%w+)")
  local answer = role == "clerk" and "\\10\\0" or "\\10\\2\\8\\7"
  handle:respond({[":status"] = "200", ["content-type"] = "application/x-protobuf"}, answer)
end`;
