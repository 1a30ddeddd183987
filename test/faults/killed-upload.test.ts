import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, realpathSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { verifyCheckpoint } from '../../src/catalog/index.js';
import { archiveOf, bytesOf, imagesOf, makeSealed, openPlace, send } from '../unit/catalog/archives.js';
import { scratchFolder } from '../unit/setup/scratch-folder.js';
import { atEveryChange, killAtChange } from './kill-at-change.js';

const MODULE = pathToFileURL(join(import.meta.dirname, '../../dist/src/catalog/index.js')).href;

/** Takes an archive from a file: what criud does for UploadCheckpoint, without what is around it. */
const PROGRAM = `
  import { readFileSync } from 'node:fs';
  const [, module, state, path, digest] = process.argv;
  const { openCatalog, openUploads } = await import(module);
  const catalog = await openCatalog(state);
  const uploads = await openUploads(catalog, state);
  const receiver = await uploads.receive(digest);
  const archive = readFileSync(path);
  for (let at = receiver.received; at < archive.length; at = receiver.received) {
    await receiver.write(at, archive.subarray(at, at + 50_000));
  }
  await receiver.complete();
`;

it('an upload that is killed at any change leaves a whole catalogue, and goes on', async () => {
  const elsewhere = realpathSync(scratchFolder());
  const here = await openPlace();
  const parent = await makeSealed(here.catalog, { 'pages-1.img': bytesOf(3_000, 1) });
  const child = await makeSealed(here.catalog, { 'pages-1.img': bytesOf(100, 2), 'empty.img': '' }, parent);
  const chain = [child, parent];
  const archive = await archiveOf(here.catalog, chain);
  const path = join(elsewhere, 'archive.tar');
  await writeFile(path, archive.bytes);
  const ids = [parent, child].map(({ manifest }) => manifest.id);
  const left = new Set<string>();

  const changes = await atEveryChange(async (change) => {
    const state = join(elsewhere, `state-${change}`);
    // Only what is done to the uploads and the catalogue counts, and not that the folders are made.
    await openPlace(state);
    using killer = await killAtChange(state);
    killer.arm(change);
    const args = ['--input-type=module', '-e', PROGRAM, MODULE, state, path, archive.digest];
    const program = spawn(process.execPath, args, {
      env: { ...process.env, ...killer.environment },
      stdio: 'inherit',
    });
    const [code, signal] = await once(program, 'exit');
    expect([code, signal]).toEqual(signal === null ? [0, null] : [null, 'SIGKILL']);

    const there = await openPlace(state);
    const whole = readdirSync(join(state, 'checkpoints')).sort();
    left.add(ids.filter((id) => whole.includes(id)).join());
    for (const id of whole) {
      const checkpoint = await there.catalog.get(id);
      await verifyCheckpoint(checkpoint);
      expect(await there.catalog.chain(checkpoint)).toHaveLength(ids.indexOf(id) + 1);
    }
    if (whole.length < 2) await send(there.uploads, archive);
    for (const original of chain) {
      const copy = await there.catalog.get(original.manifest.id);
      expect(copy.manifest).toEqual(original.manifest);
      expect(await imagesOf(copy)).toEqual(await imagesOf(original));
    }
    await openPlace(state);
    for (const name of readdirSync(join(state, 'uploads'))) {
      // All is in the catalogue and the upload is not quite gone: the next one who asks ends it.
      expect(name).toBe(archive.digest);
      await send(there.uploads, archive);
    }
    expect(readdirSync(join(state, 'uploads'))).toEqual([]);
    await rm(state, { recursive: true });
    return signal === null ? 'finished' : 'killed';
  });
  // Before, between and behind the two that come into the catalogue.
  expect([...left].sort()).toEqual(['', ids[0], ids.join()].sort());
  expect(changes).toBeGreaterThan(20);
}, 300_000);
