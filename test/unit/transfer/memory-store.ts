import { Failure } from '../../../src/failure/index.js';
import type { ObjectStore, SentPart } from '../../../src/object-store/index.js';

interface StoredBytes {
  readonly data: Buffer;
  readonly digest: string;
  readonly entityTag: string;
}

/** An object store that is kept in memory, and what a test makes it do. */
export interface MemoryStore extends ObjectStore {
  readonly objects: Map<string, StoredBytes>;
  /** Uploads that are neither complete nor aborted, by their ids. */
  readonly uploads: Map<string, Map<number, Buffer>>;
  /** Numbers of the parts that have come, in this order. */
  readonly sent: number[];
  /** Called before each request; what it throws the request fails with. */
  fails: (request: string) => void;
  /** Called behind each request that has done its work; what it throws is all that the caller learns. */
  loses: (request: string) => void;
}

export function openMemoryStore(name = 'fleet'): MemoryStore {
  const digests = new Map<string, string>();
  let tags = 0;
  const store: MemoryStore = {
    ...{ name, objects: new Map(), uploads: new Map(), sent: [], fails: () => {}, loses: () => {} },
    async list(after, limit) {
      const keys = [...store.objects.keys()].sort().filter((key) => key > after);
      const objects = keys.slice(0, limit).map((key) => ({
        ...{ key, bytes: store.objects.get(key)?.data.length ?? 0, modifiedAt: new Date(0) },
      }));
      return { objects, isLast: keys.length <= limit };
    },
    async find(key) {
      store.fails('find');
      const found = store.objects.get(key);
      return found && { bytes: found.data.length, entityTag: found.entityTag, digest: found.digest };
    },
    async *read(key, _entityTag, offset) {
      const { data } = store.objects.get(key) ?? { data: Buffer.alloc(0) };
      for (let at = offset; at < data.length; at += 100_000) {
        store.fails('read');
        yield data.subarray(at, at + 100_000);
      }
    },
    async beginUpload(key, digest) {
      store.fails('begin');
      const id = `upload-${digests.size + 1}`;
      digests.set(id, digest);
      store.uploads.set(id, new Map());
      return { key, id };
    },
    async partsOf({ id }) {
      const parts = store.uploads.get(id);
      return parts && [...parts].map(([number, data]) => sentPart(number, data));
    },
    async sendPart({ id }, number, data) {
      store.fails('part');
      store.uploads.get(id)?.set(number, Buffer.from(data));
      store.sent.push(number);
      return sentPart(number, data);
    },
    async complete({ key, id }, parts, replaces) {
      store.fails('complete');
      if (store.objects.get(key)?.entityTag !== replaces) throw refused('another object is there');
      const come = store.uploads.get(id) ?? new Map<number, Buffer>();
      const data = Buffer.concat(parts.map(({ number }) => come.get(number) ?? Buffer.alloc(0)));
      tags += 1;
      store.objects.set(key, { data, digest: digests.get(id) ?? '', entityTag: `tag-${tags}` });
      store.uploads.delete(id);
      store.loses('complete');
    },
    async abort({ id }) {
      store.uploads.delete(id);
    },
    [Symbol.dispose]: () => {},
  };
  return store;
}

function sentPart(number: number, data: Uint8Array): SentPart {
  return { number, bytes: data.byteLength, entityTag: `part-${number}` };
}

export function refused(why: string): Failure {
  return new Failure('STORE_REFUSED', why);
}

export function unreachable(): Failure {
  return new Failure('STORE_UNREACHABLE', 'cut');
}
