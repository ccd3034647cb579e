// Which rows of a long list are drawn, and how far to scroll to show one.

export type Span = { first: number; end: number };

/** Rows drawn above and below what is seen, so that a quick scroll shows no gap. */
const MORE = 8;

export function drawn(top: number, height: number, row: number, count: number): Span {
  const first = Math.max(0, Math.floor(top / row) - MORE);
  const end = Math.min(count, Math.ceil((top + height) / row) + MORE);

  // A list that became shorter is still scrolled to where it ended before.
  return { first: Math.min(first, Math.max(0, count - 1)), end };
}

/** The least scrolling that shows a row whole. */
export function scrollTo(index: number, top: number, height: number, row: number): number {
  const start = index * row;
  if (start < top) return start;
  if (start + row > top + height) return start + row - height;

  return top;
}

/** Where a key moves the selection; null where it moves nothing. */
export function moved(key: string, index: number, count: number, page: number): number | null {
  const goal: Record<string, number> = {
    ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: count - 1,
  };
  const to = goal[key];

  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
