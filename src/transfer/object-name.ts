const ENDING = '.tar';

/** The object that has the archive of a checkpoint. */
export function objectOf(checkpoint: string): string {
  return `${checkpoint}${ENDING}`;
}

/** The checkpoint whose archive an object is; undefined where its name is of another form. */
export function checkpointOf(key: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.tar$/.exec(key)?.[1];
}
