import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  copyDescriptor,
  limitSendRate,
  limitSilence,
  makeBlocking,
  openStreamPair,
  shutDown,
} from '../../../src/native/index.js';
import { flagsOf, openDescriptors } from './open-descriptors.js';

const failing = (code: string): unknown => expect.objectContaining({ name: 'SystemCallError', code });

describe('a pair of stream sockets', () => {
  it('is connected both ways, blocking and close-on-exec, and ends with its owners', () => {
    const before = openDescriptors();
    const { ours, theirs } = openStreamPair();
    for (const { number } of [ours, theirs]) {
      expect(flagsOf(number)).toEqual({ blocking: true, closeOnExec: true });
    }
    const bytes = Buffer.alloc(16);
    writeSync(ours.number, 'there');
    expect(bytes.toString('latin1', 0, readSync(theirs.number, bytes))).toBe('there');
    writeSync(theirs.number, 'back');
    expect(bytes.toString('latin1', 0, readSync(ours.number, bytes))).toBe('back');

    ours.close();
    expect(readSync(theirs.number, bytes)).toBe(0);
    theirs.close();
    expect(openDescriptors()).toEqual(before);
  });

  it('ends for every copy when it is shut down', () => {
    const { ours, theirs } = openStreamPair();
    const copy = copyDescriptor(ours.number);
    shutDown(copy.number);
    expect(readSync(ours.number, Buffer.alloc(1))).toBe(0);
    expect(readSync(theirs.number, Buffer.alloc(1))).toBe(0);
    expect(() => writeSync(ours.number, 'x')).toThrow(/EPIPE/);
    for (const descriptor of [ours, theirs, copy]) descriptor.close();
  });
});

describe('a copy of a descriptor', () => {
  it('outlives the one it was made of, and is close-on-exec', () => {
    const { ours, theirs } = openStreamPair();
    const copy = copyDescriptor(ours.number);
    expect(copy.number).not.toBe(ours.number);
    expect(flagsOf(copy.number).closeOnExec).toBe(true);
    ours.close();
    writeSync(copy.number, 'x');
    expect(readSync(theirs.number, Buffer.alloc(1))).toBe(1);
    copy.close();
    theirs.close();
  });

  it('blocks when the file is told to, whichever number it is told by', () => {
    const { ours, theirs } = openStreamPair();
    const copy = copyDescriptor(ours.number);
    // Whatever Node makes a stream of does not block from then on.
    const stream = new Socket({ fd: ours.release() });
    expect(flagsOf(copy.number).blocking).toBe(false);
    stream.destroy();
    makeBlocking(copy.number);
    expect(flagsOf(copy.number).blocking).toBe(true);
    copy.close();
    theirs.close();
  });
});

describe('what cannot be', () => {
  it('fails by the name of its errno', () => {
    const { ours, theirs } = openStreamPair();
    const file = openSync('/dev/null', 'r');
    expect(() => copyDescriptor(-1)).toThrow(failing('EBADF'));
    expect(() => makeBlocking(-1)).toThrow(failing('EBADF'));
    expect(() => shutDown(file)).toThrow(failing('ENOTSOCK'));
    expect(() => limitSendRate(file, 1_000_000)).toThrow(failing('ENOTSOCK'));
    expect(() => limitSendRate(ours.number, 0)).toThrow(failing('EINVAL'));
    expect(() => limitSilence(ours.number, -1)).toThrow(failing('EINVAL'));
    expect(() => limitSilence(ours.number, 1_000)).toThrow(failing('ENOTSUP'));
    closeSync(file);
    ours.close();
    theirs.close();
  });
});
