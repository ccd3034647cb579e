// The settings of each part of the screen, in the words of the desk. Why anybody would change one stands in the guide.

export type Choosable = { setting: string; label: string; hint: string; lines?: number; choices?: [value: string, words: string][] };

export const PARTS: { id: string; words: string; settings: Choosable[] }[] = [
  {
    id: "practice", words: "Practice",
    settings: [
      { setting: "practice_name", label: "Name of the practice", hint: "As it stands at the top of the window and on prints." },
      { setting: "pcse_phone", label: "PCSE's telephone number", hint: "The number that you ring about registrations." },
      { setting: "pcse_email", label: "PCSE's e-mail address", hint: "For what goes by no message, like a removal within 8 days. It may stay empty." },
      { setting: "quarter_contact", label: "Whom to ask about the close of a quarter", hint: "A name and a number, in one line. It may stay empty." },
      { setting: "mailbox", label: "Our own MESH mailbox", hint: "For example A0047392. It holds from the next start." },
      { setting: "dispenses", label: "We dispense drugs", hint: "Only then do the forms ask about it.", choices: [["no", "No"], ["yes", "Yes"]] },
      { setting: "homes", label: "We look after residential homes", hint: "Homes that PCSE has given a code. Only then do the forms ask for it.", choices: [["no", "No"], ["yes", "Yes"]] },
    ],
  },
  {
    id: "sending", words: "Sending",
    settings: [
      { setting: "hold_minutes", label: "Minutes before something is sent", hint: "From 0 to 1440. Until then it can be taken back without a trace at PCSE." },
      { setting: "sending_times", label: "Times at which things are sent", hint: "With commas, like 09:00,15:00. Empty: as soon as the minutes above are over." },
      { setting: "poll_seconds", label: "Seconds between two looks into the mailbox", hint: "A real mailbox: 300 at the least. It holds from the next start." },
    ],
  },
  {
    id: "area", words: "Out of area",
    settings: [
      { setting: "outside_area", label: "Postcode districts outside your area", hint: "The part before the space, with commas: NR30,NR31" },
    ],
  },
  {
    id: "codes", words: "Rejection codes",
    settings: [
      { setting: "rejection_codes", label: "What PCSE's codes mean", hint: "One on each line: the code, a space, the meaning. For example: 3 Confirm the address", lines: 8 },
    ],
  },
  {
    id: "deadlines", words: "Deadlines",
    settings: [
      { setting: "receipt_days", label: "Working days until a receipt is overdue", hint: "Usually 1." },
      { setting: "answer_remark_days", label: "Working days until a missing answer is remarked on", hint: "Usually 4. Not later than the next one." },
      { setting: "answer_days", label: "Working days until an answer is overdue", hint: "Usually 10. Then PCSE is phoned." },
      { setting: "fp69_days", label: "Days before an FP69 flag ends at which you are warned", hint: "Usually 14." },
      { setting: "apply_routine", label: "Record matching approvals at once, without a person", hint: "It shows in the records as done by rule.", choices: [["no", "No, a person records them"], ["yes", "Yes, at once"]] },
    ],
  },
];
