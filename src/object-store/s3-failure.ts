import { S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from '../failure/index.js';

const CREDENTIALS =
  'Give criud the credentials of the store in its environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ' +
  'AWS_PROFILE), and leave to read, write and list the bucket.';

/** Names of errors of the client itself, with which nothing was sent. */
const WITHOUT_CREDENTIALS = ['CredentialsProviderError', 'TokenProviderError'];

/** What a store, or the way to it, has failed with. */
export function storeFailure(store: string, what: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) };
  const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
  const metadata = { store, ...(status !== undefined && { status: String(status), code: name }) };
  const say = (verb: string) =>
    `The object store ${store} ${verb} to ${what}: ${sentence(status === undefined ? message : `${name}: ${message}`)}`;
  if (WITHOUT_CREDENTIALS.includes(name) || status === 401 || status === 403) {
    return new Failure('STORE_REFUSED', say('refuses'), { metadata, cure: CREDENTIALS, cause });
  }
  const isBusy =
    status === 408 || status === 429 || (status !== undefined && status >= 500 && status !== 501);
  if (status === undefined || isBusy) {
    return new Failure('STORE_UNREACHABLE', say('fails'), {
      metadata,
      cure: 'Check the network, the endpoint that --store names, and the store itself. What was sent stays for another try.',
      cause,
    });
  }
  return new Failure('STORE_REFUSED', say('refuses'), {
    metadata,
    cure:
      name === 'NoSuchBucket'
        ? 'Make the bucket, or name another one with --store.'
        : 'What it says of the request tells why; send it again when that is no more.',
    cause,
  });
}

/** The object has gone, or its place was taken by another one. */
export function objectGone(store: string, key: string, cause: unknown): Failure {
  return new Failure('OBJECT_NOT_FOUND', `The object store ${store} does not have the ${key} that it had.`, {
    metadata: { store, object: key },
    cure: 'Somebody has removed or replaced it: send the request again.',
    cause,
  });
}

/** The HTTP status of an answer that was an error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** The code that a store gives its errors, such as NoSuchKey. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof S3ServiceException ? error.name : undefined;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
