import { expect, test } from "vitest";

import { carried } from "../src/lib/carried";

test.each([
  ["999 000 0018", { nhsNumber: "9990000018" }],
  ["howes alison", { surname: "Howes", firstForename: "Alison" }],
  ["O'Brien, Maeve", { surname: "O'Brien", firstForename: "Maeve" }],
  ["howes 23 may 1956", { surname: "Howes", born: "1956-05-23" }],
  ["23/5/1956", { born: "1956-05-23" }],
  ["br6 7ew", { postcode: "BR6 7EW" }],
  ["1956", {}],
])("%s goes along into the form", (query, known) => {
  expect(carried(query)).toEqual(known);
});
