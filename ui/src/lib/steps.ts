// What each step of a filing means, and its tint. The word itself comes from the desk, the same everywhere.
import type { OutboxRow } from "../bindings/OutboxRow";
import type { Step } from "../bindings/Step";
import type { Tone } from "./kinds";

type About = { tone: Tone; meaning: string };

const STEPS: Record<Step, About> = {
  draft: { tone: "grey", meaning: "Taken back. It can be changed, and is not sent until somebody confirms it." },
  ready: { tone: "blue", meaning: "Goes at the time that is named. It can be held or taken back." },
  blocked: { tone: "yellow", meaning: "It would go, but nothing is sent on its link." },
  behind: { tone: "yellow", meaning: "It waits for something older about the same patient." },
  onHold: { tone: "yellow", meaning: "Waits for a person to let it go." },
  keptUntilApproved: { tone: "blue", meaning: "Goes by itself when the registration is approved." },
  sending: { tone: "blue", meaning: "Being handed to MESH." },
  inDoubt: { tone: "red", meaning: "MESH did not answer. Nothing is sent twice: MESH is asked first." },
  refusedByMesh: { tone: "red", meaning: "MESH did not take it. Something must be put right first." },
  handedOver: { tone: "blue", meaning: "The MESH client has it and sends it." },
  acceptedByMesh: { tone: "blue", meaning: "MESH has it." },
  collected: { tone: "blue", meaning: "The registration service picked it up." },
  notDelivered: { tone: "red", meaning: "MESH reports that it did not arrive." },
  receipted: { tone: "green", meaning: "A receipt says that it was read. PCSE's answer is still to come." },
  receiptProblem: { tone: "red", meaning: "The receipt says that something is wrong with it." },
  receiptOverdue: { tone: "red", meaning: "No receipt has come in the usual time." },
  answerOverdue: { tone: "red", meaning: "PCSE has not answered in the usual time." },
  approved: { tone: "green", meaning: "PCSE has approved it." },
  rejected: { tone: "orange", meaning: "PCSE has rejected it. The patient is not registered." },
  answered: { tone: "green", meaning: "PCSE has answered it." },
  finished: { tone: "grey", meaning: "A receipt is all that comes back for this kind." },
  abandoned: { tone: "grey", meaning: "A manager gave it up. Its numbers are spent." },
  closed: { tone: "grey", meaning: "A person closed it. Nothing more is expected." },
};

export const aboutStep = (step: Step): About => STEPS[step];

const KINDS: Record<OutboxRow["kind"], string> = { G1: "Registration", G2: "Amendment", G3: "Removal", G5: "Request to remove" };

export const kindOf = (kind: OutboxRow["kind"]): string => KINDS[kind];
