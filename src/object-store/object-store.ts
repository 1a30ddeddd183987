/** Where an object store is, as the operator has named it. What it is entered with is in the environment. */
export interface StoreSettings {
  /** By which clients ask for it. */
  readonly name: string;
  readonly bucket: string;
  /** What the keys of all its objects begin with: empty, or ending in `/`. */
  readonly prefix: string;
  /** URL of a store that is not AWS's own. */
  readonly endpoint?: string;
  /** Default: what the environment says, and with an endpoint `us-east-1`. */
  readonly region?: string;
  /** The bucket is in the path of a request and not in the name of the host. */
  readonly pathStyle: boolean;
}

/** An object in a listing; its key is without the prefix, as all keys here. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

/** What an object is. */
export interface FoundObject {
  readonly bytes: number;
  /** Tells it from whatever else has its key at another time. */
  readonly entityTag: string;
  /** What beginUpload() was told; absent of one that criud did not send. */
  readonly digest?: string;
}

/** An object that is being sent in parts; nobody sees it until it is complete. */
export interface PartedUpload {
  readonly key: string;
  /** By which the store knows it. */
  readonly id: string;
}

/** A part that the store has. */
export interface SentPart {
  /** 1 for the first. */
  readonly number: number;
  readonly bytes: number;
  readonly entityTag: string;
  /** SHA-256 in base64, where the store keeps it. */
  readonly sha256?: string;
}

/**
 * A bucket of an S3-compatible store. Every request has a deadline, and is tried
 * again where a store says that it is busy. Each method throws the reason of its
 * signal when that is aborted, and else:
 *
 * @throws Failure STORE_UNREACHABLE when the store does not answer, or with an
 *   error of its own.
 * @throws Failure STORE_REFUSED when it does not let criud in, has no such bucket
 *   or takes a request for wrong.
 */
export interface ObjectStore extends Disposable {
  readonly name: string;
  /**
   * Objects in the order of their keys.
   *
   * @param after a key; the first one listed is behind it. Empty: from the beginning.
   */
  list(after: string, limit: number, signal: AbortSignal): Promise<ListedPage>;
  /** Undefined when there is none of this key. */
  find(key: string, signal: AbortSignal): Promise<FoundObject | undefined>;
  /**
   * The bytes of an object from an offset below its end on.
   *
   * @throws Failure OBJECT_NOT_FOUND when it is gone or another one by now.
   */
  read(key: string, entityTag: string, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** @param digest is kept with the object. */
  beginUpload(key: string, digest: string, signal: AbortSignal): Promise<PartedUpload>;
  /** The parts that have come, in order; undefined when the store has no such upload. */
  partsOf(upload: PartedUpload, signal: AbortSignal): Promise<readonly SentPart[] | undefined>;
  /** Sends a part with its SHA-256, which the store compares. The data must not change meanwhile. */
  sendPart(upload: PartedUpload, number: number, data: Uint8Array, signal: AbortSignal): Promise<SentPart>;
  /**
   * Makes an object of all the parts, in one step.
   *
   * @param replaces entity tag of what has the key; undefined where nothing has.
   *   A store that can compare refuses when it is something else.
   */
  complete(
    upload: PartedUpload,
    parts: readonly SentPart[],
    replaces: string | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  /** Throws the parts away. One that is gone already is no error. */
  abort(upload: PartedUpload, signal: AbortSignal): Promise<void>;
}

export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** There are none behind these. */
  readonly isLast: boolean;
}

/** Opens a store. Nothing is asked of it yet. */
export async function openObjectStore(settings: StoreSettings): Promise<ObjectStore> {
  // It says on stderr which Node its later versions need; which version is used is not the operator's to choose.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  // The client takes 0.4 s and 30 MB to load: only where there is a store.
  const { openS3Store } = await import('./s3-store.js');
  return openS3Store(settings);
}
