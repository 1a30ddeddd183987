import { expect, it } from 'vitest';
import { openLab } from './lab.js';
import { catalogue, defectsOf, describeReport } from './scenarios/catalogue.js';

it('A flattened chain is all that is left of it, and restores every byte of private and of shared memory', async () => {
  await using lab = await openLab('catalogue');
  const report = await catalogue(lab, () => {});
  console.log(describeReport(report));
  expect(defectsOf(report)).toEqual([]);
}, 400_000);
