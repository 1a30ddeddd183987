import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointKind, Phase, PreDumpMode, Reason } from '../../src/client/index.js';
import { failureOf, failureOfOperation, succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import { rewritten, verifiedWrites } from './dirtier.js';
import { folderOf, idOf, LAB_PATIENCE, type Made, made } from './dumps.js';
import type { LabHost } from './host.js';
import { sharedHost } from './shared-host.js';
import type { LabWorkload } from './workload.js';

const wait = LAB_PATIENCE;

let host: LabHost;
let criud: LabCriud;

beforeAll(async () => {
  ({ host, criud } = await sharedHost());
});

async function preDump({ pid }: LabWorkload, parent?: Made, mode = PreDumpMode.UNSPECIFIED): Promise<Made> {
  const { operation } = await criud.client.checkpoints.preDump({
    target: { pid },
    ...(parent && { parent: parent.checkpoint.name }),
    options: { memory: { preDumpMode: mode } },
    wait,
  });
  return made(operation);
}

async function dump({ pid }: LabWorkload, parent: Made): Promise<Made> {
  const { operation } = await criud.client.checkpoints.dump({
    target: { pid },
    parent: parent.checkpoint.name,
    wait,
  });
  return made(operation);
}

async function restore({ checkpoint }: Made): Promise<void> {
  succeeded((await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait })).operation);
}

/** Bytes on the disk of the pages of a checkpoint. */
async function diskUsage({ checkpoint }: Made): Promise<number> {
  const pages = `${folderOf(criud, checkpoint.name)}/images/pages-*.img`;
  return Number(await host.shell(`du --total --block-size=1 ${pages} | tail -1 | cut -f1`));
}

describe('A dump over ten pre-dumps', () => {
  const memory = 32 * 256;
  const rounds: Made[] = [];
  let dirtier: LabWorkload;
  let final: Made;
  let writesAtDump: number;

  beforeAll(async () => {
    dirtier = await host.workload('dirtier', ['32', '200']);
    for (let round = 1; round <= 10; round++) {
      rounds.push(await preDump(dirtier, rounds.at(-1)));
      await dirtier.advancesFrom(await dirtier.count());
    }
    final = await dump(dirtier, round(10));
    expect(await dirtier.isGone()).toBe(true);
    writesAtDump = await dirtier.reported('writes');
  });
  afterAll(() => dirtier?.stop());

  function round(number: number): Made {
    const found = rounds[number - 1];
    if (found === undefined) throw new Error(`there is no round ${number}`);
    return found;
  }

  it('has written the memory once, and then what has changed', () => {
    const [first, ...later] = rounds.map(({ statistics }) => statistics);
    expect(first?.pagesWritten).toBeGreaterThanOrEqual(memory);
    expect(first?.pagesSkippedParent).toBe(0n);
    for (const { pagesWritten, pagesSkippedParent } of [...later, final.statistics]) {
      expect(pagesWritten).toBeGreaterThan(0);
      expect(pagesWritten).toBeLessThan(memory / 2);
      expect(pagesSkippedParent).toBeGreaterThan(memory / 2);
      expect(pagesWritten + pagesSkippedParent).toBeGreaterThanOrEqual(memory);
    }
    expect(final.checkpoint.sizeBytes).toBeLessThan((memory / 2) * 4096);
  });

  it('names the parent of each, and what it is good for', () => {
    const parents = [...rounds, final].map(({ checkpoint }) => checkpoint.parent);
    expect(parents).toEqual(['', ...rounds.map(({ checkpoint }) => checkpoint.name)]);
    for (const { checkpoint, operation, statistics } of rounds) {
      expect(checkpoint).toMatchObject({
        kind: CheckpointKind.PRE_DUMP,
        memoryTracked: true,
        pid: dirtier.pid,
      });
      expect(statistics.frozenMicroseconds).toBeGreaterThan(0);
      expect(operation.warnings).toEqual([]);
    }
    expect(final.checkpoint).toMatchObject({ kind: CheckpointKind.DUMP, pid: dirtier.pid });
    expect(final.operation.warnings).toEqual([]);
  });

  it('is refused by a restore without a parent anywhere in the chain, before there is an operation', async () => {
    const { checkpoints, operations } = criud.client;
    const { name } = round(4).checkpoint;
    const before = await operations.listOperations({});
    const folder = folderOf(criud, name);
    await host.run('mv', [folder, '/lab/parent']);
    const failure = await failureOf(checkpoints.restore({ checkpoint: final.checkpoint.name, wait }));
    await host.run('mv', ['/lab/parent', folder]);
    expect(failure).toMatchObject({ code: 'DATA_LOSS', reason: 'PARENT_MISSING' });
    expect(failure.metadata).toEqual({ checkpoint: idOf(final.checkpoint.name), parent: idOf(name) });
    expect(await operations.listOperations({})).toEqual(before);
  });

  it('is not restored with one byte of a parent altered', async () => {
    const { name } = round(3).checkpoint;
    const path = `${folderOf(criud, name)}/images/pages-1.img`;
    const good = await host.readFile(path);
    const bad = Buffer.from(good);
    const middle = Math.floor(bad.length / 2);
    bad.writeUInt8(bad.readUInt8(middle) ^ 1, middle);
    await host.writeFile(path, bad, 0o600);
    const damage = await damageOf(final);
    await host.writeFile(path, good, 0o600);
    expect(damage).toEqual({ checkpoint: idOf(name), file: 'pages-1.img', phases: [Phase.VERIFYING] });
  });

  it('is not restored with the pages of another checkpoint', async () => {
    const link = `${folderOf(criud, round(7).checkpoint.name)}/images/parent`;
    const good = (await host.run('readlink', [link])).stdout.trim();
    const bad = good.replace(idOf(round(6).checkpoint.name), idOf(round(5).checkpoint.name));
    await host.run('ln', ['-sfn', bad, link]);
    const damage = await damageOf(final);
    await host.run('ln', ['-sfn', good, link]);
    expect(bad).not.toBe(good);
    expect(damage).toEqual({
      checkpoint: idOf(round(7).checkpoint.name),
      file: 'parent',
      phases: [Phase.VERIFYING],
    });
  });

  it('is restored with every byte, once all of it is as it was', async () => {
    await restore(final);
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writesAtDump);
    await dirtier.advancesFrom(await dirtier.count());
  });
});

