// The settings of each part of the screen, in the words of the desk: what each is for, and why anybody would change it.

export type Choosable = { setting: string; label: string; hint: string; why: string; lines?: number; choices?: [value: string, words: string][] };

export const PARTS: { id: string; words: string; settings: Choosable[] }[] = [
  {
    id: "practice", words: "Practice",
    settings: [
      { setting: "practice_name", label: "Name of the practice", hint: "As it stands at the top of the window and on prints.", why: "PCSE hears it when you read out a report, and it stands on everything that is printed." },
      { setting: "pcse_phone", label: "PCSE's telephone number", hint: "The number that you ring about registrations.", why: "It stands beside everything that is to be read to PCSE. Numbers change, so it can be changed here." },
      { setting: "mailbox", label: "Our own MESH mailbox", hint: "For example A0047392.", why: "Letters come to it and are sent from it. A wrong one means that nothing comes in. It holds from the next start." },
    ],
  },
  {
    id: "sending", words: "Sending",
    settings: [
      { setting: "hold_minutes", label: "Minutes before something is sent", hint: "From 0 to 1440. Until then it can be taken back without a trace at PCSE.", why: "Most slips are seen within a quarter of an hour. Once it is sent, only PCSE can undo it." },
      { setting: "sending_times", label: "Times at which things are sent", hint: "With commas, like 09:00,15:00. Empty: as soon as the minutes above are over.", why: "Some practices look through everything once before it goes." },
      { setting: "poll_seconds", label: "Seconds between two looks into the mailbox", hint: "300 at the least. It holds from the next start.", why: "MESH asks to be looked into every five minutes at the most." },
    ],
  },
  {
    id: "area", words: "Out of area",
    settings: [
      { setting: "outside_area", label: "Postcode districts outside your area", hint: "The part before the space, with commas: NR30,NR31", why: "An address there is held up before it is sent, because PCSE must be asked for a removal rather than told of a move." },
    ],
  },
  {
    id: "codes", words: "Rejection codes",
    settings: [
      { setting: "rejection_codes", label: "What PCSE's codes mean", hint: "One on each line: the code, a space, the meaning. For example: 3 Confirm the address", why: "A rejection carries a number and about sixty letters. The real reason comes by e-mail; written here, everybody sees it the next time.", lines: 8 },
    ],
  },
  {
    id: "deadlines", words: "Deadlines",
    settings: [
      { setting: "receipt_days", label: "Working days until a receipt is overdue", hint: "Usually 1.", why: "A receipt normally comes the same day. Without one, nobody knows whether PCSE has read the message." },
      { setting: "answer_remark_days", label: "Working days until a missing answer is remarked on", hint: "Usually 4. Not later than the next one.", why: "PCSE usually answers in three working days." },
      { setting: "answer_days", label: "Working days until an answer is overdue", hint: "Usually 10. Then PCSE is phoned.", why: "PCSE may take ten working days. After that the registration may be lost, and the patient has no doctor." },
      { setting: "fp69_days", label: "Days before an FP69 flag ends at which you are warned", hint: "Usually 14.", why: "When a flag runs out, PCSE takes the patient off your list." },
      { setting: "apply_routine", label: "Record matching approvals at once, without a person", hint: "It shows in the records as done by rule.", why: "Off at first: a person presses “Clear routine” and sees what it does.", choices: [["no", "No, a person records them"], ["yes", "Yes, at once"]] },
    ],
  },
];
