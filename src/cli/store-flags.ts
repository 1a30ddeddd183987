import { invalidRequest } from '../failure/index.js';
import { type ObjectStore, openObjectStore, type StoreSettings } from '../object-store/index.js';

const PARAMETERS = ['endpoint', 'region', 'path-style'];

/**
 * `NAME=s3://bucket/prefix?endpoint=URL&region=REGION&path-style=true`, once for
 * each store. Credentials do not belong there: everybody can read the command
 * line of a process.
 *
 * @throws Failure INVALID_REQUEST
 */
export function parseStores(flag: string, texts: readonly string[]): readonly StoreSettings[] {
  const stores = texts.map((text) => parseStore(flag, text));
  const twice = stores.find(({ name }, index) => stores.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw refused(flag, `names the store ${twice.name} twice`);
  return stores;
}

/** Opens them, by their names. */
export async function openStores(
  settings: readonly StoreSettings[],
): Promise<ReadonlyMap<string, ObjectStore>> {
  return new Map(
    await Promise.all(settings.map(async (each) => [each.name, await openObjectStore(each)] as const)),
  );
}

function parseStore(flag: string, text: string): StoreSettings {
  const [, name = '', address = ''] = /^([a-z0-9][a-z0-9-]{0,62})=(.*)$/s.exec(text) ?? [];
  if (name === '') throw refused(flag, 'must be NAME=s3://…, NAME being small letters, digits and hyphens');
  const url = parseUrl(address);
  if (url?.protocol !== 's3:') throw refused(flag, `must name ${name} by a URL such as s3://bucket/prefix`);
  // Neither here nor below is the URL told again: it can have a secret in it.
  if (url.username !== '' || url.password !== '') throw refused(flag, withSecret(name));
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(url.hostname) || url.port !== '' || url.hash !== '') {
    throw refused(flag, `must name a bucket for ${name}, as in s3://bucket/prefix`);
  }
  for (const parameter of url.searchParams.keys()) {
    if (PARAMETERS.includes(parameter) && url.searchParams.getAll(parameter).length === 1) continue;
    throw refused(
      flag,
      `has for ${name} a parameter that is not one of ${PARAMETERS.join(', ')}, or one twice`,
    );
  }
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (!/^[\w.-]*(\/[\w.-]+)*$/.test(prefix)) {
    throw refused(flag, `must have a prefix of letters, digits, hyphens, dots and slashes for ${name}`);
  }
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  const region = url.searchParams.get('region') ?? undefined;
  const pathStyle = url.searchParams.get('path-style') ?? 'false';
  if (pathStyle !== 'true' && pathStyle !== 'false') {
    throw refused(flag, `must have true or false for the path-style of ${name}`);
  }
  if (region !== undefined && !/^[a-z0-9-]{1,64}$/.test(region)) {
    throw refused(flag, `must have a region such as us-east-1 for ${name}`);
  }
  return {
    ...{ name, bucket: url.hostname, prefix: prefix === '' ? '' : `${prefix}/` },
    ...(endpoint !== undefined && { endpoint: parseEndpoint(flag, name, endpoint) }),
    ...(region !== undefined && { region }),
    pathStyle: pathStyle === 'true',
  };
}

function parseEndpoint(flag: string, name: string, endpoint: string): string {
  const url = parseUrl(endpoint);
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw refused(flag, `must have an endpoint for ${name} such as https://storage.example:9000`);
  }
  if (url.username !== '' || url.password !== '') throw refused(flag, withSecret(name));
  return url.href;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function withSecret(name: string): string {
  return `has credentials for ${name}: give them in the environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
}

function refused(field: string, description: string) {
  return invalidRequest([{ field, description }]);
}
