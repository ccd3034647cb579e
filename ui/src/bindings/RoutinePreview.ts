export type RoutinePreview = {
  counts: { words: string; count: number }[];
  lines: { notice: number; kind: string; name: string; what: string }[];
  leftOut: { notice: number; kind: string; why: string[] }[];
};
