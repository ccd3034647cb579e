export type Problem = { code: string; message: string; fields: { field: string; message: string }[] };
