import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Failure } from '../failure/index.js';
import type { ListedObject, ObjectStore, SentPart, StoreSettings } from './object-store.js';
import { codeOf, objectGone, statusOf, storeFailure } from './s3-failure.js';

/** Milliseconds for a request that carries no data, all its tries together. */
const ANSWER = 30_000;

/** The same for a part; of 16 MiB at least 70 KB go in a second then. */
const PART = 240_000;

/** The same to make an object of its parts, which a store may have to copy. */
const COMPLETION = 600_000;

/** Milliseconds without a byte after which an answer counts as broken off. */
const SILENCE = 30_000;

/** Milliseconds to connect. */
const CONNECTING = 5_000;

/** The name of the digest in the metadata of an object. */
const DIGEST = 'criud-digest';

/** Opens a bucket. The credentials are found by the client, in the environment, in AWS's files or at the host. */
export function openS3Store({
  name,
  bucket,
  prefix,
  endpoint,
  region,
  pathStyle,
}: StoreSettings): ObjectStore {
  const client = new S3Client({
    forcePathStyle: pathStyle,
    ...(endpoint !== undefined && { endpoint, region: region ?? 'us-east-1' }),
    ...(region !== undefined && { region }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECTING },
    // Digests of archives are compared where they come, and those of parts are given.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  /** @throws Failure as of ObjectStore, but for errors that `expected` makes an answer of. */
  async function ask<T, Instead = never>(
    what: string,
    signal: AbortSignal,
    milliseconds: number,
    request: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
    expected: (error: unknown) => Instead | undefined = () => undefined,
  ): Promise<T | Instead> {
    signal.throwIfAborted();
    const ended = new AbortController();
    const end = () => ended.abort();
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    try {
      return await request({ abortSignal: ended.signal });
    } catch (error) {
      signal.throwIfAborted();
      const instead = expected(error);
      if (instead !== undefined) return instead;
      const late = `there was no answer within ${milliseconds / 1000} s`;
      throw storeFailure(name, what, ended.signal.aborted ? new Error(late, { cause: error }) : error);
    } finally {
      // What comes behind an answer has no deadline as a whole.
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  return {
    name,

    async list(after, limit, signal) {
      const page = await ask('list its objects', signal, ANSWER, (options) =>
        client.send(
          new ListObjectsV2Command({
            ...{ Bucket: bucket, Prefix: prefix, MaxKeys: limit },
            ...(after !== '' && { StartAfter: prefix + after }),
          }),
          options,
        ),
      );
      const objects = (page.Contents ?? []).flatMap(
        ({ Key = '', Size = 0, LastModified = new Date(0) }): readonly ListedObject[] =>
          Key.startsWith(prefix)
            ? [{ key: Key.slice(prefix.length), bytes: Size, modifiedAt: LastModified }]
            : [],
      );
      return { objects, isLast: page.IsTruncated !== true };
    },

    async find(key, signal) {
      // Of a HEAD that fails a store cannot say why: the answer has no body.
      const found = await ask(
        `look for ${key}`,
        signal,
        ANSWER,
        (options) =>
          client.send(
            new GetObjectCommand({ Bucket: bucket, Key: prefix + key, Range: 'bytes=0-0' }),
            options,
          ),
        // An empty object has no first byte.
        (error) => (codeOf(error) === 'NoSuchKey' || statusOf(error) === 416 ? 'none' : undefined),
      );
      if (found === 'none') return undefined;
      if (found.Body instanceof Readable) found.Body.destroy();
      const bytes = Number(/\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? Number.NaN);
      if (!Number.isSafeInteger(bytes) || found.ETag === undefined) throw withoutRanges(name);
      const digest = found.Metadata?.[DIGEST];
      return { bytes, entityTag: found.ETag, ...(digest !== undefined && { digest }) };
    },

    async *read(key, entityTag, offset, signal) {
      const what = `read ${key}`;
      const { Body: body, ContentRange: range } = await ask(what, signal, ANSWER, (options) =>
        client
          .send(
            new GetObjectCommand({
              ...{ Bucket: bucket, Key: prefix + key },
              ...{ Range: `bytes=${offset}-`, IfMatch: entityTag },
            }),
            options,
          )
          .catch((error: unknown) => {
            const isGone = codeOf(error) === 'NoSuchKey' || statusOf(error) === 412;
            throw isGone ? objectGone(name, key, error) : error;
          }),
      );
      if (!(body instanceof Readable)) throw storeFailure(name, what, 'the answer has no body');
      let timer: NodeJS.Timeout | undefined;
      const abort = () => body.destroy(new Error('no longer wanted'));
      signal.addEventListener('abort', abort, { once: true });
      try {
        if (range?.startsWith(`bytes ${offset}-`) !== true) throw withoutRanges(name);
        if (signal.aborted) abort();
        // Only while it is waited for: who reads may be slow.
        const silent = () => body.destroy(new Error(`no byte within ${SILENCE / 1000} s`));
        timer = setTimeout(silent, SILENCE);
        for await (const piece of body) {
          clearTimeout(timer);
          yield piece;
          timer = setTimeout(silent, SILENCE);
        }
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        throw storeFailure(name, what, cause);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        body.destroy();
      }
    },

    async beginUpload(key, digest, signal) {
      const { UploadId: id } = await ask(`take ${key}`, signal, ANSWER, (options) =>
        client.send(
          new CreateMultipartUploadCommand({
            ...{ Bucket: bucket, Key: prefix + key, ContentType: 'application/x-tar' },
            ...{ ChecksumAlgorithm: 'SHA256', Metadata: { [DIGEST]: digest } },
          }),
          options,
        ),
      );
      if (id === undefined) throw storeFailure(name, `take ${key}`, 'it gives the upload no id');
      return { key, id };
    },

    async partsOf({ key, id }, signal) {
      const parts: SentPart[] = [];
      for (let after: string | undefined; ; ) {
        const page = await ask(
          `list the parts of ${key}`,
          signal,
          ANSWER,
          (options) =>
            client.send(
              new ListPartsCommand({
                ...{ Bucket: bucket, Key: prefix + key, UploadId: id },
                ...(after !== undefined && { PartNumberMarker: after }),
              }),
              options,
            ),
          (error) => (codeOf(error) === 'NoSuchUpload' ? 'none' : undefined),
        );
        if (page === 'none') return undefined;
        for (const { PartNumber, Size, ETag, ChecksumSHA256 } of page.Parts ?? []) {
          if (PartNumber === undefined || Size === undefined || ETag === undefined) continue;
          parts.push(sentPart(PartNumber, Size, ETag, ChecksumSHA256));
        }
        const next = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
        // A store that gives the same page again would never come to an end.
        if (next === undefined || next === after) return parts;
        after = next;
      }
    },

    async sendPart({ key, id }, number, data, signal) {
      const { ETag, ChecksumSHA256 } = await ask(`take part ${number} of ${key}`, signal, PART, (options) =>
        client.send(
          new UploadPartCommand({
            ...{ Bucket: bucket, Key: prefix + key, UploadId: id, PartNumber: number },
            ...{ Body: data, ContentLength: data.byteLength },
            ChecksumSHA256: createHash('sha256').update(data).digest('base64'),
          }),
          options,
        ),
      );
      if (ETag === undefined)
        throw storeFailure(name, `take part ${number} of ${key}`, 'it has no entity tag');
      return sentPart(number, data.byteLength, ETag, ChecksumSHA256);
    },

    async complete({ key, id }, parts, replaces, signal) {
      await ask(`complete ${key}`, signal, COMPLETION, (options) =>
        client.send(
          new CompleteMultipartUploadCommand({
            ...{ Bucket: bucket, Key: prefix + key, UploadId: id },
            ...(replaces === undefined ? { IfNoneMatch: '*' } : { IfMatch: replaces }),
            MultipartUpload: {
              Parts: parts.map(({ number, entityTag, sha256 }) => ({
                ...{ PartNumber: number, ETag: entityTag },
                ...(sha256 !== undefined && { ChecksumSHA256: sha256 }),
              })),
            },
          }),
          options,
        ),
      );
    },

    async abort({ key, id }, signal) {
      await ask<unknown, string>(
        `throw the parts of ${key} away`,
        signal,
        ANSWER,
        (options) =>
          client.send(
            new AbortMultipartUploadCommand({ Bucket: bucket, Key: prefix + key, UploadId: id }),
            options,
          ),
        (error) => (statusOf(error) === 404 ? 'gone' : undefined),
      );
    },

    [Symbol.dispose]: () => client.destroy(),
  };
}

function sentPart(number: number, bytes: number, entityTag: string, sha256: string | undefined): SentPart {
  return { number, bytes, entityTag, ...(sha256 !== undefined && { sha256 }) };
}

function withoutRanges(store: string): Failure {
  return new Failure('STORE_REFUSED', `The object store ${store} does not give parts of objects.`, {
    metadata: { store },
    cure: 'Name another store: one that cannot read on where it broke off is of no use here.',
  });
}
