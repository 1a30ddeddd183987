/** Places of figures on a line. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Where a figure is; one beyond an end is at that end. */
  place(figure: number): number;
}

/**
 * The figures from one to another, along as much of a line. A line of figures that
 * are all the same has them all at its begin.
 */
export function makeScale(from: number, to: number, begin: number, length: number): Scale {
  const extent = to - from;
  return {
    from,
    to,
    place(figure) {
      const share = extent > 0 ? (Math.min(Math.max(figure, from), to) - from) / extent : 0;
      return begin + share * length;
    },
  };
}

/** A place on a scale, and what is written there. */
export interface Tick {
  readonly figure: number;
  readonly label: string;
}

const UNITS = [
  { name: 'h', milliseconds: 3_600_000 },
  { name: 'min', milliseconds: 60_000 },
  { name: 's', milliseconds: 1_000 },
  { name: 'ms', milliseconds: 1 },
];

/**
 * Round times on a scale of milliseconds, fewer than so many steps of 1, 2 or 5
 * times a power of ten, all in one unit, which the last one names.
 */
export function ticksOf({ from, to }: Scale, most: number): readonly Tick[] {
  const extent = to - from;
  const unit = UNITS.find(({ milliseconds }) => extent >= 2 * milliseconds) ?? {
    name: 'ms',
    milliseconds: 1,
  };
  if (!(extent > 0)) return [{ figure: from, label: '0' }];
  const [begin, end] = [from / unit.milliseconds, to / unit.milliseconds];
  const power = 10 ** Math.floor(Math.log10((end - begin) / most));
  const step =
    [1, 2, 5].map((factor) => factor * power).find((each) => (end - begin) / each < most) ?? 10 * power;
  const figures: number[] = [];
  for (let index = Math.ceil(begin / step); index * step <= end; index++) figures.push(index * step);
  return figures.map((figure, index) => {
    const label = String(Number(figure.toPrecision(6))).replace('-', '−');
    const isLast = index === figures.length - 1;
    return { figure: figure * unit.milliseconds, label: isLast ? `${label} ${unit.name}` : label };
  });
}
