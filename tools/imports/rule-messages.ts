const EITHER_TARGET = 'set targetRefs or the selector, not both';
const PORT = 'a port is a number from 1 to 65535';
const URL_SCHEME = 'the scheme of the URL is http, https, file or oci, or left out';

/** What the API server says when a rule of Istio's CRDs refuses an object, in our words. */
const MESSAGES: Record<string, string> = {
  '(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': EITHER_TARGET,
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': EITHER_TARGET,
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': EITHER_TARGET,
  'has(self.wasm) != has(self.lua)': 'set either wasm or lua',
  'self.all(key, !key.contains("*"))': 'a label key of a selector has no wildcard',
  'self.all(key, key.size() != 0)': 'a label key of a selector is not empty',
  '!self.contains("*")': 'a label value of a selector has no wildcard',
  'self.size() == 0': 'leave it empty: a reference stays in its own namespace',
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "file", "oci"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "file", "oci"])': URL_SCHEME,
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "oci", "file"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "oci", "file"])': URL_SCHEME,
  '(has(self.valueFrom) ? self.valueFrom : "") != "HOST" || !has(self.value)': 'with valueFrom HOST there is no value',
  "duration(self) >= duration('1ms')": 'a duration of at least 1ms is needed, such as 5s',
  'has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)':
    'waypoint belongs to the context WAYPOINT, and to no other',
  '0 < self && self <= 65535': PORT,
  'self.all(key, 0 < int(key) && int(key) <= 65535)': PORT,
  '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': 'set credentialNames or tlsCertificates, not both',
  '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1': 'set credentialNames or tlsCertificates, not both',
  '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': 'set credentialName or credentialNames, not both',
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1': 'set workloadSelector or endpoints, not both',
  '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))':
    'addresses that are CIDR ranges need resolution NONE or STATIC',
  '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true': 'with resolution NONE there are no endpoints',
  '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true':
    'with resolution DNS_ROUND_ROBIN there is at most one endpoint',
  'has(self.address) || has(self.network)': 'set address or network',
  '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true': 'a unix:// address has no ports',
  'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true':
    'after unix:// comes an absolute path, or @ and the name of an abstract socket',
  'self.startsWith("unix://") ? !self.endsWith("/") : true': 'a unix:// address names a socket, not a folder',
  'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))':
    "a port name has at most 62 letters, digits and '-', first and last a letter or digit",
  'self != "*"': 'a ServiceEntry cannot stand for every host',
  'self.all(l1, self.exists_one(l2, l1.number == l2.number))': 'each port number stands once',
  'self in ["", "HTTP", "HTTPS"]': 'the scheme is HTTP or HTTPS',
  '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true':
    'a source names service accounts, or principals and namespaces, not both',
  'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true':
    'portLevelMtls needs a selector with labels',
  '(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1': 'set jwksUri or jwks, not both',
  'url(self).getScheme() in ["http", "https"]': 'the URL starts with http:// or https://',
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true': 'operation UPSERT needs a value',
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true': 'operation REMOVE has no value',
};

/** The message of a rule. A new rule upstream needs a sentence of ours, so it stops the import. */
export function istioRuleMessage(rule: string): string {
  const message = MESSAGES[rule];
  if (message === undefined) throw new Error(`no message for the rule ${JSON.stringify(rule)}; add one to tools/imports/rule-messages.ts`);
  return message;
}
