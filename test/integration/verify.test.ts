import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineCheckpoint, type Manifest } from '../../src/catalog/index.js';
import { parseManifest } from '../../src/catalog/manifest.js';
import { DefectKind, FinalState, Reason, type VerifyCheckpointResponse } from '../../src/client/index.js';
import { examineStructure } from '../../src/criu/index.js';
import { forgedManifest } from '../unit/catalog/forged-manifest.js';
import { ALTERATIONS, type Alteration, type Place } from './alterations.js';
import { expectFailure, failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { compiledProgram, startWorkload, type Workload } from './workload.js';

const SEED = 20260731;

let daemon: Daemon;
let workload: Workload;
/** Of the workload, which runs on. */
let name: string;
let place: Place;
let manifest: Manifest;
let tried = 0;

beforeAll(async () => {
  const flags = ['--allow-option', 'skip_verification=true'];
  daemon = await startDaemon({ flags, under: [await compiledProgram('reaper')] });
  workload = await startWorkload('counter', ['2', '--append']);
  const { operation } = await daemon.client.checkpoints.dump({
    target: { pid: workload.pid },
    finalState: FinalState.RUNNING,
    wait: PATIENCE,
  });
  name = succeeded(operation).checkpoint;
  const folder = join(daemon.stateFolder, name);
  manifest = parseManifest(await readFile(join(folder, 'manifest.json')), 'manifest.json');
  place = { folder, names: manifest.files.map((file) => file.name) };
});
afterAll(async () => {
  console.log(`alterations tried and found: ${tried}`);
  await workload?.stop();
  await daemon?.[Symbol.asyncDispose]();
});

const verify = (which = name, withoutParents = false): Promise<VerifyCheckpointResponse> =>
  daemon.client.catalog.verifyCheckpoint({ name: which, withoutParents });

function told({ defects }: VerifyCheckpointResponse): readonly string[] {
  return defects.map(({ checkpoint, file, kind }) => `${checkpoint} ${file} ${DefectKind[kind]}`).sort();
}

function expected({ defects }: Alteration, of = name): readonly string[] {
  return defects.map(([file, kind]) => `${of} ${file} ${DefectKind[kind]}`).sort();
}

/** A restore that has to be refused, and not for the tree that lives: it is refused before that is looked at. */
async function refusedRestore(which = name) {
  const restoring = daemon.client.checkpoints.restore({ checkpoint: which, wait: PATIENCE });
  return restoring.then(
    ({ operation }) => failureOfOperation(operation),
    () => failureOf(restoring),
  );
}

/** Another checkpoint with the same images. */
async function copyCheckpoint(fields: object = {}): Promise<{ name: string; folder: string }> {
  const id = randomUUID();
  const folder = join(daemon.stateFolder, 'checkpoints', id);
  const path = join(folder, 'manifest.json');
  await cp(place.folder, `${daemon.stateFolder}/../${id}`, { recursive: true });
  await rename(`${daemon.stateFolder}/../${id}`, folder);
  await writeFile(
    path,
    forgedManifest(await readFile(path), () => ({ id, ...fields })),
  );
  return { name: `checkpoints/${id}`, folder };
}

describe('Verify', () => {
  it('finds nothing where nothing was altered, and tells how much it has read', async () => {
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    expect(await verify()).toMatchObject({
      valid: true,
      defects: [],
      files: BigInt(manifest.files.length + 1),
      bytes: BigInt(bytes),
    });
  });

  it.each(Object.entries(ALTERATIONS))(
    'finds %s, in the file in which it is, and Restore refuses that',
    async (_, alter) => {
      let looked = 0;
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
          const alteration = alter(place, (among) => Number(numbers.next().value) % among);
          fc.pre(alteration !== undefined);
          try {
            const answer = await verify();
            expect(told(answer)).toEqual(expected(alteration));
            expect(answer.valid).toBe(false);
            const error = await refusedRestore();
            expectFailure(error, { code: 'DATA_LOSS', reason: 'CHECKPOINT_DAMAGED', cure: 'make a new one' });
            const files = alteration.defects.map(([file]) => file);
            expect(files).toContain(`${error.metadata.file}`.split('/').at(-1));
          } finally {
            alteration.undo();
          }
          looked++;
        }),
        { seed: SEED, numRuns: 12 },
      );
      tried += looked;
      expect(looked).toBeGreaterThan(0);
      expect(await verify()).toMatchObject({ valid: true, defects: [] });
    },
  );

  it('lets a restore wait for no pipe, whichever image it is in the place of', async () => {
    for (const file of ['pstree.img', 'inventory.img', 'files.img']) {
      const path = join(place.folder, 'images', file);
      const image = await readFile(path);
      await rm(path);
      execFileSync('mkfifo', [path]);
      const error = await refusedRestore();
      expect(error).toMatchObject({ reason: 'CHECKPOINT_DAMAGED', metadata: { file } });
      await rm(path);
      await writeFile(path, image);
      tried++;
    }
    expect(await verify()).toMatchObject({ valid: true, defects: [] });
  });

  it('finds another byte at every place of every small image, and of the manifest', async () => {
    const folder = join(daemon.stateFolder, '..', 'small');
    await mkdir(join(folder, 'images'), { recursive: true });
    const missed: string[] = [];
    for (const file of manifest.files.filter(({ bytes }) => bytes <= 600)) {
      const bytes = await readFile(join(place.folder, 'images', file.name));
      const path = join(folder, 'images', file.name);
      const alone = {
        manifest: { ...manifest, files: [file] },
        imagesFolder: join(folder, 'images'),
        workFolder: '',
      };
      for (const [at, was] of bytes.entries()) {
        bytes[at] = was ^ (1 + (at % 255));
        await writeFile(path, bytes);
        bytes[at] = was;
        const found: string[] = [];
        for await (const defect of examineCheckpoint(alone)) found.push(`${defect.file} ${defect.kind}`);
        if (found.join() !== `${file.name} content`) missed.push(`${file.name} at ${at}: ${found}`);
        tried++;
      }
      await rm(path);
    }
    const text = await readFile(join(place.folder, 'manifest.json'));
    for (const [at, was] of text.entries()) {
      text[at] = was ^ (1 + (at % 255));
      if (isManifest(text)) missed.push(`manifest.json at ${at}`);
      text[at] = was;
      tried++;
    }
    expect(missed).toEqual([]);
  });

  it('finds what was committed and is no image of CRIU, and Restore refuses that too', async () => {
    const changes: readonly [string, (bytes: Buffer) => Buffer, RegExp][] = [
      ['inventory.img', (bytes) => Buffer.concat([Buffer.alloc(4), bytes.subarray(4)]), /begins with 0x0/],
      ['pstree.img', (bytes) => bytes.subarray(0, -1), /ends inside a record/],
      ['files.img', (bytes) => Buffer.concat([bytes, Buffer.from([9, 0, 0])]), /ends inside the length/],
    ];
    for (const [file, change, message] of changes) {
      const bytes = change(await readFile(join(place.folder, 'images', file)));
      const copy = await copyCheckpoint({
        files: manifest.files.map((each) =>
          each.name === file ? { name: file, bytes: bytes.length } : { name: each.name, bytes: each.bytes },
        ),
      });
      await writeFile(join(copy.folder, 'images', file), bytes);
      const { valid, defects } = await verify(copy.name);
      expect(valid).toBe(false);
      const wrong = defects.filter(({ kind }) => kind !== DefectKind.NO_DIGEST);
      expect(wrong).toMatchObject([{ checkpoint: copy.name, file, kind: DefectKind.STRUCTURE }]);
      expect(wrong[0]?.message).toMatch(message);
      const error = await refusedRestore(copy.name);
      expectFailure(error, { code: 'DATA_LOSS', reason: 'CHECKPOINT_DAMAGED', cure: 'as CRIU writes them' });
      expect(error.metadata).toMatchObject({ file });
      await rm(copy.folder, { recursive: true });
    }
  });

  it('gets to the end of every image, whatever was done to it', async () => {
    const folder = join(daemon.stateFolder, '..', 'images');
    await cp(join(place.folder, 'images'), folder, { recursive: true });
    const small = manifest.files.filter(({ bytes }) => bytes <= 100_000).map((file) => file.name);
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...small), changes, fc.nat(), async (file, bytes, cut) => {
        const path = join(folder, file);
        const image = await readFile(path);
        const changed = Buffer.from(image);
        for (const [at, value] of bytes) changed.writeUInt8(value, at % changed.length);
        await writeFile(path, changed.subarray(0, cut % 3 === 0 ? cut % changed.length : undefined));
        for await (const each of examineStructure(folder, place.names)) {
          // A pagemap tells how many pages another file has.
          expect(each).toEqual({ file, problem: expect.stringMatching(/^(has|is|ends|cannot) /) });
        }
        await writeFile(path, image);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('takes sizes for all it can know where there are no digests, and says so', async () => {
    const files = manifest.files.map(({ name: file, bytes }) => ({ name: file, bytes }));
    const copy = await copyCheckpoint({ files });
    const answer = await verify(copy.name);
    expect(answer.valid).toBe(true);
    expect(told(answer)).toEqual(files.map((file) => `${copy.name} ${file.name} NO_DIGEST`).sort());
    await rm(copy.folder, { recursive: true });
  });

  it('looks at the parents too, unless told not to, and tells of one that is gone', async () => {
    const parent = await copyCheckpoint();
    const child = await copyCheckpoint({ parent: parent.name.split('/')[1] });
    await symlink(`../../../${parent.name}/images`, join(child.folder, 'images', 'parent'));
    expect(await verify(child.name)).toMatchObject({ valid: true, defects: [] });

    await truncate(join(parent.folder, 'images', 'pages-1.img'), 4096);
    expect(told(await verify(child.name))).toEqual([`${parent.name} pages-1.img SIZE`]);
    expect(await verify(child.name, true)).toMatchObject({ valid: true, defects: [] });
    expect((await refusedRestore(child.name)).metadata).toMatchObject({ file: 'pages-1.img' });

    await rm(parent.folder, { recursive: true });
    expect(told(await verify(child.name))).toEqual([`${child.name} parent MISSING`]);
    expectFailure(await refusedRestore(child.name), {
      code: 'DATA_LOSS',
      reason: 'PARENT_MISSING',
      cure: 'Bring the missing checkpoint back',
    });
    await rm(child.folder, { recursive: true });
  });

  it('tells of a thousand defects, and of no more', async () => {
    const copy = await copyCheckpoint();
    const extra = Array.from({ length: 1_100 }, (_, index) =>
      join(copy.folder, 'images', `pages-${index + 9}.img`),
    );
    for (const path of extra) await writeFile(path, '');
    expect((await verify(copy.name)).defects).toHaveLength(1_000);
    await rm(copy.folder, { recursive: true });
  });

  it('knows no other checkpoint', async () => {
    const error = await failureOf(verify(`checkpoints/${randomUUID()}`));
    expectFailure(error, { code: 'NOT_FOUND', reason: 'CHECKPOINT_NOT_FOUND', cure: /./ });
    expect((await failureOf(verify('checkpoints/../x'))).reason).toBe('INVALID_REQUEST');
  });
});

