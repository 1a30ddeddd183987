import { type Manifest, parseManifest, textOf } from '../../../src/catalog/manifest.js';

/** A manifest.json with other fields, and a digest that is right all the same. */
export function forgedManifest(bytes: Uint8Array, fields: (manifest: Manifest) => object): string {
  const manifest = parseManifest(bytes, 'manifest.json');
  return textOf({ ...manifest, ...fields(manifest) });
}