/** What a restore finds, and how far it gets. */
async function damageOf({ checkpoint }: Made) {
  const { operation } = await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait });
  const { reason, metadata } = failureOfOperation(operation);
  expect(reason).toBe('CHECKPOINT_DAMAGED');
  return {
    checkpoint: metadata.checkpoint,
    file: metadata.file,
    phases: operation?.phases.map(({ phase }) => phase),
  };
}

describe('A chain', () => {
  it('has pre-dumps of both modes, and leaves shared memory to the dump', async () => {
    await using dirtier = await host.workload('dirtier', ['8', '200', '--shared', '4', '--processes', '2']);
    const [shared, own] = [4 * 256, 2 * 8 * 256];
    const { SPLICE, READ } = PreDumpMode;
    const rounds: Made[] = [];
    for (const mode of [SPLICE, READ, READ, SPLICE]) {
      rounds.push(await preDump(dirtier, rounds.at(-1), mode));
      await rewritten(dirtier, 50);
    }
    const last = rounds.at(-1);
    if (last === undefined) throw new Error('no round');
    const final = await dump(dirtier, last);
    expect(rounds.map(({ statistics }) => statistics.sharedPagesWritten)).toEqual([0n, 0n, 0n, 0n]);
    expect(final.statistics.sharedPagesWritten).toBeGreaterThanOrEqual(shared);
    for (const { statistics } of [...rounds.slice(1), final]) {
      expect(statistics.pagesSkippedParent).toBeGreaterThan(own / 2);
    }
    expect(final.checkpoint.processes).toBe(2);
    const writes = await dirtier.reported('writes');
    await restore(final);
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    await dirtier.advancesFrom(await dirtier.count());
  });

  it('gives up the pages of its parents that are there anew, and is still known by its digests', async () => {
    await using dirtier = await host.workload('dirtier', ['8', '1000']);
    const { checkpoints } = criud.client;
    const first = await preDump(dirtier);
    const whole = await diskUsage(first);
    await rewritten(dirtier, 500);
    const second = await preDump(dirtier, first);
    expect(await diskUsage(first)).toBe(whole);

    await rewritten(dirtier, 500);
    const { operation } = await checkpoints.preDump({
      target: { pid: dirtier.pid },
      parent: second.checkpoint.name,
      options: { memory: { autoDedup: true } },
      wait,
    });
    const third = made(operation);
    const afterThird = await diskUsage(first);
    expect(afterThird).toBeLessThan(whole);

    await rewritten(dirtier, 500);
    const answer = await checkpoints.dump({
      target: { pid: dirtier.pid },
      parent: third.checkpoint.name,
      options: { memory: { autoDedup: true } },
      wait,
    });
    const final = made(answer.operation);
    expect(await diskUsage(first)).toBeLessThan(afterThird);

    const path = `${folderOf(criud, first.checkpoint.name)}/images/pagemap-${dirtier.pid}.img`;
    const good = await host.readFile(path);
    await host.writeFile(path, Buffer.alloc(good.length, 1), 0o600);
    const damage = await damageOf(final);
    await host.writeFile(path, good, 0o600);
    expect(damage).toMatchObject({ checkpoint: idOf(first.checkpoint.name), phases: [Phase.VERIFYING] });

    const writes = await dirtier.reported('writes');
    await restore(final);
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    await dirtier.advancesFrom(await dirtier.count());
  });

  it('warns of a parent that has next to nothing that could be left out', async () => {
    await using dirtier = await host.workload('dirtier', ['16', '20000']);
    const first = await preDump(dirtier);
    await rewritten(dirtier, 3 * 16 * 256);
    const second = await preDump(dirtier, first);
    expect(second.operation.warnings).toMatchObject([
      {
        reason: Reason.PARENT_NOT_USED,
        metadata: {
          parent: idOf(first.checkpoint.name),
          pages_promised: String(first.statistics.pagesWritten),
          pages_written: String(second.statistics.pagesWritten),
        },
      },
    ]);
    const events = criud.client.operations.watchOperation({ name: second.operation.name });
    const warnings = [];
    for await (const { event } of events) if (event?.$case === 'warning') warnings.push(event.value);
    expect(warnings).toEqual(second.operation.warnings);
  });

  it('goes over a tree that is stopped: its memory is left to the dump, with a warning', async () => {
    await using dirtier = await host.workload('dirtier', ['8', '1000']);
    const target = { pid: dirtier.pid };
    const first = await preDump(dirtier);
    await rewritten(dirtier, 100);
    await criud.client.processes.stopTree({ target });
    const second = await preDump(dirtier, first);
    expect(second.operation.warnings).toMatchObject([
      { reason: Reason.PROCESS_STOPPED, metadata: { pids: String(dirtier.pid) } },
    ]);

    const final = await dump(dirtier, second);
    expect(await dirtier.isGone()).toBe(true);
    const writes = await dirtier.reported('writes');
    await restore(final);
    await criud.client.processes.continueTree({ target });
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    await dirtier.advancesFrom(await dirtier.count());
  });
});