describe('Restore without verification', () => {
  it('needs leave of the operator', async () => {
    await using other = await startDaemon();
    const restoring = other.client.checkpoints.restore({ checkpoint: name, skipVerification: true });
    expectFailure(await failureOf(restoring), {
      code: 'PERMISSION_DENIED',
      reason: 'OPTION_NOT_ALLOWED',
      cure: `--allow-option 'skip_verification=true'`,
    });
  });

  it('takes images that were altered, and says that nobody has looked', async () => {
    await using dead = await startWorkload('counter');
    const dump = await daemon.client.checkpoints.dump({ target: { pid: dead.pid }, wait: PATIENCE });
    const { checkpoint } = succeeded(dump.operation);
    await writeFile(join(daemon.stateFolder, checkpoint, 'images', 'extra.img'), '');
    expect((await refusedRestore(checkpoint)).metadata).toMatchObject({ file: 'extra.img' });
    const count = dead.count();
    const { operation } = await daemon.client.checkpoints.restore({
      checkpoint,
      skipVerification: true,
      wait: PATIENCE,
    });
    expect(succeeded(operation).warnings).toMatchObject([{ reason: Reason.CHECKPOINT_NOT_VERIFIED }]);
    await dead.advancesFrom(count);
  });
});

function isManifest(bytes: Uint8Array): boolean {
  try {
    parseManifest(bytes, 'manifest.json');
    return true;
  } catch {
    return false;
  }
}
