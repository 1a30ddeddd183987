import { describe, expect, it } from 'vitest';
import { parseStores } from '../../../src/cli/store-flags.js';
import type { Failure } from '../../../src/failure/index.js';

function refusal(text: string, ...others: readonly string[]): Failure {
  try {
    parseStores('--store', [text, ...others]);
  } catch (error) {
    // What is thrown there on purpose.
    return error as Failure;
  }
  throw new Error(`${text} was taken`);
}

describe('an object store', () => {
  it.each([
    ['fleet=s3://bucket', { name: 'fleet', bucket: 'bucket', prefix: '', pathStyle: false }],
    [
      'a-1=s3://my.bucket/hosts/blue/?region=eu-west-1',
      { name: 'a-1', bucket: 'my.bucket', prefix: 'hosts/blue/', region: 'eu-west-1', pathStyle: false },
    ],
    [
      'lab=s3://bucket/p?endpoint=http://127.0.0.1:9000&path-style=true',
      { name: 'lab', bucket: 'bucket', prefix: 'p/', endpoint: 'http://127.0.0.1:9000/', pathStyle: true },
    ],
  ])('is %s', (text, settings) => {
    expect(parseStores('--store', [text])).toEqual([settings]);
  });

  it.each([
    ['fleet', /NAME=s3/],
    ['=s3://bucket', /NAME=s3/],
    ['Fleet=s3://bucket', /NAME=s3/],
    ['../x=s3://bucket', /NAME=s3/],
    ['fleet=https://bucket', /URL such as/],
    ['fleet=s3:bucket', /bucket/],
    ['fleet=s3://Bucket_', /bucket/],
    ['fleet=s3://bucket:80', /bucket/],
    ['fleet=s3://bucket/a%2Fb', /prefix/],
    ['fleet=s3://bucket/a//b', /prefix/],
    ['fleet=s3://bucket?endpoint=ftp://x', /endpoint/],
    ['fleet=s3://bucket?path-style=yes', /path-style/],
    ['fleet=s3://bucket?region=a&region=b', /twice/],
    ['fleet=s3://bucket?region=%0a', /region/],
    ['fleet=s3://bucket?access-key=x', /parameter/],
  ])('is not %s', (text, description) => {
    const failure = refusal(text);
    expect(failure.reason).toBe('INVALID_REQUEST');
    expect(failure.violations).toEqual([
      { field: '--store', description: expect.stringMatching(description) },
    ]);
  });

  it.each(['fleet=s3://key:hidden@bucket', 'fleet=s3://bucket?endpoint=http://key:hidden@127.0.0.1'])(
    'has no credentials, which %s has, and they are not told again',
    (text) => {
      expect(refusal(text).message).toMatch(/credentials for fleet/);
      expect(refusal(text).message).not.toMatch(/hidden/);
    },
  );

  it('has a name of its own', () => {
    expect(refusal('fleet=s3://one', 'fleet=s3://two').message).toMatch(/fleet twice/);
  });
});
