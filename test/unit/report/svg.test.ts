import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MigrationReport, renderSvg } from '../../../src/report/index.js';
import { anyReport, ITERATIVE_DUMP, REPORT, reportedRounds } from './reports.js';
import { allOf, parseXml, textOf, type XmlElement } from './xml.js';

function draw(report: MigrationReport): readonly XmlElement[] {
  return allOf(parseXml(renderSvg(report)));
}

/** What is written in the picture, piece by piece. */
function texts(report: MigrationReport): readonly string[] {
  return draw(report)
    .filter(({ name }) => name === 'text')
    .map(textOf);
}

/** The bars that say what begins so, with where they are. */
function bars(report: MigrationReport, says: string | RegExp) {
  return draw(report)
    .filter(({ name, children }) => name === 'rect' && children.length > 0)
    .map((element) => ({
      says: textOf(element),
      x: Number(element.attributes.x),
      width: Number(element.attributes.width),
      look: element.attributes.class,
    }))
    .filter((bar) => (typeof says === 'string' ? bar.says.startsWith(says) : says.test(bar.says)));
}

function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`${items.length} where one was expected`);
  return item;
}

describe('the picture of a report', () => {
  it('is an image that tells its title and summary to who does not see it', () => {
    const [svg, title, summary] = draw(REPORT);
    expect(svg?.attributes).toMatchObject({ role: 'img', xmlns: 'http://www.w3.org/2000/svg' });
    expect(svg?.attributes['aria-labelledby']?.split(' ')).toEqual([
      title?.attributes.id,
      summary?.attributes.id,
    ]);
    expect(title && textOf(title)).toBe('Migration from alpha to beta.example:7443');
    expect(summary && textOf(summary)).toMatch(/^Blackout 1\.50 s, .*Frozen 1\.27 s, .*5\.00 s.*288 MiB/);
  });

  it('has a row for each round and the dump, with what it wrote, sent and took', () => {
    const written = `|${texts(REPORT).join('|')}|`;
    for (const row of [
      '|1|65\u202f552|256 MiB|2.00 s|30.0 ms|',
      '|2|8\u202f194|32.0 MiB|800 ms|30.0 ms|',
      '|3|60|240 KiB|400 ms|30.0 ms|',
      '|dump|48|192 KiB|1.50 s|1.27 s|',
    ]) {
      expect(written).toContain(row);
    }
  });

  it('draws what rounds wrote as long as it was much', () => {
    const [first, second] = bars(REPORT, /pages written$/);
    expect((second?.width ?? 0) / (first?.width ?? 0)).toBeCloseTo(8_194 / 65_552, 2);
  });

  it('draws rounds and the blackout on one line of time', () => {
    const [first, second, third] = [1, 2, 3].map((round) =>
      only(bars(REPORT, new RegExp(`^Round ${round}: .* begun after`))),
    );
    const blackout = only(bars(REPORT, /^Final dump: .* begun after/));
    const scale = (first?.width ?? 0) / 2_000;
    expect((second?.width ?? 0) / scale).toBeCloseTo(800, -1);
    expect((third?.width ?? 0) / scale).toBeCloseTo(400, -1);
    expect(blackout.width / scale).toBeCloseTo(1_500, -1);
    expect((blackout.x - (first?.x ?? 0)) / scale).toBeCloseTo(3_300, -1);
  });

  it('draws every step of the blackout where it was and as long as it took', () => {
    const { steps = [], beginMilliseconds = 0, durationMilliseconds = 0 } = REPORT.blackout ?? {};
    const drawn = bars(REPORT, /the freeze$/);
    expect(drawn).toHaveLength(steps.length);
    const dark = draw(REPORT).find(({ attributes }) => attributes.class === 'band')?.attributes;
    const scale = Number(dark?.width) / durationMilliseconds;
    const of = (side: string) => steps.filter((step) => step.side === side);
    for (const [index, step] of [...of('source'), ...of('target')].entries()) {
      expect(drawn[index]?.look).toBe(step.side);
      expect(drawn[index]?.width).toBeCloseTo(step.durationMilliseconds * scale, 1);
      expect(drawn[index]?.x).toBeCloseTo(
        Number(dark?.x) + (step.beginMilliseconds - beginMilliseconds) * scale,
        1,
      );
    }
  });

  it('names both hosts beside their steps, so that nothing hangs on colours', () => {
    expect(texts(REPORT)).toEqual(expect.arrayContaining(['Source: alpha', 'Target: beta.example:7443']));
  });

  it('tells shared pages from private ones by hatching, and explains it', () => {
    const shared = { ...REPORT, rounds: reportedRounds([[1_000, 500]], 3_000) };
    const drawn = draw(shared);
    const pattern = only(drawn.filter(({ name }) => name === 'pattern'));
    const [hatched] = bars(shared, '3\u202f000 shared pages left to the dump');
    expect(hatched?.width).toBeCloseTo((bars(shared, /1\u202f000 pages written/)[0]?.width ?? 0) * 3, -1);
    expect(drawn.some(({ attributes }) => attributes.style === `fill:url(#${pattern.attributes.id})`)).toBe(
      true,
    );
    expect(texts(shared).join()).toContain('shared pages, which only the dump writes');
    expect(draw(REPORT).some(({ name }) => name === 'pattern')).toBe(false);
  });

  it('draws an iterative dump without a blackout', () => {
    const written = texts(ITERATIVE_DUMP);
    expect(written).toContain('Iterative dump on alpha');
    expect(written).not.toContain('Blackout');
    expect(bars(ITERATIVE_DUMP, /^Final dump: .* begun after/)).toHaveLength(1);
  });

  it('tells why a migration failed', () => {
    const { blackout: _, finalDump: __, ...failed } = { ...REPORT, failure: 'NOT_CONVERGED: It grew.' };
    expect(texts(failed)).toEqual(expect.arrayContaining(['NOT_CONVERGED: It grew.']));
    expect(texts(failed)[0]).toBe('Failed migration from alpha to beta.example:7443');
  });

  it('needs nothing beside itself, and follows the colour scheme of the reader on a screen alone', () => {
    const drawn = draw(REPORT);
    const names = new Set(drawn.map(({ name }) => name));
    expect([...names].filter((name) => /script|image|use|link|foreignObject|a$/.test(name))).toEqual([]);
    const style = textOf(only(drawn.filter(({ name }) => name === 'style')));
    expect(style).not.toMatch(/@import|@font-face|url\(/);
    expect(style).toContain('@media screen and (prefers-color-scheme:dark)');
  });

  it('is whole and within its frame whatever a report says', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const [svg, ...parts] = draw(report);
        const height = Number(svg?.attributes.height);
        expect(parts.filter(({ name }) => name === 'script')).toEqual([]);
        for (const { name, attributes } of parts) {
          if (!['rect', 'line', 'text'].includes(name) || attributes.width === '100%') continue;
          const { x = attributes.x1, y = attributes.y1, width = '0' } = attributes;
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x) + Number(width)).toBeLessThanOrEqual(920);
          expect(Number(y)).toBeLessThan(height);
        }
      }),
    );
  });

  it('shows markup in names as text', () => {
    const hostile = '</text><script>alert("1")</script>&amp;';
    const report = { ...REPORT, source: hostile, failure: hostile, operation: '"><b>' };
    expect(texts(report)).toContain(hostile);
    expect(draw(report).map(({ name }) => name)).not.toContain('script');
  });
});
