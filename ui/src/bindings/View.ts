export type View = "to-decide" | "routine" | "unmatched" | "reminders" | "set-aside" | "done-today" | "all";
