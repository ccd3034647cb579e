// Invented settings, kept as long as the fake back end is.
import type { DoctorForm } from "../bindings/DoctorForm";
import type { SettingsShown } from "../bindings/SettingsShown";
import { FakeLinks } from "./links";

export class FakeChosen {
  page: SettingsShown = {
    practiceCode: "TES5", training: true,
    chosen: {
      practice_name: "Riverside Surgery", pcse_phone: "0333 014 2884", pcse_email: "", quarter_contact: "", mailbox: "X26TES5", hold_minutes: "15", sending_times: "", poll_seconds: "300", outside_area: "NR30,NR31",
      rejection_codes: "3 Confirm the address", receipt_days: "1", answer_remark_days: "4", answer_days: "10", fp69_days: "14", apply_routine: "no", dispenses: "no", homes: "no",
    },
    links: new FakeLinks().page.links,
    doctors: [{ doctor: 1, link: 1, name: "Dr Ruth Amadi", code: "9912345,K31", fromOn: "2024-01-01", toOn: null }],
    findings: [{ words: "1 patient is still with Dr P Lowry, who is not here today.", stops: false }],
    mesh: { address: "", proxy: "", systemRoots: false, ownRoots: false, clientFolder: null, missing: [], certificateEndsAt: null },
  };

  get contacts() {
    const { pcse_phone: pcsePhone, pcse_email: pcseEmail, quarter_contact: quarter } = this.page.chosen as Record<string, string>;

    return { pcsePhone: pcsePhone!, pcseEmail: pcseEmail!, quarter: quarter! };
  }

  change(setting: string, value: string) {
    this.page = { ...this.page, chosen: { ...this.page.chosen, [setting]: value } };

    return { told: ["Saved."] };
  }

  save(form: DoctorForm) {
    const { doctor, ...rest } = form;
    const kept = this.page.doctors.filter((one) => one.doctor !== doctor);
    this.page = { ...this.page, doctors: [...kept, { ...rest, doctor: doctor ?? kept.length + 1 }] };

    return { told: ["Saved."] };
  }
}
