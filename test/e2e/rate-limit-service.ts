import { scriptedService } from './scripted-service';

/** A ratelimit service that lets three requests of each API key pass. */
export function rateLimitService(namespace: string, image: string): object[] {
  return scriptedService(namespace, 'ratelimit', image, [{ port: 8081, script: COUNT, grpc: true }]);
}

/**
 * It answers with the bytes of a RateLimitResponse: 8 is the field `overall_code`, 1 is OK and 2 is OVER_LIMIT. In the request, 18 and a length
 * stand before the value of a key.
 */
const COUNT = `
local seen = {}
function envoy_on_request(handle)
  local body = handle:body()
  local key = string.match(body:getBytes(0, body:length()), "api%-key\\18.([%w-]+)") or "none"
  seen[key] = (seen[key] or 0) + 1
  local code = seen[key] > 3 and "\\2" or "\\1"
  handle:respond({[":status"] = "200", ["content-type"] = "application/x-protobuf"}, "\\8" .. code)
end`;
