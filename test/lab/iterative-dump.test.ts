import { expect, it } from 'vitest';
import { openLab } from './lab.js';
import { defectsOf, describeReport, iterativeDump } from './scenarios/iterative-dump.js';

it('An iterative dump of a busy process holds it for a fraction of the time, and loses no byte', async () => {
  await using lab = await openLab('iterative-dump');
  const report = await iterativeDump(lab, () => {});
  console.log(describeReport(report));
  expect(defectsOf(report)).toEqual([]);
});
