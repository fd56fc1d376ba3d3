/** A share that a gate looks at, with its words: «{what}: 3 из 60 {ofWhat}». */
export type Share = {
  readonly inside: number;
  readonly of: number;
  /** The share says something only when the sign-in feed has no gap (EC-136). */
  readonly needsFeed: boolean;
  readonly feedComplete: boolean;
  readonly what: string;
  readonly ofWhat: string;
  readonly advice: string;
} & ({ readonly atLeast: number } | { readonly atMost: number });

/** Below how many a share is no share, and how many may then stand outside. */
export interface SmallGroup {
  readonly below: number;
  readonly outside: number;
}

export interface JudgedShare {
  readonly passed: boolean;
  /** Null for an empty denominator. */
  readonly value: number | null;
  readonly threshold: number;
  readonly text: string;
}

/**
 * The rule of e.3, «Gates»: with a denominator below 20 at most one account may stand outside; an empty one passes; a feed
 * with a gap is missed, whatever the numbers are, for the journal's silence proves nothing.
 */
export function judgeShare(share: Share, small: SmallGroup): JudgedShare {
  const { inside, of } = share;
  const value = of === 0 ? null : inside / of;
  const threshold = 'atLeast' in share ? share.atLeast : share.atMost;
  const isEnough = 'atLeast' in share ? (value ?? 1) >= threshold : (value ?? 0) <= threshold;
  const outside = 'atLeast' in share ? of - inside : inside;
  const fits = of === 0 || (of < small.below ? outside <= small.outside : isEnough);
  const hasGap = share.needsFeed && !share.feedComplete;
  return {
    passed: fits && !hasGap,
    value,
    threshold,
    text: textOf(share, small, { fits, hasGap, threshold }),
  };
}

function textOf(
  share: Share,
  small: SmallGroup,
  { fits, hasGap, threshold }: { fits: boolean; hasGap: boolean; threshold: number },
): string {
  const { inside, of, what, ofWhat, advice } = share;
  if (hasGap) {
    return 'Журнал не подтвердил полноту сведений о входах за последние 30 учебных дней: попросите его передать их.';
  }
  if (of === 0) return `${what}: некого считать, условие выполнено.`;
  const bound =
    of < small.below
      ? `вне условия может остаться не больше ${small.outside}`
      : `нужно не ${'atLeast' in share ? 'меньше' : 'больше'} ${percent(threshold)}`;
  const sentence = `${what}: ${inside} из ${of} ${ofWhat} (${percent(inside / of)}), ${bound}.`;
  return fits ? sentence : `${sentence} ${advice}`;
}

function percent(share: number): string {
  return `${(Math.round(share * 1000) / 10).toString().replace('.', ',')} %`;
}
