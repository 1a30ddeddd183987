import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';

/**
 * What one part of the lab was made from, and what came of it.
 *
 * @typedef {{ recipe: unknown, made: Record<string, unknown> }} Part
 */

/**
 * The record of a lab: which of its parts are there, whole, and what each was made from. A part is taken out of the record before
 * its files are touched and comes back when they are whole, so what the record names can be relied on after any interruption.
 *
 * @param {string} path of a JSON file, which need not be there; one that cannot be read counts as empty
 */
export async function openLabRecord(path) {
  /** @type {Record<string, Part>} */
  let parts = {};
  try {
    const read = JSON.parse(await readFile(path, 'utf8'));
    if (typeof read === 'object' && read !== null) parts = read;
  } catch {
    // No record, or one that was not written by this: everything is made again.
  }

  const save = async () => {
    await writeFile(`${path}.incoming`, `${JSON.stringify(parts, null, 2)}\n`);
    await rename(`${path}.incoming`, path);
  };
  // Parts are made side by side, and each is to be saved with what the others have saved.
  let saved = Promise.resolve();
  const saveInTurn = () => {
    saved = saved.then(save);
    return saved;
  };

  return {
    /**
     * @param {string} name
     * @param {unknown} recipe
     * @returns {Record<string, unknown> | undefined} what was made, if it was made from this very recipe
     */
    find(name, recipe) {
      const part = parts[name];
      return part !== undefined && JSON.stringify(part.recipe) === JSON.stringify(recipe)
        ? part.made
        : undefined;
    },

    /** @param {string} name */
    async forget(name) {
      if (parts[name] === undefined) return;
      delete parts[name];
      await saveInTurn();
    },

    /**
     * @param {string} name
     * @param {Part} part
     */
    async keep(name, part) {
      parts[name] = part;
      await saveInTurn();
    },
  };
}

/**
 * A digest of source files, for a recipe that is also the code which follows it.
 *
 * @param {string[]} urls of modules
 */
export function digestOf(...urls) {
  const hash = createHash('sha256');
  for (const url of urls) hash.update(readFileSync(new URL(url)));
  return hash.digest('hex').slice(0, 16);
}
