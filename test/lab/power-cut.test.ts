import { expect, it } from 'vitest';
import { openLab } from './lab.js';
import { cutPower } from './power-cut.js';

it('A dump that was answered outlives the power of its host: it is told, and its tree goes on after the next boot', async () => {
  await using lab = await openLab('power-cut');
  expect(await cutPower(lab, 2, () => {})).toEqual({ tried: 2, lost: 0, untrue: 0 });
});
