// Invented links: one that is old, one on which nothing has gone yet.
import type { GapForm } from "../bindings/GapForm";
import type { Links } from "../bindings/Links";
import type { ReportForm } from "../bindings/ReportForm";
import type { ReportShown } from "../bindings/ReportShown";
import { NOW } from "./notices";

const card = { practiceCode: "TES5", mailbox: "X26XX11", pausedWhy: null, stoppedWhy: null };

export class FakeLinks {
  page: Links = {
    links: [
      { ...card, link: 1, cipher: "XX1", service: "XX11", interchange: 42, message: 57, transaction: 311, openedAfter: [0, 0, 0], isNew: false, lastIn: 40, lastInAt: NOW },
      { ...card, link: 2, cipher: "YY", service: "YY01", interchange: 12, message: 12, transaction: 311, openedAfter: [12, 12, 0], isNew: true, lastIn: null, lastInAt: null },
    ],
    gaps: [{ gap: { direction: "in", sequence: "SIS", link: 1, epoch: 0, first: 39, last: 39 }, words: "Incoming interchange 39 never arrived." }],
    health: { notWell: ["1 gap in the numbers is not explained."], checkedAt: NOW, greetedAt: NOW, moreWaits: false, clockAheadSeconds: 3, certificateEndsAt: "2026-12-11T00:00:00Z" },
    pcsePhone: "0333 014 2884",
  };

  explain(gap: GapForm) {
    this.page = { ...this.page, gaps: this.page.gaps.filter((one) => one.gap.first !== gap.first), health: { ...this.page.health, notWell: [] } };

    return { told: ["Marked as explained."] };
  }

  report(form: ReportForm): ReportShown {
    if (form.report === "operations") {
      return { title: "What stood in our letters", sentences: [`TES5 with XX11: 1 letter with interchange numbers from ${form.first} to ${form.last}.`], toReadOut: [], columns: ["Interchange", "Kind", "Name"], rows: [[String(form.first), "G1", "KENNEDY, Sarah (Miss)"]] };
    }

    if (form.report === "quarter") {
      return { title: "Certificate of the quarter", sentences: [`Riverside Surgery, K31, from ${form.from} to ${form.to}: 12 filings sent, 36 notices received, 1 act by hand.`, "By hand, put right (FP69 flag removed): patient 7, Mary Smith on 20-Nov-2026 10:02."], toReadOut: [], columns: ["Part", "What", "State", "Count"], rows: [["received", "Deduction (F2)", "done", "4"]] };
    }

    return {
      title: form.report === "traffic" ? "What went out and what came in" : "Letters without a receipt",
      sentences: ["TES5 with XX11: Interchange 41 of 19-Nov-2026 has had no receipt for 2 working days."],
      toReadOut: ["This is Riverside Surgery, link code TES5. For interchange 41 to XX11 we have had no receipt. Did it come, and was it processed?"],
      columns: ["Link", "Interchange", "Sent on"], rows: [["TES5 with XX11", "41", "19-Nov-2026"]],
    };
  }
}
